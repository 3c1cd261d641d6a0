/** The fields that a diff compares, each with how to read it from an offer. */

import { formatMoney } from '../lib/money.ts'
import { isWithdrawn } from './unsold-offers.ts'
import type { ChangeClass, DiffValue } from './catalog-diff.ts'
import { segmentOf } from './offer-segment.ts'
import type { Offer, OfferId, Price } from './offer.ts'

interface FieldBase {
  class: ChangeClass
  field: string
  /** Whether its absence on a whole side says that the side does not state it, rather than that it changed. */
  optional: boolean
}

/** The trial of each paid offer: the one thing about an offer that other rows tell. */
export type Trials = ReadonlyMap<OfferId, OfferId>

export interface ValueField extends FieldBase {
  value: (offer: Offer, trials: Trials) => DiffValue
}

export interface ListField extends FieldBase {
  list: (offer: Offer) => readonly string[]
  /** Entries are offers, which may be in the catalog or not. */
  ofOffers: boolean
}

export type DiffField = ValueField | ListField

function value(
  of: ChangeClass,
  field: string,
  read: (offer: Offer) => DiffValue | undefined,
  optional = true,
): ValueField {
  return { class: of, field, optional, value: (offer) => read(offer) ?? null }
}

function list(of: ChangeClass, field: string, read: ListField['list'], ofOffers = false): ListField {
  return { class: of, field, optional: !ofOffers, list: read, ofOffers }
}

/**
 * Not compared: what a change of files alone would change (rows, origins), the monthly flags that only say that
 * something changed (ADD, CHG, UNC) with their first day, and the product behind an offer, seen in its Provisioning ID.
 *
 * @param currencies those in which some offer of either side has a price
 */
export function diffFields(currencies: Iterable<string>): DiffField[] {
  return [
    value('availability', 'withdrawn', (offer) => (isWithdrawn(offer) ? offer.priceChange : null), false),
    value('availability', 'validTo', ({ validTo }) => validTo, false),
    value('type', 'kind', ({ kind }) => kind, false),
    list('parents', 'parents', ({ parents }) => parents, true),
    value('provisioningId', 'provisioningId', ({ provisioningId }) => provisioningId),
    { class: 'trial', field: 'trial', optional: false, value: ({ id }, trials) => trials.get(id) ?? null },
    value('name', 'name', ({ name }) => name, false),
    value('seats', 'minSeats', ({ minSeats }) => minSeats),
    value('seats', 'maxSeats', ({ maxSeats }) => maxSeats),
    value('seats', 'limit', ({ limit }) => limit),
    value('seats', 'limitScope', ({ limitScope }) => limitScope),
    value('terms', 'duration', ({ duration }) => duration),
    list('terms', 'billingFrequencies', ({ billingFrequencies }) => billingFrequencies),
    ...[...currencies].sort().flatMap(priceFields),
    list('upgrades', 'convertsTo', ({ convertsTo }) => convertsTo, true),
    list('countries', 'countries', ({ countries }) => countries),
    // As the name tells it where no price list does: a matrix alone is not another segment.
    value('segment', 'segment', segmentOf, false),
    value('unit', 'perGigabyte', ({ perGigabyte }) => perGigabyte, false),
    value('description', 'description', ({ description }) => (description === '' ? null : description)),
  ]
}

function priceFields(currency: string): DiffField[] {
  const read = (pick: (price: Price) => string | undefined) => (offer: Offer) => {
    const price = offer.prices.find((each) => each.currency === currency)
    const amount = price === undefined ? undefined : pick(price)
    return amount === undefined ? null : plainAmount(amount)
  }
  return [
    value(
      'prices',
      `listPrice ${currency}`,
      read(({ listPrice }) => listPrice),
    ),
    value(
      'prices',
      `erpPrice ${currency}`,
      read(({ erpPrice }) => erpPrice),
    ),
  ]
}

/** `8.5` and `8.50` are one price; what is no plain amount is compared as it is written. */
function plainAmount(amount: string): string {
  try {
    return formatMoney(amount)
  } catch {
    return amount
  }
}
