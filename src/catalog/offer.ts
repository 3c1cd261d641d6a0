/** One row of Microsoft's offer catalog, as we understand it (reference/catalog.md, section 1.1). */

import type { Place } from '../lib/diagnostic.ts'

/** A lower-case GUID, or another catalog id such as `ms-azr-0145p`. The only stable key of an offer. */
export type OfferId = string

/**
 * `license` can be sold alone, `addon` needs a parent (it lists at least one), `trial` converts to a paid offer,
 * `usage` is billed by consumption and is not onboarded.
 */
export type OfferKind = 'license' | 'addon' | 'trial' | 'usage'

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
  at: Place
}
