/** Asks a person for the facts that are missing, one after the other; lists until there are no more. */

import { printable } from '../lib/printable.ts'
import type { MissingFact } from '../plan/upgrade/missing-facts.ts'
import type { Answers, Values } from '../runbook/facts/answers.ts'
import { listOf, type AnsweredFact, type FactValue } from '../runbook/facts/fact.ts'
import { parseAnswer } from '../runbook/facts/parse-answer.ts'

/** What a terminal can do. */
export interface Asking {
  /** @param validate says what is wrong with an answer, or true */
  input(message: string, validate: (text: string) => string | true): Promise<string>
  confirm(message: string): Promise<boolean>
}

const nouns = { gateways: 'gateway site', templates: 'Office 365 service template' } as const

export async function askFacts(asking: Asking, missing: readonly MissingFact[], answers: Answers): Promise<Answers> {
  const single = missing.filter(({ index }) => index === undefined)
  const values = new Map(answers.values)
  for (const { fact } of single) values.set(fact.name, await ask(asking, fact, ''))
  const rowsOf = (list: 'gateways' | 'templates', known: readonly Values[]): Promise<Values[]> =>
    askRows(
      asking,
      nouns[list],
      missing.filter(({ fact }) => listOf(fact.name) === list),
      known,
    )
  const gateways = await rowsOf('gateways', answers.gateways)
  return { ...answers, values, gateways, templates: await rowsOf('templates', answers.templates) }
}

async function askRows(
  asking: Asking,
  noun: string,
  missing: readonly MissingFact[],
  known: readonly Values[],
): Promise<Values[]> {
  const rows = known.map((row) => new Map(row))
  for (const { fact, index = 0 } of missing) {
    const row = rows[index] ?? new Map<string, FactValue>()
    rows[index] = row
    row.set(fact.name, await ask(asking, fact, `${noun} ${index + 1}: `))
  }
  // Whoever wrote some of them down knows how many there are.
  if (known.length > 0 || missing.length === 0) return rows
  while (await asking.confirm(`Is there another ${noun}?`)) {
    const row = new Map<string, FactValue>()
    for (const { fact } of missing) row.set(fact.name, await ask(asking, fact, `${noun} ${rows.length + 1}: `))
    rows.push(row)
  }
  return rows
}

async function ask(asking: Asking, fact: AnsweredFact, of: string): Promise<FactValue> {
  const find = fact.find === undefined ? '' : ` (${fact.find})`
  const typed = await asking.input(printable(`${of}${fact.what}${find}, such as ${fact.example}:`), (text) => {
    const parsed = parseAnswer(fact, text)
    return 'value' in parsed || parsed.problem
  })
  const parsed = parseAnswer(fact, typed)
  return 'value' in parsed ? parsed.value : typed
}
