// One resource of alchemy for each create; it remembers in its own state what it has made.
import { Buffer } from 'node:buffer'
import alchemy, { Resource } from 'alchemy'

const { url, username, password, limit, resourceClass, application, names } = JSON.parse(process.env.BENCH_JOB)
const text = (name, value) => `<member><name>${name}</name><value><string>${value}</string></value></member>`

const ResourceType = Resource('bench::ResourceType', async function (_id, { name }) {
  if (this.phase === 'delete') return this.destroy()
  const parameter = `<struct>${text('var_name', 'app_id')}${text('var_value', application)}</struct>`
  const parameters = `<member><name>act_params</name><value><array><data><value>${parameter}</value></data></array></value></member>`
  const struct = `<struct>${text('resclass_name', resourceClass)}${text('name', name)}${parameters}</struct>`
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'text/xml',
      authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
    },
    body: `<?xml version="1.0"?><methodCall><methodName>pem.addResourceType</methodName><params><param><value>${struct}</value></param></params></methodCall>`,
    signal: globalThis.AbortSignal.timeout(limit * 1000),
  })
  const answer = await response.text()
  if (!response.ok || answer.includes('<fault>')) throw new Error(`HTTP ${response.status}: ${answer}`)
  return { name }
})

const app = await alchemy('bench', { stage: 'bench', noTrack: true, quiet: true })
await Promise.all(names.map((name) => ResourceType(name.replaceAll(' ', '-').toLowerCase(), { name })))
await app.finalize()
