import { request } from 'node:https'
import { generate } from 'selfsigned'
import { expect, it } from 'vitest'
import { start } from './rig.ts'

it('serves all three over TLS with a given certificate', async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  })
  const simulator = await start({}, { tls: { key, cert } })
  const { operations, billing, aps } = simulator.urls
  for (const url of [operations, billing, aps]) {
    expect(url).toMatch(/^https:/)
    await expect(statusOf(url, cert)).resolves.toBeGreaterThanOrEqual(400)
  }
})

it('says which port is taken, and leaves none open', async () => {
  const simulator = await start()
  const billing = Number(new URL(simulator.urls.billing).port)
  await expect(start({}, { ports: { billing } })).rejects.toMatchObject({
    code: 'simulator/cannot-listen',
    message: `Cannot listen on 127.0.0.1:${billing}.`,
  })
})

it('adds latency to the APIs, not to the call log', async () => {
  const simulator = await start({}, { latencyMs: 200 })
  const timed = async (url: string) => {
    const from = performance.now()
    await (await fetch(url, { method: 'GET' })).text()
    return performance.now() - from
  }
  expect(await timed(simulator.urls.operations)).toBeGreaterThan(190)
  expect(await timed(simulator.urls.aps)).toBeGreaterThan(190)
})

function statusOf(url: string, ca: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { ca, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .once('error', reject)
      .end()
  })
}
