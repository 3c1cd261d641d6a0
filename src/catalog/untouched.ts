/** Most offers are the same from month to month, to the letter: seen in one pass, before any field is weighed. */

import type { Side, Twin } from './diff-values.ts'
import type { Offer, Price } from './offer.ts'

/** Plain fields that a diff compares, or derives what it compares from. */
const plain = [
  'name',
  'kind',
  'provisioningId',
  'duration',
  'minSeats',
  'maxSeats',
  'limit',
  'limitScope',
  'perGigabyte',
  'description',
  'segment',
  'priceChange',
  'validTo',
] as const satisfies readonly (keyof Offer)[]

/** True only when no field can differ; false says nothing. */
export function isUntouched({ before, after }: Twin, old: Side, now: Side): boolean {
  return (
    plain.every((field) => before[field] === after[field]) &&
    sameList(before.parents, after.parents) &&
    sameList(before.convertsTo, after.convertsTo) &&
    sameList(before.billingFrequencies, after.billingFrequencies) &&
    sameList(before.countries, after.countries) &&
    samePrices(before.prices, after.prices) &&
    old.trials.get(before.id) === now.trials.get(after.id)
  )
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((entry, index) => entry === other[index])
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
