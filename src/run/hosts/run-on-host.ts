/** Starts one command on its host and waits for its end; nothing is noted, and nothing thrown. */

import type { Ended, RunProgram } from '../../lib/run-program.ts'
import type { Command } from '../../plan/plan.ts'
import type { HostWay } from '../../resource/hosts-config.ts'
import { hostCommand, hostProbe, type Argv } from './host-command.ts'

/** As shells say it. */
const NOT_FOUND = 127

export function runOnHost(
  command: Pick<Command, 'on' | 'line'>,
  way: Exclude<HostWay, 'manual'>,
  runProgram: RunProgram,
): Promise<Ended> {
  return run(hostCommand(command, way), runProgram)
}

/** Whether a host can be reached, at no risk. */
export function probeHost(on: Command['on'], way: Exclude<HostWay, string>, runProgram: RunProgram): Promise<Ended> {
  return run(hostProbe(on, way), runProgram)
}

/** ssh itself ends so when there is no connection any more; what the command does meanwhile, nobody knows. */
export function isLost({ exitCode }: Ended): boolean {
  return exitCode === 255 || exitCode === null
}

/** The end of what a command said, for a message. */
export function tailOf({ exitCode, stdout, stderr }: Ended): string {
  const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-5).join(' | ')
  return said === '' ? `exit code ${String(exitCode)}` : said
}

/** A program that is not there ends as one that went wrong. */
function run([program, ...args]: Argv, runProgram: RunProgram): Promise<Ended> {
  return runProgram(program, args).catch((error: unknown) => ({
    exitCode: NOT_FOUND,
    stdout: '',
    stderr: error instanceof Error ? error.message : String(error),
  }))
}
