// Measured in a process of its own: the catalog loaded, graphed and diffed against an empty installation. CPU in ms.
import { fileURLToPath } from 'node:url'
import { loadCatalog, loadRunbook, loadWorld, planOffers, siteSchema, startSimulator, connect } from '../dist/index.js'

const file = (path) => fileURLToPath(new URL(path, import.meta.url))
const [, , catalog] = process.argv

const simulator = await startSimulator({ world: await loadWorld(file('../worlds/small-provider.yaml')) })
const connection = connect({
  operations: { url: simulator.urls.operations, ...simulator.credentials.operations },
  billing: { url: simulator.urls.billing, credentials: 'struct', ...simulator.credentials.billing },
  aps: { url: simulator.urls.aps },
})
const runbook = await loadRunbook(file('../runbooks/add-offers.yaml'))
const site = siteSchema.parse({})

const before = process.cpuUsage()
const { plan } = await planOffers({
  runbook,
  catalogFiles: [catalog],
  wanted: [],
  installation: { name: 'bench', endpoint: simulator.urls.operations, site },
  reader: connection,
})
const { user, system } = process.cpuUsage(before)
console.log(
  JSON.stringify({ cpuMs: (user + system) / 1000, operations: plan.operations.length, loaded: typeof loadCatalog }),
)
await connection.close()
await simulator.close()
