/** The whole command line in this process, for the many cases that need no process of their own. */

import { CommanderError } from 'commander'
import type { Context } from '../../src/cli/context.ts'
import { flagsToRepeat } from '../../src/cli/next-command.ts'
import { createOutlets } from '../../src/cli/outlets.ts'
import { createProgram } from '../../src/cli/program.ts'
import { showError } from '../../src/cli/show-error.ts'
import { onlyThis } from '../lib/fake-machine.ts'
import { systemClock } from '../../src/lib/clock.ts'
import type { Ended } from './rig.ts'

/** As `cli` of the rig, with nobody at standard input. */
export async function typed(args: readonly string[], cwd: string, changes: Partial<Context> = {}): Promise<Ended> {
  const output = { stdout: '', stderr: '' }
  let code = 0
  const context: Context = {
    ...createOutlets(
      { stdout: (text) => void (output.stdout += text), stderr: (text) => void (output.stderr += text) },
      false,
    ),
    width: Infinity,
    live: false,
    color: false,
    cwd,
    env: {},
    interactive: false,
    repeatFlags: flagsToRepeat(args),
    user: 'tester',
    processes: onlyThis(),
    uid: process.getuid?.(),
    atExit: () => () => undefined,
    clock: systemClock,
    signal: new AbortController().signal,
    onSecondSignal: () => undefined,
    exit: (status) => {
      throw new Error(`exit ${status}`)
    },
    ...changes,
  }
  const run = async (action: () => Promise<number> | number): Promise<void> => {
    try {
      code = await action()
    } catch (error) {
      code = await showError(error, context, args.includes('--json'))
    }
  }
  const program = createProgram(context, run, 'test')
  for (const command of [program, ...program.commands, ...program.commands.flatMap((group) => group.commands)]) {
    command.exitOverride()
  }
  try {
    await program.parseAsync([...args], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    code = error.exitCode === 0 ? 0 : 64
  }
  return { code, signal: null, ...output }
}
