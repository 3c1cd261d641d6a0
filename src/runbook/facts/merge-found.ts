/** What was found, put beside what people answered. An answer always wins; where both are known and differ, that is said. */

import type { Diagnostic } from '../../lib/diagnostic.ts'
import type { Answers, Values } from './answers.ts'
import { keyFacts, listOf, shownName, type FactValue } from './fact.ts'
import { rowKey } from './known-facts.ts'

export interface FoundFact {
  name: string
  value: FactValue
  /** Who says so, such as `application instance 3`. */
  from: string
  /** The entry of a list that it is of, as `KnownFacts.items` calls it. */
  of?: string
}

type List = keyof typeof keyFacts

const nouns = { gateways: 'Application instance', templates: 'Service template' } as const
/** What goes wrong with one that is forgotten. */
const risks = {
  gateways: 'Every gateway site is set up again, and every instance upgraded.',
  templates: 'Provisioning is stopped from every Office 365 template.',
} as const

/**
 * Found entries belong to the answered ones with their key. A list that somebody answered gets no more entries; one that
 * nobody did becomes the one that was found. Merging the same again changes nothing.
 *
 * @param answers with what was found before
 */
export function mergeFound(
  answers: Answers,
  found: readonly FoundFact[],
): { answers: Answers; diagnostics: Diagnostic[] } {
  const origins = new Map(answers.found)
  const rows = {
    gateways: answers.gateways.map((row) => new Map(row)),
    templates: answers.templates.map((row) => new Map(row)),
  }
  const values = new Map(answers.values)
  const diagnostics: Diagnostic[] = []
  for (const list of ['gateways', 'templates'] as const) {
    const keys = keysFound(found, list)
    if (rows[list].length === 0) rows[list].push(...keys.map((key) => new Map([[keyFacts[list], key]])))
    else diagnostics.push(...compareLists(list, rows[list], keys, found))
  }
  for (const fact of found) {
    const list = listOf(fact.name)
    const index = list === undefined ? undefined : rows[list].findIndex((row, at) => rowKey(row, list, at) === fact.of)
    const place = list === undefined ? values : rows[list][index ?? -1]
    if (place === undefined) continue
    const shown = shownName(fact.name, index)
    const known = place.get(fact.name)
    const isKey = list !== undefined && fact.name === keyFacts[list] && answers[list].length === 0
    if (known === undefined || isKey) {
      place.set(fact.name, fact.value)
      origins.set(shown, `found: ${fact.from}`)
    } else if (textOf(known) !== textOf(fact.value)) diagnostics.push(differs(shown, known, fact))
  }
  return { answers: { ...answers, values, ...rows, found: origins }, diagnostics }
}

function keysFound(found: readonly FoundFact[], list: List): string[] {
  return [...new Set(found.filter(({ name }) => name === keyFacts[list]).map(({ value }) => textOf(value)))]
}

/** What exists and nobody answered, and the other way round. */
function compareLists(
  list: List,
  rows: readonly Values[],
  keys: readonly string[],
  found: readonly FoundFact[],
): Diagnostic[] {
  if (keys.length === 0) return []
  const answered = new Set(rows.map((row, index) => rowKey(row, list, index)))
  const more = keys.filter((key) => !answered.has(key))
  const gone = rows.flatMap((row) => {
    const key = row.get(keyFacts[list])
    return typeof key === 'string' && !keys.includes(key) ? [key] : []
  })
  return [
    ...more.map((key) => ({
      severity: 'warning' as const,
      code: 'upgrade/left-out',
      message: `${nouns[list]} ${key}${describe(found, list, key)} exists, and is not among the ${list} of the answers.`,
      hint: `${risks[list]} Add it to the answers, unless it is not of this upgrade.`,
    })),
    ...gone.map((key) => ({
      severity: 'warning' as const,
      code: 'upgrade/not-there',
      message: `${nouns[list]} ${key} is among the ${list} of the answers, and was not found; found were ${keys.join(', ')}.`,
      hint: 'Look whether these are the answers of this installation.',
    })),
  ]
}

function describe(found: readonly FoundFact[], list: List, key: string): string {
  const name = { gateways: 'gateway.url', templates: 'template.name' }[list]
  const value = found.find((fact) => fact.name === name && fact.of === key)?.value
  return value === undefined ? '' : ` (${textOf(value)})`
}

function differs(name: string, answered: FactValue, { value, from }: FoundFact): Diagnostic {
  return {
    severity: 'warning',
    code: 'upgrade/found-otherwise',
    message: `${name}: the answers say ${textOf(answered)}, and ${from} says ${textOf(value)}.`,
    hint: 'One of both is wrong. The plan has the answer; find out which is right before it is performed.',
  }
}

function textOf(value: FactValue): string {
  return typeof value === 'string' ? value : value.join(' ')
}
