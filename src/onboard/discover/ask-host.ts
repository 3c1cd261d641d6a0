/** Asks a host something that changes nothing there, and never waits for ever. */

import type { Ended } from '../../lib/run-program.ts'
import { span } from '../../lib/text.ts'
import type { Command } from '../../plan/plan.ts'
import { commandLine, hosts as places } from '../../plan/upgrade/command-line.ts'
import { isLost, runOnHost, tailOf } from '../../run/hosts/run-on-host.ts'
import type { Inquiry } from './source.ts'

export interface HostQuestion {
  on: Command['on']
  /** As a person types it there. */
  line: string
}

/** What the host said; why it said nothing that can be used; or that only a person may ask it. */
export type HostAnswer =
  { said: string } | { trouble: string; unreachable: boolean; exitCode: number | null } | 'manual'

/** Of a host with thousands of sites, none may be cut off. */
const KEPT = 2_000_000

export function hostQuestion(on: Command['on'], words: string[]): HostQuestion {
  return { on, line: commandLine({ on, words }) }
}

export async function askHost(question: HostQuestion, inquiry: Inquiry): Promise<HostAnswer> {
  const { site, runProgram, timeoutMs, signal } = inquiry
  const way = site.hosts[question.on]
  if (way === 'manual') return 'manual'
  const limits = { timeoutMs, kept: KEPT, ...(signal === undefined ? {} : { signal }) }
  const ended = await runOnHost(question, way, (program, args) => runProgram(program, args, limits))
  if (ended.exitCode === 0) return { said: ended.stdout }
  const where = way === 'local' ? 'here' : `on ${way.ssh}, by ssh`
  return {
    trouble: `"${question.line}", ${where}, ${howItEnded(ended, timeoutMs)}.`,
    unreachable: ended.exitCode === null || (way !== 'local' && isLost(ended)),
    exitCode: ended.exitCode,
  }
}

function howItEnded(ended: Ended, timeoutMs: number): string {
  if (ended.exitCode === null) return `had not ended after ${span(timeoutMs / 1000)}`
  const isSilent = `${ended.stdout}${ended.stderr}`.trim() === ''
  return `ended with exit code ${ended.exitCode}${isSilent ? '' : `: ${tailOf(ended)}`}`
}

/** What a person can do instead. */
export function typeYourself({ on, line }: HostQuestion): string {
  return `${places[on].place}: ${line}`
}

/** The beginning of what a host said, where nothing in it could be used. */
export function quoted(said: string): string {
  return JSON.stringify(said.length > 200 ? `${said.slice(0, 200)}…` : said)
}
