/** What a command works with: the configuration, a connection, the store of runs, a view, and somebody to ask. */

import { dirname, resolve } from 'node:path'
import { readTextFile } from '../lib/read-text-file.ts'
import { connect } from '../oa/connect.ts'
import type { System } from '../oa/method-spec.ts'
import type { OaConnection } from '../oa/oa-client.ts'
import { probeEndpoint, type EndpointProbe } from '../oa/probe-endpoint.ts'
import type { Installation } from '../onboard/target.ts'
import { panelRobot } from '../run/panel-robot.ts'
import { nobody, type Person } from '../run/person.ts'
import type { Fence, RunLease } from '../run/lease.ts'
import type { OnceLedger } from '../run/once-ledger.ts'
import type { RunStore } from '../run/run-store.ts'
import type { Prompts } from '../view/prompts.ts'
import type { View } from '../view/view.ts'
import { loadConfig, type Config } from './config.ts'
import type { Context } from './context.ts'
import { BUILT_IN, configFile, deskFor, exists, simulationFolder } from './desk.ts'
import { readSecrets } from './secrets.ts'
import { refuseTlsSwitchedOff } from './tls-environment.ts'
import { siteOf } from './site-of.ts'
import { tellDebts } from './tell-debts.ts'
import { tellStopped } from './tell-stopped.ts'

/** The flags that mean the same everywhere (design, section 7). */
export interface CommonFlags {
  config?: string
  simulate?: boolean
  yes?: boolean
  json?: boolean
  details?: boolean
  /** False with `--no-wait`. */
  wait?: boolean
  /** The step to stop after. */
  until?: string
}

export interface Workspace {
  config: Config
  installation: Installation
  connection: OaConnection
  store: RunStore
  ledger: OnceLedger
  /** What a run is begun under; only where something may be changed. */
  lease: Fence
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
  /** Something may be changed, so nobody else may be at work meanwhile: the command, as others see it. */
  changes?: string | undefined
  /** Templates that an earlier run left inactive are said first; `refuse` then ends the command. */
  debts: 'refuse' | 'tell'
  /** Provisioning that an upgrade has stopped ends the command. */
  refusesStopped?: boolean
  /** What to type to go on after a plan that is only shown. */
  next?: string
  /** The application instance, where the command line names it. */
  instance?: number
}

/** @throws OnboardError for anything wrong with the configuration; `run/locked`, `run/open-debt`, `state/…` */
export async function openWorkspace(
  flags: CommonFlags,
  context: Context,
  { changes, debts, refusesStopped = false, next, instance }: WorkspaceOptions,
): Promise<Workspace> {
  const { config, site, folder, endpoint, stop } = await configure(flags, context)
  const view = await createView(flags, context, next)
  const asks = context.interactive && flags.yes !== true && flags.json !== true
  const prompts = asks ? (await import('../view/prompts.ts')).terminalPrompts(context, context.signal) : undefined
  const desk = deskFor(config, folder, endpoint, context)
  let lease: RunLease | undefined
  let connection: OaConnection
  try {
    lease = changes === undefined ? undefined : await desk.take(changes)
    await tellDebts(desk, context, { debts, holdsLease: lease !== undefined })
    connection = await connectTo(config, folder, context, view)
    await tellStopped(desk, context, { refuses: refusesStopped, reader: connection, notes: lease !== undefined })
  } catch (error) {
    lease?.release()
    await stop()
    throw error
  }
  return {
    config,
    installation: {
      name: config.installation,
      endpoint,
      site: instance === undefined ? site : { ...site, instance },
    },
    connection,
    store: desk.store,
    ledger: desk.ledger,
    stateFolder: resolve(folder, config.state),
    lease: lease ?? noLease,
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
      // The lease last: until then calls may be on their way.
      await connection.close()
      lease?.release()
      await stop()
    },
  }
}

/** A command that only looks has no business with it. */
const noLease: Fence = {
  number: 0,
  installation: { name: '', endpoint: '' },
  check: () => {
    throw new TypeError('a run was begun without a lease')
  },
}

async function configure(flags: CommonFlags, context: Context) {
  const { file, shown } = configFile(flags, context)
  if (flags.simulate !== true) {
    const config = await loadConfig(file, shown)
    const site = await siteOf(config, file, shown)
    return { config, site, folder: dirname(file), endpoint: config.operations.url, stop: () => Promise.resolve() }
  }
  const { simulatedSite, startSimulation } = await import('./simulation.ts')
  const own = flags.config !== undefined || (await exists(file)) ? await loadConfig(file, shown) : undefined
  const folder = simulationFolder(context)
  const { simulator, configFile: ready } = await startSimulation({ folder, robot: true }, context)
  const simulated = await loadConfig(ready)
  const config = simulatedSite(simulated, own)
  const site =
    own === undefined || own.resellers === false
      ? await siteOf({ ...config, resellers: simulated.resellers }, ready, 'o365-onboard.yaml')
      : await siteOf(config, file, shown)
  return { config, site, folder, endpoint: BUILT_IN, stop: () => simulator.close() }
}

export async function createView(flags: CommonFlags, context: Context, next?: string): Promise<View> {
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
