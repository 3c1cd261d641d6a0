/** Rows of all structure files to one map of offers: repeated rows collapse, contradicting ones are errors. */

import type { Diagnostic } from '../lib/diagnostic.ts'
import type { Offer, OfferField, OfferId } from './offer.ts'
import { joinOffers, type Joining } from './join-offers.ts'

/** The offers of one file, and which form it has. */
export interface OfferRows {
  offers: readonly Offer[]
  format: string | undefined
}

export interface MergedOffers {
  /** In order of id. */
  offers: Map<OfferId, Offer>
  diagnostics: readonly Diagnostic[]
}

/**
 * The id is the only key: names change from month to month (catalog formats, section 3.1).
 *
 * @param isSettled whether a site's corrections state a field, so that a contradiction about it does not matter
 */
export function mergeOffers(
  parts: readonly OfferRows[],
  isSettled: (id: OfferId, field: OfferField) => boolean = () => false,
): MergedOffers {
  const offers = new Map<OfferId, Offer>()
  const formats = new Map<OfferId, string | undefined>()
  const diagnostics: Diagnostic[] = []
  for (const { offers: rows, format } of parts) {
    for (const offer of rows) {
      const earlier = offers.get(offer.id)
      if (earlier === undefined) {
        offers.set(offer.id, offer)
        if (parts.length > 1) formats.set(offer.id, format)
        continue
      }
      const isOneForm = parts.length === 1 || formats.get(offer.id) === format
      const joining: Joining = { earlier, later: offer, isOneForm, isSettled: (field) => isSettled(offer.id, field) }
      const joined = joinOffers(joining)
      offers.set(offer.id, joined.offer)
      diagnostics.push(...joined.diagnostics)
    }
  }
  return { offers: inOrderOfId(offers), diagnostics }
}

/** So that the order of rows changes nothing. */
export function inOrderOfId(offers: ReadonlyMap<OfferId, Offer>): Map<OfferId, Offer> {
  const ids = [...offers.keys()].sort()
  const ordered = new Map<OfferId, Offer>()
  for (const id of ids) {
    const offer = offers.get(id)
    if (offer !== undefined) ordered.set(id, offer)
  }
  return ordered
}
