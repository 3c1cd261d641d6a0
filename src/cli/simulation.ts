/** The simulator as an installation: the configuration that fits it, ready-made. */

import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { guardFormula, writeCsv } from '../lib/write-csv.ts'
import { packageRoot } from '../lib/package-root.ts'
import type { FaultEntry } from '../oa/simulator/faults/fault-schedule.ts'
import { loadWorld } from '../oa/simulator/load-world.ts'
import type { Snapshot } from '../oa/simulator/snapshot.ts'
import { startSimulator, type Simulator } from '../oa/simulator/start-simulator.ts'
import { configSchema, type Config } from './config.ts'
import type { Context } from './context.ts'

const DEFAULT_WORLD = join(packageRoot, 'worlds', 'small-provider.yaml')

/** What the simulator can do and a real site would have to allow by name. */
const everythingAllowed = {
  reads: { salesCategories: true, resellerPlans: true },
  ways: {
    'license-type': ['aps'],
    'addon-type': ['aps'],
    'resource-type': ['pem'],
    'service-template': ['pem'],
    'service-plan': ['bss'],
    'application-instance': ['pem'],
    provisioning: ['pem'],
  },
} satisfies Partial<Config>

export interface SimulationOptions {
  /** Keeps the simulator's state and its passwords. */
  folder: string
  world?: string
  ports?: { operations?: number; billing?: number; aps?: number }
  latencyMs?: number
  /** Instead of those in the world file. */
  faults?: FaultEntry[]
  /** Whether a robot does what people do in the control panel. */
  robot: boolean
}

/**
 * Starts a simulator and writes a configuration for it.
 *
 * @returns the simulator, and the path of the configuration
 */
export async function startSimulation(
  options: SimulationOptions,
  { processes }: Pick<Context, 'processes'>,
): Promise<{ simulator: Simulator; configFile: string }> {
  const { folder, ports, latencyMs, robot } = options
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const loaded = await loadWorld(options.world ?? DEFAULT_WORLD)
  const world = { ...loaded, faults: options.faults ?? loaded.faults }
  const simulator = await startSimulator({
    world,
    stateFolder: folder,
    processes,
    ...(ports === undefined ? {} : { ports }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
  })
  const configFile = join(folder, 'o365-onboard.yaml')
  const { operations, billing } = simulator.credentials
  await writeSecret(join(folder, 'operations-password'), operations.password)
  await writeSecret(join(folder, 'billing-password'), billing.password)
  const config = {
    formatVersion: 1,
    installation: `simulator ${world.name}`,
    scenario: world.scenario,
    operations: {
      url: simulator.urls.operations,
      username: operations.username,
      password: { file: 'operations-password' },
    },
    billing: { url: simulator.urls.billing, username: billing.username, password: { file: 'billing-password' } },
    aps: { url: simulator.urls.aps },
    state: '.',
    ...(robot ? { robotPanel: simulator.urls.panel } : {}),
    ...(world.resellers.length === 0 ? {} : { resellers: { file: 'resellers.csv' } }),
    ...everythingAllowed,
  }
  if (world.resellers.length > 0) await writeFile(join(folder, 'resellers.csv'), exportResellers(simulator.snapshot()))
  await writeFile(configFile, `# For this simulator only; made anew whenever it starts.\n${stringify(config)}`)
  return { simulator, configFile }
}

/** The list that a person would export from the panel; what is delegated is left to the reads. */
function exportResellers({ resellers }: Snapshot): string {
  const header = ['account', 'name', 'model', 'parent', 'price sync disabled']
  const rows = resellers.map(({ id, name, model, parent, priceSyncDisabled }) =>
    [String(id), name, model, parent === 1 ? '' : String(parent), priceSyncDisabled ? 'yes' : 'no'].map(guardFormula),
  )
  return writeCsv([header, ...rows])
}

async function writeSecret(file: string, value: string): Promise<void> {
  await writeFile(file, `${value}\n`, { mode: 0o600 })
  await chmod(file, 0o600)
}

/** The simulator's connection under the site's own decisions, where there is a configuration. */
export function simulatedSite(simulated: Config, own: Config | undefined): Config {
  if (own === undefined) return simulated
  const { lease, policy, provisioningIds, perGigabyte, prefix, resellers, safety, verify, waits } = own
  const { customerManagement, compatibilityList, instance } = own
  const decided = { lease, policy, provisioningIds, perGigabyte, prefix, resellers, safety, verify, waits }
  return configSchema.parse({ ...simulated, ...decided, customerManagement, compatibilityList, instance })
}
