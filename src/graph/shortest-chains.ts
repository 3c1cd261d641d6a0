/** Every way to bring an add-on to life with as few offers as possible: what to choose from when nothing decides. */

import type { OfferId } from '../catalog/offer.ts'
import type { OfferGraph } from './offer-graph.ts'

/** Choices beyond this many are not listed one by one; a person then names the offer they mean. */
const MOST_CHOICES = 50
/** Paths that bring the same offers can be many; a choice that is not among the first of them is not offered. */
const MOST_PATHS = 1000
/** Enough for the deepest catalog; only a contrived one, with circles in it, has so many dead ends. */
const MOST_STEPS = 1_000_000

/**
 * The cheapest sets of offers that connect an add-on to one of the given bases.
 *
 * Walks upwards from the add-on; an offer that is present costs nothing, any other costs one.
 *
 * @param bases the top-level offers a chain may end at
 * @param present what is onboarded or selected already
 * @returns chains from base to add-on of least cost, in order of ids; empty when no base can be reached. Chains that
 *   would bring the same offers count once.
 */
export function cheapestChains(
  graph: OfferGraph,
  addon: OfferId,
  bases: ReadonlySet<OfferId>,
  present: ReadonlySet<OfferId>,
): OfferId[][] {
  const cost = new Map<OfferId, number>([[addon, 0]])
  const below = new Map<OfferId, OfferId[]>()
  const settled = new Set<OfferId>()
  // Costs are 0 or 1, so what costs nothing is visited first, and the rest in the order in which it was met.
  const free: OfferId[] = []
  const queue: OfferId[] = [addon]
  for (let head = 0; free.length > 0 || head < queue.length;) {
    const id = free.pop() ?? queue[head++] ?? addon
    if (settled.has(id)) continue
    settled.add(id)
    for (const parent of graph.parentsOf(id)) {
      const step = present.has(parent) ? 0 : 1
      const total = (cost.get(id) ?? 0) + step
      const known = cost.get(parent)
      if (known === undefined || total < known) {
        cost.set(parent, total)
        below.set(parent, [id])
        if (step === 0) free.push(parent)
        else queue.push(parent)
      } else if (total === known && parent !== addon) below.get(parent)?.push(id)
    }
  }
  const reached = [...bases].filter((base) => cost.has(base)).sort()
  const least = Math.min(...reached.map((base) => cost.get(base) ?? Infinity))
  const found = new Map<string, OfferId[]>()
  let looked = 0
  for (const base of reached.filter((id) => cost.get(id) === least)) {
    for (const path of pathsDown(base, addon, below)) {
      const brings = path.filter((id) => !present.has(id)).join()
      const known = found.get(brings)
      if (known === undefined || path.length < known.length) found.set(brings, path)
      looked += 1
      if (found.size >= MOST_CHOICES || looked >= MOST_PATHS) return [...found.values()]
    }
  }
  return [...found.values()]
}

/** Depth first, the lowest ids first, never through one offer twice. */
function* pathsDown(base: OfferId, addon: OfferId, below: ReadonlyMap<OfferId, OfferId[]>): Generator<OfferId[]> {
  const path = [base]
  const isOnPath = new Set(path)
  const choices = [nextBelow(base, below)]
  for (let steps = 0; path.length > 0 && steps < MOST_STEPS; steps++) {
    const last = path[path.length - 1] ?? ''
    if (last === addon) yield [...path]
    const next = last === addon ? undefined : choices[choices.length - 1]?.pop()
    if (next === undefined) {
      path.pop()
      choices.pop()
      isOnPath.delete(last)
    } else if (!isOnPath.has(next)) {
      path.push(next)
      choices.push(nextBelow(next, below))
      isOnPath.add(next)
    }
  }
}

/** To be taken from the end. */
function nextBelow(id: OfferId, below: ReadonlyMap<OfferId, OfferId[]>): OfferId[] {
  return [...(below.get(id) ?? [])].sort().reverse()
}
