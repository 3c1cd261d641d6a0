/** What a written form does not hold of a catalog, told by reading back what was written. */

import { sameJson } from '../lib/json.ts'
import type { Catalog } from './catalog.ts'
import { assembleOffers } from './assemble-offers.ts'
import { fieldWords } from './field-words.ts'
import type { Offer, OfferField, OfferId } from './offer.ts'
import { readCatalogBytes } from './read-catalog-file.ts'

export interface ConversionLosses {
  /** Offers that the form has no place for. */
  offers: readonly OfferId[]
  /** In how many offers the form loses or changes a field. */
  fields: Readonly<Partial<Record<OfferField, number>>>
}

/**
 * Compares a catalog with what reads back from a text that was written of it.
 *
 * @returns undefined for a form that cannot be read
 */
export async function conversionLosses(catalog: Catalog, text: string): Promise<ConversionLosses | undefined> {
  const part = await readCatalogBytes('written', Buffer.from(text))
  if (part.format === undefined) return undefined
  const { offers: read } = assembleOffers([part])
  const offers: OfferId[] = []
  const fields: Partial<Record<OfferField, number>> = {}
  for (const [id, offer] of catalog.offers) {
    const back = read.get(id)
    if (back === undefined) offers.push(id)
    else for (const field of changedFields(offer, back)) fields[field] = (fields[field] ?? 0) + 1
  }
  return { offers, fields }
}

const fieldNames = Object.keys(fieldWords) as OfferField[]

function changedFields(offer: Offer, back: Offer): OfferField[] {
  return fieldNames.filter((field) => !sameJson(offer[field] ?? null, back[field] ?? null))
}
