/** The process, read once: nothing outside `src/cli` knows that there is one. */

import { hostname, userInfo } from 'node:os'
import { type Clock, systemClock } from '../lib/clock.ts'
import type { Owner } from '../lib/folder-lock.ts'
import type { Output } from '../view/view.ts'
import { faultText } from './fault-text.ts'
import { flagsToRepeat } from './next-command.ts'
import { createOutlets, type Outlets } from './outlets.ts'

export interface Context extends Output, Outlets {
  cwd: string
  env: Readonly<Record<string, string | undefined>>
  /** Whether a person can be asked: both standard input and standard error are terminals. */
  interactive: boolean
  /** What commands that we tell people to type must repeat, such as ` --simulate`. */
  repeatFlags: string
  /** Who runs this, for the record. */
  user: string
  /** This process, for locks. */
  owner: Owner
  clock: Clock
  /** Aborted by the first Ctrl-C, SIGTERM or SIGHUP. */
  signal: AbortSignal
  /** What to say and do when a second one comes, or a fault in the program, and it must stop at once. */
  onSecondSignal(act: () => void): void
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
  // Node would print the error as it is, secrets and all. A rejection that nobody handles comes here too.
  process.on('uncaughtException', (error) => {
    outlets.stderr(faultText(error, outlets.redactor))
    last()
    process.exit(1)
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
    owner: { pid: process.pid, host: hostname(), isAlive },
    clock: systemClock,
    signal: abort.signal,
    onSecondSignal: (act) => {
      last = act
    },
    exit: (code) => process.exit(code),
  }
}

function userName(env: Readonly<Record<string, string | undefined>>): string {
  try {
    return userInfo().username
  } catch {
    return env['USER'] ?? 'unknown'
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
