/** The order that a left-out operation gave is kept: whoever waited for it waits for what it waited for. */

import type { Operation } from './plan.ts'

/**
 * @param isGone operations that will not be done
 * @returns for an operation what it has to wait for among those that will
 */
export function passedOnNeeds(
  operations: readonly Operation[],
  isGone: (id: string) => boolean,
): (operation: Operation) => string[] {
  const needsOf = new Map(operations.map(({ id, needs }) => [id, needs]))
  const known = new Map<string, readonly string[]>()
  const follow = (id: string): readonly string[] => {
    if (!isGone(id)) return [id]
    const before = known.get(id)
    if (before !== undefined) return before
    const needs = [...new Set((needsOf.get(id) ?? []).flatMap(follow))]
    known.set(id, needs)
    return needs
  }
  return ({ needs }) => [...new Set(needs.flatMap(follow))]
}
