/** Types may list each other. Whoever comes first is created without the other, and completed afterwards. */

/**
 * Orders keys so that as many of their references as possible come first.
 *
 * Only what is part of a circle has to wait. In a circle the first is one that keeps another reference, because an
 * add-on type cannot be created without any parent (rule I3).
 *
 * @param references for each key the other keys it refers to; keys outside the map exist already
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
    for (const key of free) settle(key)
    if (free.length > 0) continue
    const circle = lastCircle(waiting)
    const canStand = (key: string): boolean =>
      references.get(key)?.some((target) => target !== key && !waiting.has(target)) === true
    const first = circle.find(canStand) ?? circle[0] ?? ''
    deferred.set(first, [...(waiting.get(first) ?? [])].sort())
    settle(first)
  }
  return deferred
}

type Edges = ReadonlyMap<string, ReadonlySet<string>>

/** The keys, in order, that refer to each other directly or not, and to nothing else that is waiting. */
function lastCircle(waiting: Edges): string[] {
  const waitedFor = reversed(waiting)
  let [key = ''] = [...waiting.keys()].sort()
  while (true) {
    const circle = [...reachableFrom(key, waiting)].sort()
    const back = reachableFrom(key, waitedFor)
    const beyond = circle.find((other) => !back.has(other))
    if (beyond === undefined) return circle
    key = beyond
  }
}

function reversed(edges: Edges): Edges {
  const result = new Map([...edges.keys()].map((key) => [key, new Set<string>()]))
  for (const [key, targets] of edges) for (const target of targets) result.get(target)?.add(key)
  return result
}

function reachableFrom(key: string, edges: Edges): Set<string> {
  const found = new Set<string>()
  const open = [key]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const target of edges.get(next) ?? []) {
      if (found.has(target)) continue
      found.add(target)
      open.push(target)
    }
  }
  return found
}
