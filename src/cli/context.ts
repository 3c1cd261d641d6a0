/** The process, read once: nothing outside `src/cli` knows that there is one. */

import { type Clock, systemClock } from '../lib/clock.ts'
import type { ProcessTable } from '../lib/process-table.ts'
import type { Output } from '../view/view.ts'
import { faultText } from './fault-text.ts'
import { flagsToRepeat } from './next-command.ts'
import { createOutlets, type Outlets } from './outlets.ts'
import { processTable, userName } from './processes.ts'

export interface Context extends Output, Outlets {
  cwd: string
  env: Readonly<Record<string, string | undefined>>
  /** Whether a person can be asked: both standard input and standard error are terminals. */
  interactive: boolean
  /** What commands that we tell people to type must repeat, such as ` --simulate`. */
  repeatFlags: string
  /** Who runs this, for the record. */
  user: string
  /** This process and the others of this machine, for leases. */
  processes: ProcessTable
  /** Whom files must belong to; undefined where they have no owners. */
  uid: number | undefined
  clock: Clock
  /** Aborted by the first Ctrl-C, SIGTERM or SIGHUP, and by a fault that nobody caught. */
  signal: AbortSignal
  /** What to say and do when a second one comes and the program must stop at once. */
  onSecondSignal(act: () => void): void
  /** What must be done however the process ends, short of being killed. @returns what takes it back */
  atExit(act: () => void): () => void
  /** Ends the process now; only for a second signal. */
  exit(code: number): never
}

export function processContext(argv: readonly string[]): Context {
  const abort = new AbortController()
  let last: () => void = () => undefined
  const onSignal = (): void => {
    if (!abort.signal.aborted) {
      abort.abort()
      return
    }
    last()
    process.exit(130)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
  // `| head` closes our output; the run goes on and its journal stays whole.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
  const { env } = process
  const noColor = (env['NO_COLOR'] ?? '') !== '' || argv.includes('--no-color')
  const color = process.stdout.isTTY && !noColor && env['TERM'] !== 'dumb'
  const outlets = createOutlets(
    { stdout: (text) => void process.stdout.write(text), stderr: (text) => void process.stderr.write(text) },
    color,
  )
  let faulty = false
  // Node would print the error as it is, secrets and all, and end in the middle of things. So the first fault acts as a
  // Ctrl-C does, and a Ctrl-C after it as a second one. A rejection that nobody handles comes here too.
  process.on('uncaughtException', (error) => {
    if (!faulty) outlets.stderr(faultText(error, outlets.redactor))
    faulty = true
    abort.abort()
  })
  process.on('exit', () => {
    if (faulty) process.exitCode = 1
  })
  return {
    ...outlets,
    width: process.stdout.isTTY ? process.stdout.columns : Infinity,
    live: process.stdout.isTTY && process.stderr.isTTY && env['CI'] === undefined && env['TERM'] !== 'dumb',
    color,
    cwd: process.cwd(),
    env,
    interactive: process.stdin.isTTY && process.stderr.isTTY,
    repeatFlags: flagsToRepeat(argv),
    user: userName(env),
    processes: processTable(env),
    uid: process.getuid?.(),
    clock: systemClock,
    signal: abort.signal,
    onSecondSignal: (act) => {
      last = act
    },
    atExit: (act) => {
      process.on('exit', act)
      return () => process.off('exit', act)
    },
    exit: (code) => process.exit(code),
  }
}
