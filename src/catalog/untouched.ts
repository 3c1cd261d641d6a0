/** Most offers are the same from month to month, to the letter: seen in one pass, before any field is weighed. */

import type { Side, Twin } from './diff-values.ts'
import type { Price } from './offer.ts'

/** True only when no field can differ that a diff compares, or derives what it compares from; false says nothing. */
export function isUntouched({ before, after }: Twin, old: Side, now: Side): boolean {
  return (
    before.name === after.name &&
    before.kind === after.kind &&
    sameList(before.parents, after.parents) &&
    before.provisioningId === after.provisioningId &&
    before.minSeats === after.minSeats &&
    before.maxSeats === after.maxSeats &&
    before.limit === after.limit &&
    before.limitScope === after.limitScope &&
    before.duration === after.duration &&
    sameList(before.billingFrequencies, after.billingFrequencies) &&
    samePrices(before.prices, after.prices) &&
    before.priceChange === after.priceChange &&
    before.validTo === after.validTo &&
    sameList(before.convertsTo, after.convertsTo) &&
    sameList(before.countries, after.countries) &&
    before.segment === after.segment &&
    before.perGigabyte === after.perGigabyte &&
    before.description === after.description &&
    old.trials.get(before.id) === now.trials.get(after.id)
  )
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false
  for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return false
  return true
}

function samePrices(one: readonly Price[], other: readonly Price[]): boolean {
  return (
    one.length === other.length &&
    one.every((price, index) => {
      const twin = other[index]
      return price.currency === twin?.currency && price.listPrice === twin.listPrice && price.erpPrice === twin.erpPrice
    })
  )
}
