/** Every shortest chain of a catalog, base offer by base offer: a catalog may have more of them than memory holds. */

import type { OfferId } from '../catalog/offer.ts'
import type { OfferGraph } from './offer-graph.ts'

/** The chains from one base offer to every add-on below it. */
export interface ChainTree {
  base: OfferId
  /** How many add-ons there are, hence chains. */
  size: number
  /** The add-on at a position, from 0; nearest first. */
  addonAt: (position: number) => OfferId
  /** From the base to the add-on at a position, both included. */
  pathTo: (position: number) => OfferId[]
}

/**
 * For each base offer, in order of id, the chains that `chainsFrom` gives where nothing is onboarded or selected: the
 * shortest, and of equally short ones that with the lowest ids. Each tree costs what is below its base, and none is
 * kept here; so the whole is linear in the number of chains, which no method can be better than.
 */
export function* allChains({ numbered }: Pick<OfferGraph, 'numbered'>): Generator<ChainTree> {
  const { ids, isBase, children } = numbered
  const { starts, targets } = children
  const seen = new Int32Array(ids.length).fill(-1)
  const queue = new Int32Array(ids.length)
  const above = new Int32Array(ids.length)
  for (let base = 0; base < ids.length; base++) {
    if (isBase[base] === 0) continue
    seen[base] = base
    queue[0] = base
    let end = 1
    // First come, first served: parents in order, and the children of each in order of id, so ties need no comparing.
    for (let at = 0; at < end; at++) {
      const node = queue[at] ?? 0
      const last = starts[node + 1] ?? 0
      for (let edge = starts[node] ?? 0; edge < last; edge++) {
        const child = targets[edge] ?? 0
        if (seen[child] === base) continue
        seen[child] = base
        above[end] = at
        queue[end++] = child
      }
    }
    yield treeOf(ids, queue.slice(0, end), above.slice(0, end))
  }
}

function treeOf(ids: readonly OfferId[], queue: Int32Array, above: Int32Array): ChainTree {
  const idAt = (place: number): OfferId => ids[queue[place] ?? 0] ?? ''
  return {
    base: idAt(0),
    size: queue.length - 1,
    addonAt: (position) => idAt(position + 1),
    pathTo: (position) => {
      const path: OfferId[] = []
      for (let place = position + 1; place > 0; place = above[place] ?? 0) path.push(idAt(place))
      return [...path, idAt(0)].reverse()
    },
  }
}
