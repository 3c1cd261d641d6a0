/** Which offers of a catalog cannot be brought into an installation, each with the reason in a few words. */

import type { Catalog } from '../../catalog/catalog.ts'
import type { Offer, OfferId } from '../../catalog/offer.ts'
import type { OfferGraph } from '../offer-graph.ts'

/**
 * Reasons by id: no Provisioning ID, billed by usage, withdrawn by Microsoft, or an add-on that no base offer can carry.
 * Trials are absent: they are no types of their own, and stand for their paid offers.
 */
export function unusableOffers(catalog: Catalog, graph: OfferGraph): Map<OfferId, string> {
  const reasons = new Map<OfferId, string>()
  for (const offer of catalog.offers.values()) {
    const reason = ownReason(offer, graph)
    if (reason !== undefined && offer.kind !== 'trial') reasons.set(offer.id, reason)
  }
  const reached = reachedFromBases(graph, (id) => !reasons.has(id))
  for (const [number, id] of graph.numbered.ids.entries()) {
    if (reached[number] === 0 && !reasons.has(id)) reasons.set(id, 'no usable parent')
  }
  return reasons
}

function ownReason(offer: Offer, graph: OfferGraph): string | undefined {
  if (offer.kind === 'usage') return 'billed by usage'
  if (offer.priceChange === 'DEL') return 'withdrawn'
  if (offer.priceChange === 'DEPR') return 'sold in new commerce only'
  if (graph.offers.has(offer.id)) return undefined
  return offer.provisioningId === undefined ? 'no Provisioning ID' : 'not sold here'
}

/** For each number whether a usable base offer leads to it by way of usable offers only. */
function reachedFromBases({ numbered }: OfferGraph, isUsable: (id: OfferId) => boolean): Uint8Array {
  const { ids, isBase, children } = numbered
  const [unseen, reached] = [0, 1]
  const state = new Uint8Array(ids.length)
  const open: number[] = []
  const reach = (number: number): void => {
    state[number] = reached
    open.push(number)
  }
  for (const [number, id] of ids.entries()) if (isBase[number] === 1 && isUsable(id)) reach(number)
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    for (const child of children.targets.subarray(children.starts[number], children.starts[number + 1])) {
      if (state[child] === unseen && isUsable(ids[child] ?? '')) reach(child)
    }
  }
  return state
}
