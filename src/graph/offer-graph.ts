/** Which offer may follow which: the parent graph of the offers that can be sold. */

import type { Sellable } from '../catalog/sellable.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { Offer, OfferId } from '../catalog/offer.ts'
import type { Diagnostic } from '../lib/diagnostic.ts'
import { findCycles } from './cycles.ts'

export interface OfferGraph {
  /** The offers that can become license types and add-on types, by id. */
  offers: ReadonlyMap<OfferId, Offer>
  /** Parents that can be sold, in order of id; a parent that is a trial stands for its paid offers. Any one suffices. */
  parentsOf(id: OfferId): readonly OfferId[]
  childrenOf(id: OfferId): readonly OfferId[]
  /** Parent references of sellable add-ons: how many there are, and how many lead to no offer that can be sold. */
  references: { total: number; unresolved: number }
  diagnostics: readonly Diagnostic[]
}

/**
 * Links the sellable offers of a catalog.
 *
 * Parents are alternatives (rule I4; reference/catalog.md, section 0.3). A reference to an offer that is not there is
 * normal, three in four are in a real catalog, and is only counted. Cycles are reported with their path.
 */
export function buildOfferGraph(catalog: Catalog, sellable: Sellable): OfferGraph {
  const parents = new Map<OfferId, readonly OfferId[]>()
  const children = new Map<OfferId, OfferId[]>()
  const references = { total: 0, unresolved: 0 }
  for (const offer of sellable.offers.values()) {
    const usable = new Set<OfferId>()
    for (const reference of offer.parents) {
      const meant = [reference, ...(sellable.paidOf.get(reference) ?? [])].filter((id) => sellable.offers.has(id))
      references.total += 1
      if (meant.length === 0) references.unresolved += 1
      for (const id of meant) if (id !== offer.id) usable.add(id)
    }
    parents.set(offer.id, [...usable].sort())
  }
  for (const [child, ids] of parents) {
    for (const id of ids) {
      const siblings = children.get(id)
      if (siblings === undefined) children.set(id, [child])
      else siblings.push(child)
    }
  }
  for (const ids of children.values()) ids.sort()
  const none: readonly OfferId[] = []
  return {
    offers: sellable.offers,
    parentsOf: (id) => parents.get(id) ?? none,
    childrenOf: (id) => children.get(id) ?? none,
    references,
    diagnostics: cycleDiagnostics(catalog, parents),
  }
}

function cycleDiagnostics(catalog: Catalog, parents: ReadonlyMap<OfferId, readonly OfferId[]>): Diagnostic[] {
  return findCycles(parents).map((path) => {
    const names = path.map((id) => `${catalog.offers.get(id)?.name ?? '?'} (${id})`)
    const at = catalog.offers.get(path[0] ?? '')?.at
    return {
      severity: 'warning',
      code: 'graph/cycle',
      message: `Offers are parents of each other: ${names.join(' → ')}.`,
      hint: 'Correct the "Depends On" column; until then these offers are sold only through their other parents.',
      ...(at === undefined ? {} : { at }),
    }
  })
}
