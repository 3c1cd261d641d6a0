// Measured in a process of its own: the catalog loaded, graphed and diffed against an empty installation. CPU in ms.
import { fileURLToPath } from 'node:url'
import { connect, loadRunbook, loadWorld, observe, planFrom, siteSchema, startSimulator } from '../dist/index.js'

const file = (path) => fileURLToPath(new URL(path, import.meta.url))
const [, , catalog] = process.argv

const simulator = await startSimulator({ world: await loadWorld(file('../worlds/small-provider.yaml')) })
const connection = connect({
  operations: { url: simulator.urls.operations, ...simulator.credentials.operations },
  billing: { url: simulator.urls.billing, credentials: 'struct', ...simulator.credentials.billing },
  aps: { url: simulator.urls.aps },
})
const site = siteSchema.parse({})
const observed = await observe(connection, site)
const runbook = await loadRunbook(file('../runbooks/add-offers.yaml'))
await connection.close()
await simulator.close()

import { Session } from 'node:inspector/promises'
import { writeFileSync } from 'node:fs'
const S=new Session();S.connect();await S.post('Profiler.enable');await S.post('Profiler.setSamplingInterval',{interval:100});await S.post('Profiler.start')
const before = process.cpuUsage()
const installation = { name: 'bench', endpoint: 'bench', site }
const plan = await planFrom({ runbook, catalogFiles: [catalog], wanted: [], installation }, () =>
  Promise.resolve(observed),
)
const { user, system } = process.cpuUsage(before)
console.log(JSON.stringify({ cpuMs: (user + system) / 1000, operations: plan.plan.operations.length }))

const {profile}=await S.post('Profiler.stop');writeFileSync(process.env.OUT,JSON.stringify(profile))
