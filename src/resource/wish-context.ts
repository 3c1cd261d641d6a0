/** Everything that a wish is derived from: the catalog's side, the installation's side, and the site's policy. */

import type { Offer, OfferId } from '../catalog/offer.ts'
import type { Sellable } from '../catalog/sellable.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { OfferGraph } from '../graph/offer-graph.ts'
import { comparable } from '../lib/comparable.ts'
import type { Inventory } from './inventory.ts'
import type { ObservedState } from './observed-state.ts'
import type { PlanReach } from './plan-reach.ts'
import type { PriceBook } from './price-book.ts'
import type { Site } from './site.ts'

export interface WishContext {
  catalog: Catalog
  sellable: Sellable
  graph: OfferGraph
  site: Site
  observed: ObservedState
  inventory: Inventory
  /** What this run brings, with the reason of each; in order of id. */
  selected: ReadonlyMap<OfferId, string>
  reach: PlanReach
  /** Undefined where no price list was given. */
  prices?: PriceBook | undefined
  /** Names that several sellable offers share, in comparable form. */
  sharedNames: ReadonlySet<string>
}

/** Has a type once this run is done. */
export function onboardedAfter(context: WishContext, id: OfferId): boolean {
  return context.selected.has(id) || context.inventory.types.has(id)
}

/** The selected offers of one kind, in order of id, with why each was selected. */
export function selectedOffers(context: WishContext, kind?: Offer['kind']): { offer: Offer; reason: string }[] {
  return [...context.selected].flatMap(([id, reason]) => {
    const offer = context.catalog.offers.get(id)
    return offer === undefined || (kind !== undefined && offer.kind !== kind) ? [] : [{ offer, reason }]
  })
}

export function findSharedNames(offers: Iterable<Offer>): Set<string> {
  const seen = new Set<string>()
  const shared = new Set<string>()
  for (const offer of offers) {
    const name = comparable(offer.name)
    if (seen.has(name)) shared.add(name)
    seen.add(name)
  }
  return shared
}

/**
 * The name for a new object of an offer: prefix, pattern, cut to the length that OA accepts. Where the name alone would
 * not tell the offer (shared, or cut off), the beginning of its id is added.
 */
export function nameFor(context: WishContext, offer: Offer, pattern = '{offer}', maxLength = Infinity): string {
  const full = context.site.prefix + pattern.replaceAll('{offer}', offer.name)
  const isShared = context.sharedNames.has(comparable(offer.name))
  if (full.length <= maxLength && !isShared) return full
  const tag = ` (${offer.id.slice(0, 8)})`
  return full.slice(0, Math.min(full.length, maxLength - tag.length)).trimEnd() + tag
}
