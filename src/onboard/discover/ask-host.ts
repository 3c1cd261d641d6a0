/** Asks a host something that changes nothing there, and never waits for ever. */

import type { Ended } from '../../lib/run-program.ts'
import { span } from '../../lib/text.ts'
import type { Command } from '../../plan/plan.ts'
import { commandLine, hosts as places } from '../../plan/upgrade/command-line.ts'
import { hostCommand } from '../../run/hosts/host-command.ts'
import type { Inquiry } from './source.ts'

export interface HostQuestion {
  on: Command['on']
  /** As a person types it there. */
  line: string
}

/** What the host said; why it said nothing that can be used; or that only a person may ask it. */
export type HostAnswer =
  { said: string } | { trouble: string; unreachable: boolean; exitCode: number | null } | 'manual'

export function hostQuestion(on: Command['on'], words: string[]): HostQuestion {
  return { on, line: commandLine({ on, words }) }
}

export async function askHost(question: HostQuestion, inquiry: Inquiry): Promise<HostAnswer> {
  const { on, line } = question
  const { hosts, runProgram, timeoutMs, signal } = inquiry
  const way = hosts[on]
  if (way === 'manual') return 'manual'
  const [program, ...args] = hostCommand(question, way)
  const limits = { timeoutMs, ...(signal === undefined ? {} : { signal }) }
  const ended = await runProgram(program, args, limits).catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  )
  const where = way === 'local' ? 'here' : `on ${way.ssh}, by ssh`
  if (typeof ended === 'string')
    return { trouble: `"${program}" cannot be started here: ${ended}`, unreachable: true, exitCode: null }
  if (ended.exitCode === 0) return { said: ended.stdout }
  const { exitCode } = ended
  const how = exitCode === null ? `had not ended after ${span(timeoutMs / 1000)}` : `ended with exit code ${exitCode}`
  return {
    trouble: `"${line}", ${where}, ${how}${lastWords(ended)}.`,
    // So ssh ends itself, where there is no connection.
    unreachable: exitCode === null || (way !== 'local' && exitCode === 255),
    exitCode,
  }
}

/** What a person can do instead. */
export function typeYourself({ on, line }: HostQuestion): string {
  return `${places[on].place}: ${line}`
}

function lastWords({ stdout, stderr }: Ended): string {
  const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-3).join(' | ')
  return said === '' ? '' : `: ${said}`
}
