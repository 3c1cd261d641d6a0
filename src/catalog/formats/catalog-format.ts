/** What a catalog format is: a way to recognise a file, a way to read it, and perhaps a way to write one. */

import type { Diagnostic, Place } from '../../lib/diagnostic.ts'
import type { Catalog } from '../catalog.ts'
import type { Offer, OfferField, OfferId, OfferKind, PriceChange, Segment } from '../offer.ts'
import type { CatalogSource } from './catalog-source.ts'

/** What a price list says of one offer in one of its rows. It knows no parents. */
export interface PriceEntry {
  id: OfferId
  name: string
  segment: Segment | undefined
  /** Decimal text; undefined where the row gives none. */
  listPrice: string | undefined
  erpPrice: string | undefined
  /** The currency that the row speaks of, even when it gives no amount; undefined where the list does not tell. */
  currency: string | undefined
  priceChange: PriceChange | undefined
  validFrom: string | undefined
  validTo: string | undefined
  /** What the Secondary License Type claims; only compared with what the parents say. */
  claimedKind: OfferKind | undefined
  at: Place
}

/** The Provisioning ID of a product, from the SKU table. */
export interface ProductEntry {
  productId: string
  provisioningId: string
  at: Place
}

/** What a site knows better: some fields of an offer, or with name and kind a whole one. */
export interface Correction {
  id: OfferId
  fields: Partial<Pick<Offer, OfferField>>
  at: Place
  /** Where a given field stands. */
  placeOf: (field: OfferField) => Place
}

/**
 * What one file gave; which of the lists a format fills tells what the file is good for. With an error among the
 * diagnostics, the lists hold only what could be read.
 */
export interface CatalogPart {
  offers?: readonly Offer[]
  prices?: readonly PriceEntry[]
  products?: readonly ProductEntry[]
  corrections?: readonly Correction[]
  diagnostics: readonly Diagnostic[]
}

export interface CatalogReader {
  /** Whether the file looks like this format; even a flawed one, so that its flaws can be told. */
  sniff: (source: CatalogSource) => boolean
  parse: (source: CatalogSource) => CatalogPart
}

export interface CatalogFormat {
  /** What a person types, such as `offer-matrix`. */
  name: string
  /** What a person reads. */
  title: string
  /** Of the files written, with the dot. */
  extension: string
  /** Absent for what can only be written. */
  reader?: CatalogReader
  /** The whole text of a file; absent for what can only be read. */
  write?: (catalog: Catalog) => string
  /** Why there is no `write`, as the end of “It is not written, …”. */
  whyNotWritten?: string
}
