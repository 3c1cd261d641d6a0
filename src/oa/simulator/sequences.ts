/**
 * Where new ids come from: counters, so that the same writes give the same ids. As with a database's sequences, a
 * rolled-back transaction does not give its numbers back.
 */

import { createHash } from 'node:crypto'
import type { World } from './world.ts'

export interface Sequences {
  resourceType: number
  plan: number
  period: number
  rate: number
  resourceCategory: number
  salesCategory: number
  type: number
}

/** The last id given out of each kind. */
export function firstSequences(world: World): Sequences {
  const last = (floor: number, items: readonly { id: number }[]) =>
    items.reduce((most, { id }) => Math.max(most, id), floor)
  return {
    resourceType: last(1000400, world.resourceTypes),
    plan: last(
      last(100, world.plans),
      world.resellers.flatMap(({ delegated }) => delegated.map(({ copy }) => ({ id: copy }))),
    ),
    period: last(
      100,
      world.plans.flatMap((plan) => plan.periods),
    ),
    rate: last(
      100,
      world.plans.flatMap((plan) => plan.rates),
    ),
    resourceCategory: last(10, world.resourceCategories),
    salesCategory: last(10, world.salesCategories),
    type: 0,
  }
}

/** Of each kind the later of the two: so that no number is given out twice. */
export function laterSequences(a: Sequences, b: Sequences): Sequences {
  return {
    resourceType: Math.max(a.resourceType, b.resourceType),
    plan: Math.max(a.plan, b.plan),
    period: Math.max(a.period, b.period),
    rate: Math.max(a.rate, b.rate),
    resourceCategory: Math.max(a.resourceCategory, b.resourceCategory),
    salesCategory: Math.max(a.salesCategory, b.salesCategory),
    type: Math.max(a.type, b.type),
  }
}

/** A UUID that depends on nothing but its name: version 8, "custom", of RFC 9562. */
export function namedUuid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
