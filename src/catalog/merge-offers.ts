/** Rows of all files to one map of offers: repeated rows collapse, contradicting ones are errors. */

import { formatPlace, type Diagnostic } from '../lib/diagnostic.ts'
import type { Offer, OfferId } from './offer.ts'

export interface MergedOffers {
  /** In order of id. */
  offers: Map<OfferId, Offer>
  diagnostics: readonly Diagnostic[]
}

/**
 * The id is the only key: names change from month to month, so of two rows that differ in name only, the later wins
 * (reference/catalog.md, section 3.1).
 */
export function mergeOffers(rows: readonly Offer[]): MergedOffers {
  const offers = new Map<OfferId, Offer>()
  const diagnostics: Diagnostic[] = []
  for (const offer of rows) {
    const earlier = offers.get(offer.id)
    if (earlier === undefined) {
      offers.set(offer.id, offer)
      continue
    }
    const differing = differingFields(earlier, offer)
    diagnostics.push(repeatedOffer(earlier, offer, differing))
    if (differing.length === 1 && differing[0] === 'name') offers.set(offer.id, offer)
  }
  return { offers: new Map([...offers].sort(([one], [other]) => (one < other ? -1 : 1))), diagnostics }
}

/** What must agree, by the words for it. Lists are sets: their order means nothing that two rows could disagree on. */
const comparedFields: readonly (readonly [label: string, value: (offer: Offer) => unknown])[] = [
  ['name', ({ name }) => name],
  ['type', ({ kind }) => kind],
  ['Provisioning ID', ({ provisioningId }) => provisioningId],
  ['parents', ({ parents }) => asSet(parents)],
  ['conversions', ({ convertsTo }) => asSet(convertsTo)],
  ['duration', ({ duration }) => duration],
  ['billing frequency', ({ billingFrequencies }) => asSet(billingFrequencies)],
  ['minimum of seats', ({ minSeats }) => minSeats],
  ['maximum of seats', ({ maxSeats }) => maxSeats],
  ['limit', ({ limit }) => limit],
  ['scope of the limit', ({ limitScope }) => limitScope],
  ['unit', ({ perGigabyte }) => perGigabyte],
  ['description', ({ description }) => description],
  ['countries', ({ countries }) => asSet(countries)],
]

function asSet(list: readonly string[]): string {
  return [...list].sort().join(';')
}

function differingFields(one: Offer, other: Offer): string[] {
  return comparedFields.filter(([, value]) => value(one) !== value(other)).map(([label]) => label)
}

function repeatedOffer(earlier: Offer, later: Offer, differing: readonly string[]): Diagnostic {
  const places = `${formatPlace(earlier.at)} and ${formatPlace(later.at)}`
  const at = later.at
  if (differing.length === 0) {
    const message = `Offer ${later.id} is listed twice with the same data: ${places}.`
    return { severity: 'info', code: 'catalog/repeated-offer', message, at }
  }
  if (differing.length === 1 && differing[0] === 'name') {
    const message = `Offer ${later.id} has two names, “${earlier.name}” and “${later.name}”: ${places}. The later is used.`
    return {
      severity: 'warning',
      code: 'catalog/renamed-offer',
      message,
      hint: 'Delete the row with the old name.',
      at,
    }
  }
  const message = `Offer ${later.id} is listed twice with different ${listOf(differing)}: ${places}.`
  return { severity: 'error', code: 'catalog/duplicate-offer', message, hint: 'Delete one of the two rows.', at }
}

function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}
