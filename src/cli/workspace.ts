/** What a command works with: the configuration, a connection, the store of runs, a view, and somebody to ask. */

import { access } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { readTextFile } from '../lib/read-text-file.ts'
import { connect } from '../oa/connect.ts'
import type { System } from '../oa/method-spec.ts'
import type { OaConnection } from '../oa/oa-client.ts'
import { probeEndpoint, type EndpointProbe } from '../oa/probe-endpoint.ts'
import type { Installation } from '../onboard.ts'
import { siteSchema } from '../resource/site.ts'
import { panelRobot } from '../run/panel-robot.ts'
import { nobody, type Person } from '../run/person.ts'
import { RunStore } from '../run/run-store.ts'
import type { Prompts } from '../view/prompts.ts'
import type { View } from '../view/view.ts'
import { DEFAULT_CONFIG, loadConfig, type Config } from './config.ts'
import type { Context } from './context.ts'
import { readSecrets } from './secrets.ts'
import { refuseTlsSwitchedOff } from './tls-environment.ts'

/** The flags that mean the same everywhere (design, section 7). */
export interface CommonFlags {
  config?: string
  simulate?: boolean
  yes?: boolean
  json?: boolean
  details?: boolean
}

export interface Workspace {
  config: Config
  installation: Installation
  connection: OaConnection
  store: RunStore
  /** Where runs are kept. */
  stateFolder: string
  /** Asks an endpoint for nothing. */
  probe: (system: System) => Promise<EndpointProbe>
  view: View
  /** Undefined where nobody can be asked, or nobody wants to be. */
  prompts: Prompts | undefined
  person: Person
  close(): Promise<void>
}

export interface WorkspaceOptions {
  /** Something may be changed, so nobody else may be at work meanwhile. */
  changes: boolean
  /** What to type to go on after a plan that is only shown. */
  next?: string
}

/** @throws OnboardError for anything wrong with the configuration, and `run/locked` */
export async function openWorkspace(
  flags: CommonFlags,
  context: Context,
  { changes, next }: WorkspaceOptions,
): Promise<Workspace> {
  const { config, folder, endpoint, stop } = await configure(flags, context)
  const view = await createView(flags, context, next)
  const asks = context.interactive && flags.yes !== true && flags.json !== true
  const prompts = asks ? (await import('../view/prompts.ts')).terminalPrompts(context, context.signal) : undefined
  const stateFolder = resolve(folder, config.state)
  const store = new RunStore(stateFolder, context.redactor)
  let unlock: (() => void) | undefined
  let connection: OaConnection
  try {
    unlock = changes ? store.lock(context.owner) : undefined
    connection = await connectTo(config, folder, context, view)
  } catch (error) {
    unlock?.()
    await stop()
    throw error
  }
  return {
    config,
    installation: { name: config.installation, endpoint, site: siteSchema.parse(config) },
    connection,
    store,
    stateFolder,
    probe: async (system) =>
      probeEndpoint(system, config[system].url, {
        ca: await readCa(config, folder),
        redactor: context.redactor,
        timeoutMs: config.deadlines.readMs,
      }),
    view,
    prompts,
    person: whoActs(config, context, prompts, view),
    close: async () => {
      unlock?.()
      await connection.close()
      await stop()
    },
  }
}

/** The store of runs alone, for commands that do not talk to the installation. */
export async function openStore(flags: CommonFlags, context: Context): Promise<RunStore> {
  if (flags.simulate === true) return new RunStore(simulationFolder(context), context.redactor)
  const file = resolve(context.cwd, flags.config ?? DEFAULT_CONFIG)
  const config = await loadConfig(file)
  return new RunStore(resolve(dirname(file), config.state), context.redactor)
}

export function simulationFolder(context: Pick<Context, 'cwd'>): string {
  return join(context.cwd, '.o365-onboard', 'simulator')
}

async function configure(flags: CommonFlags, context: Context) {
  const file = resolve(context.cwd, flags.config ?? DEFAULT_CONFIG)
  const shown = relative(context.cwd, file).startsWith('..') ? file : relative(context.cwd, file)
  if (flags.simulate !== true) {
    const config = await loadConfig(file, shown)
    return { config, folder: dirname(file), endpoint: config.operations.url, stop: () => Promise.resolve() }
  }
  const { simulatedSite, startSimulation } = await import('./simulation.ts')
  const own = flags.config !== undefined || (await exists(file)) ? await loadConfig(file, shown) : undefined
  const folder = simulationFolder(context)
  const { simulator, configFile } = await startSimulation({ folder, robot: true }, context)
  const config = simulatedSite(await loadConfig(configFile), own)
  // Its ports change whenever it starts; it is the same installation all the same.
  return { config, folder, endpoint: 'the built-in simulator', stop: () => simulator.close() }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

async function createView(flags: CommonFlags, context: Context, next?: string): Promise<View> {
  if (flags.json === true) return (await import('../view/json-view.ts')).jsonView(context)
  const { textView } = await import('../view/text-view.ts')
  const spinner = context.live
    ? new (await import('../view/spinner.ts')).Spinner(context.width, context.redactor)
    : undefined
  return textView({
    output: context,
    details: flags.details === true,
    ...(next === undefined ? {} : { next }),
    ...(spinner === undefined ? {} : { spinner }),
  })
}

function whoActs(config: Config, context: Context, prompts: Prompts | undefined, view: View): Person {
  if (config.robotPanel !== undefined) return panelRobot(config.robotPanel)
  return prompts?.person(view, context.user) ?? nobody
}

async function connectTo(config: Config, folder: string, context: Context, view: View): Promise<OaConnection> {
  const { operations, billing, aps, deadlines, retries } = config
  refuseTlsSwitchedOff(context.env, [operations.url, billing.url, aps.url])
  const { redactor } = context
  const [secrets, ca] = await Promise.all([readSecrets(config, folder, context.env, redactor), readCa(config, folder)])
  view.diagnostics(secrets.findings)
  return connect({
    operations: {
      url: operations.url,
      ...(operations.username === undefined ? {} : { username: operations.username }),
      ...(secrets.operations === undefined ? {} : { password: secrets.operations }),
    },
    billing: {
      url: billing.url,
      credentials: billing.credentials,
      ...(billing.username === undefined ? {} : { username: billing.username }),
      ...(secrets.billing === undefined ? {} : { password: secrets.billing }),
      ...(billing.language === undefined ? {} : { language: billing.language }),
    },
    aps: { url: aps.url, ...(aps.userId === undefined ? {} : { userId: aps.userId }) },
    ...(ca === undefined ? {} : { ca }),
    deadlines,
    retries,
    parallel: { billing: billing.parallel },
    redactor,
  })
}

async function readCa({ tls }: Config, folder: string): Promise<string | undefined> {
  if (tls.ca === undefined) return undefined
  return readTextFile({
    what: 'The CA certificate',
    file: resolve(folder, tls.ca),
    code: 'config/no-ca',
    hint: 'Correct tls.ca in the configuration: a PEM file, relative to the configuration.',
  })
}
