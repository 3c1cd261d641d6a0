/** Which facts the steps of a runbook need, for an installation of which this much is known. */

import type { Answers } from '../../runbook/facts/answers.ts'
import { keyFacts } from '../../runbook/facts/fact.ts'
import { findFact } from '../../runbook/facts/facts.ts'
import type { KnownFacts } from '../../runbook/facts/known-facts.ts'
import { placeholdersIn } from '../../runbook/facts/placeholders.ts'
import type { UpgradeRunbook } from '../../runbook/runbook.ts'
import type { Word } from '../../runbook/steps/run.ts'
import type { UpgradeStep } from '../../runbook/steps.ts'
import { appliesTo, wordApplies } from './applies.ts'

/** By name; what follows from another fact brings that one too. */
export function usedFacts(runbook: UpgradeRunbook, facts: KnownFacts): Set<string> {
  const names = runbook.steps.flatMap((step) => {
    const items = facts.items(step.each)
    const places = items.length === 0 ? [facts.at()] : items.map((item) => facts.at(item))
    return places
      .filter((known) => appliesTo(step, known))
      .flatMap((known) => namedBy(step, (word) => wordApplies(word, known)))
  })
  return withBases(['installation', 'version', 'to', ...names])
}

/** Every answer that no step of the runbook names: a slip, or an answer for another upgrade. */
export function unusedAnswers(runbook: UpgradeRunbook, { values, gateways, templates }: Answers): string[] {
  const used = withBases(['installation', ...runbook.steps.flatMap((step) => namedBy(step, () => true))])
  const answered = new Set([values, ...gateways, ...templates].flatMap((each) => [...each.keys()]))
  return [...answered].filter((name) => !used.has(name))
}

function withBases(names: readonly string[]): Set<string> {
  return new Set(
    names.flatMap((name) => {
      const fact = findFact(name)
      return fact !== undefined && 'derive' in fact ? [name, fact.from] : [name]
    }),
  )
}

/** Facts that a step writes down or depends on, those of words that are left out apart. */
function namedBy(step: UpgradeStep, applies: (word: Word) => boolean): string[] {
  const key = step.each === undefined ? [] : [keyFacts[step.each]]
  const conditions = [step.if, step.unless].filter((name) => name !== undefined)
  const command = 'run' in step ? step.run.command : 'asks' in step ? (step.asks?.command ?? []) : []
  const inWords = command.filter(applies).flatMap(namedByWord)
  return [...key, ...conditions, ...inTexts(withoutWords(step)), ...inWords]
}

/** All but the words of its command, some of which may be left out. */
function withoutWords(step: UpgradeStep): unknown {
  if ('run' in step) return { ...step, run: { ...step.run, command: [] } }
  return 'asks' in step ? { ...step, asks: undefined } : step
}

function namedByWord(word: Word): string[] {
  if (typeof word === 'string') return inTexts(word)
  if ('fact' in word) return [word.fact]
  return ['if' in word ? word.if : word.unless, ...inTexts(word.words)]
}

function inTexts(value: unknown): string[] {
  return placeholdersIn(value).map(({ name }) => name)
}
