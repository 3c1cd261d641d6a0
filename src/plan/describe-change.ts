/** A change of one field in words, with names where the plan knows them; whoever shows it makes it safe. */

import { sameJson, type Json } from '../lib/json.ts'
import { firstFew } from '../lib/text.ts'
import type { Operation } from './plan.ts'

/** @param nameOf what people call an offer id or an address */
export function describeChange(
  { field, from = null, to }: Operation['changes'][number],
  nameOf: (key: string) => string,
): string {
  const [before, after] = [members(from), members(to)]
  if (before === undefined || after === undefined) return `${field}: ${text(from, nameOf)} → ${text(to, nameOf)}`
  const gained = [...after].filter(([key]) => !before.has(key)).map(([key]) => `+${nameOf(key)}`)
  const lost = [...before].filter(([key]) => !after.has(key)).map(([key]) => `-${nameOf(key)}`)
  const other = [...after]
    .filter(([key, value]) => before.has(key) && !sameJson(before.get(key) ?? null, value))
    .map(([key, value]) => `${nameOf(key)} ${text(before.get(key) ?? null, nameOf)} → ${text(value, nameOf)}`)
  return `${field}: ${firstFew([...gained, ...lost, ...other])}`
}

/** Lists and records by what tells their members apart; undefined for what is neither. */
function members(data: Json): Map<string, Json> | undefined {
  if (Array.isArray(data)) return new Map((data as readonly Json[]).map((item) => [keyOf(item), item]))
  return isRecord(data) ? new Map(Object.entries(data).map(([key, item]) => [key, item ?? null])) : undefined
}

function isRecord(data: Json): data is Readonly<Record<string, Json | undefined>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}

function keyOf(item: Json): string {
  if (typeof item === 'string') return item
  const resource = isRecord(item) ? item['resource'] : undefined
  return typeof resource === 'string' ? resource : JSON.stringify(item)
}

function text(data: Json, nameOf: (key: string) => string): string {
  if (data === null || data === '') return 'nothing'
  return typeof data === 'string' ? nameOf(data) : JSON.stringify(data)
}
