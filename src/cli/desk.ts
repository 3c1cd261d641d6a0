/** What a command has at hand without talking to the installation: its runs, and the right to change something. */

import { access } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import type { Diagnostic } from '../lib/diagnostic.ts'
import { Leases, type RunLease } from '../run/lease.ts'
import { OnceLedger } from '../run/once-ledger.ts'
import { RunStore } from '../run/run-store.ts'
import { prepareStateFolder } from '../run/state-folder.ts'
import { type Config, configSchema, DEFAULT_CONFIG, loadConfig } from './config.ts'
import type { Context } from './context.ts'
import { completeCommands } from './next-command.ts'

/** What decides which desk it is. */
export interface DeskFlags {
  config?: string
  simulate?: boolean
}

export interface Desk {
  installation: { name: string; endpoint: string }
  store: RunStore
  /** What outlives runs. */
  ledger: OnceLedger
  leases: Leases
  /** How long a call whose answer was lost may still act, in milliseconds. */
  quarantineMs: number
  /**
   * Takes the right to change the installation; given back by `release`, and at the latest when the process ends.
   *
   * @throws OnboardError `run/locked`, `lease/cannot-end`, `state/…`
   */
  take(what: string): Promise<RunLease>
}

/** The ports of the built-in simulator change whenever it starts; it is the same installation all the same. */
export const BUILT_IN = 'the built-in simulator'

export function deskFor(config: Config, folder: string, endpoint: string, context: Context): Desk {
  const stateFolder = resolve(folder, config.state)
  const installation = { name: config.installation, endpoint }
  const { heartbeatSeconds: everySeconds, staleSeconds } = config.lease
  const { processes } = context
  const leases = new Leases({ stateFolder, installation, beat: { everySeconds, staleSeconds }, processes })
  return {
    installation,
    store: new RunStore(stateFolder, context),
    ledger: new OnceLedger(stateFolder, installation),
    leases,
    quarantineMs: config.waits.quarantineSeconds * 1000,
    take: async (what) => {
      await showDiagnostics(await prepareStateFolder(stateFolder), context)
      const lease = await leases.take(what, (text) => {
        context.stderr(`${text}\n`)
      })
      const forget = context.atExit(() => {
        lease.release()
      })
      return {
        ...lease,
        release: () => {
          forget()
          lease.release()
        },
      }
    },
  }
}

/** The desk alone, for commands that do not talk to the installation. */
export async function openDesk(flags: DeskFlags, context: Context): Promise<Desk> {
  if (flags.simulate === true) {
    const folder = simulationFolder(context)
    return deskFor(await simulatedConfig(folder), folder, BUILT_IN, context)
  }
  const { file, shown } = configFile(flags, context)
  const config = await loadConfig(file, shown)
  return deskFor(config, dirname(file), config.operations.url, context)
}

export function simulationFolder(context: Pick<Context, 'cwd'>): string {
  return join(context.cwd, '.o365-onboard', 'simulator')
}

/** Where the configuration is, and how messages call it. */
export function configFile(flags: DeskFlags, { cwd }: Pick<Context, 'cwd'>): { file: string; shown: string } {
  const file = resolve(cwd, flags.config ?? DEFAULT_CONFIG)
  const near = relative(cwd, file)
  return { file, shown: near.startsWith('..') ? file : near }
}

export async function showDiagnostics(diagnostics: readonly Diagnostic[], context: Context): Promise<void> {
  if (diagnostics.length === 0) return
  const [{ createStyle }, { diagnosticLines }] = await Promise.all([
    import('../view/style.ts'),
    import('../view/diagnostic-text.ts'),
  ])
  const style = createStyle(context.color)
  const width = Math.min(Math.max(20, context.width), 120)
  for (const { hint, ...rest } of diagnostics) {
    const completed = hint === undefined ? {} : { hint: completeCommands(hint, context.repeatFlags) }
    context.stderr(`${diagnosticLines({ ...rest, ...completed }, style, width).join('\n')}\n`)
  }
}

/** Written by the simulator when it was last started; one that never was has no runs either. */
async function simulatedConfig(folder: string): Promise<Config> {
  const file = join(folder, DEFAULT_CONFIG)
  if (await exists(file)) return loadConfig(file)
  const nowhere = { url: 'http://127.0.0.1' }
  const parts = { operations: nowhere, billing: nowhere, aps: nowhere }
  return configSchema.parse({ formatVersion: 1, installation: 'simulator', scenario: 'csp', state: '.', ...parts })
}

export function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
