/** Operations together with everything that must be done before them. */

import type { Operation } from './plan.ts'

/** @returns the ids of the wanted operations, of what they need, and so on */
export function withNeeds(operations: readonly Operation[], isWanted: (operation: Operation) => boolean): Set<string> {
  const needsOf = new Map(operations.map(({ id, needs }) => [id, needs]))
  const found = new Set(operations.filter(isWanted).map(({ id }) => id))
  // A set also visits what is added while it is walked.
  for (const id of found) for (const need of needsOf.get(id) ?? []) found.add(need)
  return found
}
