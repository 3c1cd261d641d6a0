/** `{fact}` in the texts of a step: where they stand, and what becomes of them. */

import type { FactValue, Known } from './fact.ts'

const PLACEHOLDER = /\{([a-z][\w.-]*)\}/g

/** Every placeholder in a value of a step, with the path of the text that holds it. */
export function placeholdersIn(
  value: unknown,
  path: readonly PropertyKey[] = [],
): { name: string; path: readonly PropertyKey[] }[] {
  if (typeof value === 'string') return [...value.matchAll(PLACEHOLDER)].map(([, name = '']) => ({ name, path }))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    placeholdersIn(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  )
}

/** The text with every fact in its place; one that is not known stays as it is. */
export function fill(text: string, known: Known): string {
  return text.replace(PLACEHOLDER, (placeholder, name: string) => shown(known(name)) ?? placeholder)
}

function shown(value: FactValue | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.join(' ')
}
