/** Parent links of a whole catalog: those of the offer graph, and those of offers that cannot be sold. */

import type { Catalog } from '../../catalog/catalog.ts'
import type { Offer, OfferId } from '../../catalog/offer.ts'
import { linkTrials } from '../../catalog/trials.ts'
import type { OfferGraph } from '../offer-graph.ts'

export interface DrawnLinks {
  /** Everything that can be drawn, in order of id: all but trials, which stand for their paid offers. */
  offers: ReadonlyMap<OfferId, Offer>
  parentsOf: (id: OfferId) => readonly OfferId[]
  childrenOf: (id: OfferId) => readonly OfferId[]
  /** The offers to draw for an id: itself, or the paid offers of a trial. */
  meantBy: (id: OfferId) => readonly OfferId[]
}

/** Between two offers that can be sold the graph decides; where one cannot, the catalog's own references do. */
export function drawnLinks(catalog: Catalog, graph: OfferGraph): DrawnLinks {
  const { paidOf } = linkTrials(catalog)
  const offers = new Map([...catalog.offers].filter(([, { kind }]) => kind !== 'trial'))
  const meantBy = (id: OfferId): readonly OfferId[] => (offers.has(id) ? [id] : (paidOf.get(id) ?? []))
  const parents = new Map<OfferId, readonly OfferId[]>()
  const children = new Map<OfferId, OfferId[]>()
  for (const offer of offers.values()) {
    const referred = offer.parents.flatMap(meantBy)
    const isSold = graph.offers.has(offer.id)
    const unsold = referred.filter((id) => offers.has(id) && id !== offer.id && !(isSold && graph.offers.has(id)))
    const ids = [...new Set([...graph.parentsOf(offer.id), ...unsold])].sort()
    parents.set(offer.id, ids)
    for (const id of ids) {
      const siblings = children.get(id)
      if (siblings === undefined) children.set(id, [offer.id])
      else siblings.push(offer.id)
    }
  }
  return {
    offers,
    parentsOf: (id) => parents.get(id) ?? [],
    childrenOf: (id) => children.get(id) ?? [],
    meantBy,
  }
}
