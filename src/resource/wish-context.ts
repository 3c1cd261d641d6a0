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
  /** Of all sellable offers. */
  shared: Shared
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

/** What several offers have in common by which people, and plans just made, would be told apart. */
export interface Shared {
  /** In comparable form. */
  names: ReadonlySet<string>
  /** Of ids. */
  beginnings: ReadonlySet<string>
}

export function findShared(offers: Iterable<Offer>): Shared {
  const all = [...offers]
  return {
    names: repeated(all.map(({ name }) => comparable(name))),
    beginnings: repeated(all.map(({ id }) => beginningOf(id))),
  }
}

function repeated(texts: readonly string[]): Set<string> {
  const seen = new Set<string>()
  return new Set(texts.filter((text) => seen.size === seen.add(text).size))
}

/** What is added to names: the beginning of the offer's id, or all of it. */
function tagsOf(id: OfferId): { short: string; whole: string } {
  return { short: ` (${beginningOf(id)})`, whole: ` (${id})` }
}

function beginningOf(id: OfferId): string {
  return id.slice(0, 8)
}

/** A name without what was added to tell its offer. */
export function withoutTag(name: string, id: OfferId): string {
  const tag = Object.values(tagsOf(id)).find((each) => name.endsWith(each))
  return tag === undefined ? name : name.slice(0, -tag.length)
}

/**
 * The name for a new object of an offer: prefix, pattern, cut to the length that OA accepts. Where the name alone would
 * not tell the offer (shared, or cut off), the beginning of its id is added; all of it where the beginning is shared.
 */
export function nameFor(context: WishContext, offer: Offer, pattern = '{offer}', maxLength = Infinity): string {
  const full = context.site.prefix + pattern.replaceAll('{offer}', offer.name)
  if (full.length <= maxLength && !context.shared.names.has(comparable(offer.name))) return full
  const { short, whole } = tagsOf(offer.id)
  const tag = context.shared.beginnings.has(beginningOf(offer.id)) ? whole : short
  return full.slice(0, Math.max(0, Math.min(full.length, maxLength - tag.length))).trimEnd() + tag
}
