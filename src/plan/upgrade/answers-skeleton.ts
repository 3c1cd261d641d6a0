/** An answers file to fill in: what is known, where that was found, and what is missing with where to find it. */

import type { Answers, Values } from '../../runbook/facts/answers.ts'
import { listOf, shownName, type AnsweredFact, type FactValue } from '../../runbook/facts/fact.ts'
import { answeredFacts } from '../../runbook/facts/facts.ts'
import type { MissingFact } from './missing-facts.ts'

/**
 * @param used the names of the facts that the steps name: those of them that may be left out are told at the end
 * @returns YAML; a missing answer is a key with a comment
 */
export function answersSkeleton(answers: Answers, missing: readonly MissingFact[], used: ReadonlySet<string>): string {
  const lines = ['formatVersion: 1']
  const isMissing = (name: string, index: number | undefined): MissingFact | undefined =>
    missing.find((each) => each.fact.name === name && each.index === index)
  const scalar = answeredFacts.filter(({ name }) => listOf(name) === undefined)
  let group = ''
  for (const fact of scalar) {
    const value = answers.values.get(fact.name)
    const lack = isMissing(fact.name, undefined)
    if (value === undefined && lack === undefined) continue
    const [head = '', part] = fact.name.split('.')
    if (part !== undefined && head !== group) lines.push(`${head}:`)
    group = part === undefined ? '' : head
    lines.push(entry(part === undefined ? '' : '  ', part ?? head, value, fact, answers.found?.get(fact.name)))
  }
  lines.push(...listLines('gateways', answers, isMissing), ...listLines('templates', answers, isMissing))
  const rows = [answers.values, ...answers.gateways, ...answers.templates]
  const optional = answeredFacts.filter(
    ({ name, optional }) => optional === true && used.has(name) && !rows.some((row) => row.has(name)),
  )
  if (optional.length > 0) lines.push('# May be left out:')
  lines.push(...optional.map(({ name, what, example }) => `# ${name}: ${what}; such as ${example}`))
  return `${lines.join('\n')}\n`
}

function listLines(
  list: 'gateways' | 'templates',
  { found, [list]: rows }: Answers,
  isMissing: (name: string, index: number) => MissingFact | undefined,
): string[] {
  const own = answeredFacts.filter(({ name }) => listOf(name) === list)
  const asked: readonly Values[] = rows.length === 0 ? [new Map()] : rows
  const entries = asked.flatMap((row, index) => {
    const shown = own.filter(({ name }) => row.has(name) || isMissing(name, index) !== undefined)
    return shown.map((fact, position) => {
      const from = found?.get(shownName(fact.name, index))
      return entry(position === 0 ? '  - ' : '    ', fact.name.split('.')[1] ?? '', row.get(fact.name), fact, from)
    })
  })
  return entries.length === 0 ? [] : [`${list}:`, ...entries]
}

function entry(
  indent: string,
  key: string,
  value: FactValue | undefined,
  fact: AnsweredFact,
  from: string | undefined,
): string {
  if (value !== undefined) return `${indent}${key}: ${yamlValue(value, fact)}${from === undefined ? '' : ` # ${from}`}`
  const find = fact.find === undefined ? '' : ` (${fact.find})`
  return `${indent}${key}: # ${fact.what}${find}; such as ${fact.example}`
}

/** JSON is YAML; ids are numbers there. */
function yamlValue(value: FactValue, { example }: AnsweredFact): string {
  return /^\d+$/.test(example) && typeof value === 'string' ? value : JSON.stringify(value)
}
