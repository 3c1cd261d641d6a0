/** Facts that a step names and that nobody knows, or that stand where there is no telling whose they are. */

import type { Diagnostic } from '../lib/diagnostic.ts'
import { closest } from '../lib/text.ts'
import type { YamlSource } from '../lib/yaml-source.ts'
import { listOf } from './facts/fact.ts'
import { facts, findFact } from './facts/facts.ts'
import { placeholdersIn } from './facts/placeholders.ts'

type WrittenStep = Readonly<Record<string, unknown>>

export function factProblems(step: WrittenStep, placeOf: YamlSource['placeOf']): Diagnostic[] {
  return [...placeholdersIn(step), ...namedIn(step)].flatMap(({ name, path }) => {
    const problem = problemOf(name, step['each'])
    return problem === undefined
      ? []
      : [{ severity: 'error', code: 'runbook/unknown-fact', ...problem, at: placeOf(path) }]
  })
}

function problemOf(name: string, each: unknown): Pick<Diagnostic, 'message' | 'hint'> | undefined {
  if (findFact(name) === undefined) {
    const names = facts.map((fact) => fact.name)
    const meant = closest(name, names)
    const hint = meant === undefined ? `Known are: ${names.join(', ')}.` : `Did you mean "${meant}"?`
    return { message: `There is no fact "${name}".`, hint }
  }
  const list = listOf(name)
  if (list === undefined || list === each) return undefined
  return { message: `Whose "${name}" is meant?`, hint: `Add to the step: each: ${list}` }
}

/** Facts that conditions and words name without braces. */
function namedIn(value: unknown, path: readonly PropertyKey[] = []): { name: string; path: readonly PropertyKey[] }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key]
    const isName = ['if', 'unless', 'fact'].includes(key) && typeof inner === 'string'
    return isName ? [{ name: inner, path: here }] : namedIn(inner, here)
  })
}
