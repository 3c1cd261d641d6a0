/** Applies parsed RQL to resources held as plain data. */

import type { Rql, RqlCondition } from './rql.ts'

export type Resource = Readonly<Record<string, unknown>>

/** The resources that meet every condition, sorted; paging and `select` come after counting. */
export function filterResources<T extends Resource>(resources: readonly T[], rql: Rql): T[] {
  const found = resources.filter((resource) => rql.conditions.every((condition) => meets(resource, condition)))
  for (const { property, descending } of [...rql.sort].reverse()) {
    found.sort((a, b) => compare(valueAt(a, property), valueAt(b, property)) * (descending ? -1 : 1))
  }
  return found
}

/** Keeps the selected top-level properties; the `aps` block always stays (inferred). */
export function selectProperties<T extends Resource>(resource: T, select: string[] | undefined): T {
  if (select === undefined) return resource
  const kept = new Set(['aps', ...select.map((path) => path.split('.')[0] ?? '')])
  return Object.fromEntries(Object.entries(resource).filter(([name]) => kept.has(name))) as T
}

function meets(resource: Resource, condition: RqlCondition): boolean {
  switch (condition.op) {
    case 'implementing':
      return implementsType(textAt(resource, 'aps.type'), condition.type)
    case 'eq':
      return textAt(resource, condition.property) === condition.value
    case 'in':
      return condition.values.includes(textAt(resource, condition.property))
    case 'like':
      return likePattern(condition.pattern).test(textAt(resource, condition.property))
  }
}

/** The same type in the same or a newer minor version (oa-wire.md 1.4). */
function implementsType(type: string, wanted: string): boolean {
  if (type === wanted) return true
  const have = splitVersion(type)
  const want = splitVersion(wanted)
  if (have === undefined || want === undefined) return false
  return have.name === want.name && have.major === want.major && have.minor >= want.minor
}

function splitVersion(type: string): { name: string; major: number; minor: number } | undefined {
  const [, name, major, minor = '0'] = /^(.*)\/(\d+)(?:\.(\d+))?$/.exec(type) ?? []
  return name === undefined ? undefined : { name, major: Number(major), minor: Number(minor) }
}

/** `*` stands for any text; a percent-encoded one stands for itself. */
function likePattern(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => escapeRegExp(decodeURIComponent(part)))
  return new RegExp(`^${parts.join('.*')}$`, 'is')
}

function escapeRegExp(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')
}

function valueAt(resource: Resource, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    return (value as Record<string, unknown>)[name]
  }, resource)
}

function textAt(resource: Resource, path: string): string {
  return textOf(valueAt(resource, path))
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [left, right] = [textOf(a), textOf(b)]
  return left < right ? -1 : left > right ? 1 : 0
}
