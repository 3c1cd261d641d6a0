/** Where facts of an upgrade can be looked up. A new source is one file with one exported object and one line in the list. */

import type { Diagnostic } from '../../lib/diagnostic.ts'
import type { RunProgram } from '../../lib/run-program.ts'
import type { OaReader } from '../../oa/oa-client.ts'
import type { Site } from '../../resource/site.ts'
import { listOf, shownName } from '../../runbook/facts/fact.ts'
import { findFact } from '../../runbook/facts/facts.ts'
import type { Item, KnownFacts } from '../../runbook/facts/known-facts.ts'
import type { FoundFact } from '../../runbook/facts/merge-found.ts'

export interface Source {
  /** What it asks, as somebody who waits reads it. */
  asks: string
  /** The facts that it can find. */
  finds: readonly string[]
  /** Changes nothing. What cannot be found is a diagnostic, whatever the reason; the rest is found. */
  look(inquiry: Inquiry): Promise<Finding>
}

export interface Inquiry {
  /** What is answered, or was found by the sources before. */
  facts: KnownFacts
  /** What steps of this upgrade need. */
  used: ReadonlySet<string>
  reader: OaReader
  site: Site
  runProgram: RunProgram
  /** How long a host may take for one command. */
  timeoutMs: number
  signal?: AbortSignal
}

export interface Finding {
  found: FoundFact[]
  diagnostics: Diagnostic[]
}

/** A fact as people call it: of an entry of a list, `gateways.2.ip`. */
export function factName(name: string, item: Item | undefined, facts: KnownFacts): string {
  const list = listOf(name)
  const index = facts.items(list).findIndex((each) => each?.key === item?.key)
  return shownName(name, list === undefined ? undefined : index)
}

/**
 * What was read becomes a fact when it has its form: it will be a word of commands.
 *
 * @param shown how people call it
 */
export function asFact(read: Omit<FoundFact, 'value'> & { value: unknown }, shown = read.name): Finding {
  const { name, value, from } = read
  const fact = findFact(name)
  if (fact === undefined || 'derive' in fact) throw new TypeError(`${name} is not a fact that can be found`)
  const parsed = fact.schema.safeParse(value)
  if (parsed.success) return { found: [{ ...read, value: parsed.data }], diagnostics: [] }
  const problem = parsed.error.issues[0]?.message ?? 'it has another form'
  return notFound(shown, `${from} says ${JSON.stringify(value)}, and this is wrong: ${problem}.`)
}

export function notFound(
  name: string,
  why: string,
  hint = 'Mend it and look again, or answer it: --answers <file>',
): Finding {
  const message = `${name} not found: ${why}`
  return { found: [], diagnostics: [{ severity: 'warning', code: 'upgrade/not-found', message, hint }] }
}

/** Where only people work, they are told what to type. */
export function lookYourself(name: string, command: string): Finding {
  const message = `${name} not looked up: people type the commands of that host. ${command}`
  const hint = 'Answer it (--answers <file>), or say in the configuration how the host is reached (hosts).'
  return { found: [], diagnostics: [{ severity: 'info', code: 'upgrade/look-yourself', message, hint }] }
}

export function together(findings: readonly Finding[]): Finding {
  return {
    found: findings.flatMap(({ found }) => found),
    diagnostics: findings.flatMap(({ diagnostics }) => diagnostics),
  }
}
