/** What a runbook needs to know and nobody has said: all of it at once. */

import type { Values } from '../../runbook/facts/answers.ts'
import { listOf, type AnsweredFact } from '../../runbook/facts/fact.ts'
import { answeredFacts } from '../../runbook/facts/facts.ts'
import type { KnownFacts } from '../../runbook/facts/known-facts.ts'
import type { UpgradeRunbook } from '../../runbook/runbook.ts'
import { usedFacts } from './used-facts.ts'

/** One missing answer; the index where it is asked for one of a list. */
export interface MissingFact {
  fact: AnsweredFact
  index: number | undefined
}

/** In the order of the table of facts, lists entry by entry; the first entry of a list that has none is missing too. */
export function missingFacts(runbook: UpgradeRunbook, facts: KnownFacts): MissingFact[] {
  const used = usedFacts(runbook, facts)
  const { values, gateways, templates } = facts.answers
  return answeredFacts.flatMap((fact): MissingFact[] => {
    if (!used.has(fact.name) || fact.optional === true || fact.default !== undefined) return []
    const list = listOf(fact.name)
    if (list === undefined) return values.has(fact.name) ? [] : [{ fact, index: undefined }]
    const rows: readonly Values[] = list === 'gateways' ? gateways : templates
    const asked = rows.length === 0 ? [new Map()] : rows
    return asked.flatMap((row, index) => (row.has(fact.name) ? [] : [{ fact, index }]))
  })
}
