/** The offers of a catalog in figures: how many there are of which kind, and what is known about them. */

import type { Catalog } from './catalog.ts'
import type { Offer, OfferKind, PriceChange, Segment } from './offer.ts'
import { segmentOf } from './offer-segment.ts'

export interface CatalogFigures {
  offers: number
  licenses: number
  addons: number
  trials: number
  usage: number
  withProvisioningId: number
  perGigabyte: number
  /** By the price list, or by the name where there is none; see `segmentOf`. */
  segments: Readonly<Record<Segment, number>>
  /** How many offers have a price, and in which currencies. */
  priced: number
  currencies: readonly string[]
  /** Offers by the flag of the price list; empty where there is none. */
  priceChanges: Readonly<Partial<Record<PriceChange, number>>>
  /** Different countries that offers are allowed in. */
  countries: number
}

/** Counts over the rows of a catalog, in one pass each. */
export function catalogFigures(catalog: Catalog): CatalogFigures {
  const offers = [...catalog.offers.values()]
  const where = (test: (offer: Offer) => boolean): number => offers.filter(test).length
  const ofKind = (wanted: OfferKind): number => where(({ kind }) => kind === wanted)
  return {
    offers: offers.length,
    licenses: ofKind('license'),
    addons: ofKind('addon'),
    trials: ofKind('trial'),
    usage: ofKind('usage'),
    withProvisioningId: where(({ provisioningId }) => provisioningId !== undefined),
    perGigabyte: where(({ perGigabyte }) => perGigabyte),
    segments: { corporate: 0, academic: 0, charity: 0, government: 0, ...tally(offers.map(segmentOf)) },
    priced: where(({ prices }) => prices.length > 0),
    currencies: [...new Set(offers.flatMap(({ prices }) => prices.map(({ currency }) => currency)))].sort(),
    priceChanges: tally(offers.flatMap(({ priceChange }) => priceChange ?? [])),
    countries: new Set(offers.flatMap(({ countries }) => countries)).size,
  }
}

function tally<Key extends string>(values: readonly Key[]): Partial<Record<Key, number>> {
  const counts: Partial<Record<Key, number>> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}
