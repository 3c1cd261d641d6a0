/** Types may list each other. Whoever comes first is created without the other, and completed afterwards. */

/**
 * Orders keys so that as many of their references as possible come first.
 *
 * @param references for each key the other keys it refers to; keys outside the map do not matter
 * @returns for each key the references that must wait, because they are part of a circle; keys without any are absent
 */
export function deferCircular(references: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const waiting = new Map(
    [...references].map(([key, targets]) => [key, new Set(targets.filter((t) => t !== key && references.has(t)))]),
  )
  const deferred = new Map<string, string[]>()
  const settle = (key: string): void => {
    waiting.delete(key)
    for (const targets of waiting.values()) targets.delete(key)
  }
  while (waiting.size > 0) {
    const free = [...waiting].filter(([, targets]) => targets.size === 0).map(([key]) => key)
    const [first] = [...waiting.keys()].sort()
    if (free.length > 0) for (const key of free) settle(key)
    else if (first !== undefined) {
      deferred.set(first, [...(waiting.get(first) ?? [])].sort())
      settle(first)
    }
  }
  return deferred
}
