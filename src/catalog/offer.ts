/** One row of Microsoft's offer catalog, as we understand it (reference/catalog.md, section 1.1). */

import type { Place } from '../lib/diagnostic.ts'

/** A lower-case GUID, or another catalog id such as `ms-azr-0145p`. The only stable key of an offer. */
export type OfferId = string

/**
 * `license` can be sold alone, `addon` needs a parent (it lists at least one), `trial` converts to a paid offer,
 * `usage` is billed by consumption and is not onboarded.
 */
export type OfferKind = 'license' | 'addon' | 'trial' | 'usage'

/** Who may buy an offer, as Microsoft's price list divides the market ("License Agreement Type"). */
export type Segment = 'corporate' | 'academic' | 'charity' | 'government'

/** Microsoft's monthly flag: added, changed, withdrawn, unchanged, or bought only in new commerce. */
export type PriceChange = 'ADD' | 'CHG' | 'DEL' | 'UNC' | 'DEPR'

/** What one currency's list says; amounts are decimal text per month, as written, never binary floats. */
export interface Price {
  currency: string
  listPrice: string | undefined
  erpPrice: string | undefined
}

export interface Offer {
  id: OfferId
  /** The display name as the catalog writes it, blanks tidied. */
  name: string
  kind: OfferKind
  /** Such as `O365_BUSINESS_PREMIUM`. Not unique: a trial and several editions may share one (rule I20). */
  provisioningId: string | undefined
  /** Any one of these must be owned before this offer can be bought; ids need not be in the catalog. */
  parents: readonly OfferId[]
  /** What a subscription may be switched to; for a trial, what it converts to. Claimed by the catalog, not verified. */
  convertsTo: readonly OfferId[]
  /** For example `1 Year`, as the catalog writes it. */
  duration: string | undefined
  /** Lower case, for example `annual`, `monthly`, `none`. */
  billingFrequencies: readonly string[]
  /** Purchasable quantity per order line; undefined when the catalog does not say. */
  minSeats: number | undefined
  maxSeats: number | undefined
  /** How many subscriptions of this offer a customer may hold, and whether ever (`Lifetime`) or at once (`Concurrent`). */
  limit: number | undefined
  limitScope: string | undefined
  /** Priced per gigabyte, hence not assignable to users (rule I7). */
  perGigabyte: boolean
  description: string
  countries: readonly string[]
  /** Id of the product (SKU) behind the offer, lower case: the key into Microsoft's SKU table. */
  productId: string | undefined
  segment: Segment | undefined
  /** In order of currency; empty where no price list was loaded. */
  prices: readonly Price[]
  priceChange: PriceChange | undefined
  /** ISO dates (`2019-05-01`); an open end is undefined. */
  validFrom: string | undefined
  validTo: string | undefined
  /** The row that the offer's structure comes from. */
  at: Place
  /** Where a field comes from, when not from `at`. */
  origins: Readonly<Partial<Record<OfferField, Place>>>
}

/** Fields that files can contribute. */
export type OfferField = Exclude<keyof Offer, 'id' | 'at' | 'origins'>
