/** The fields of an offer by the words that people know them by. */

import type { OfferField } from './offer.ts'

export const fieldWords: Readonly<Record<OfferField, string>> = {
  name: 'name',
  kind: 'type',
  provisioningId: 'Provisioning ID',
  parents: 'parents',
  convertsTo: 'conversions',
  duration: 'duration',
  billingFrequencies: 'billing frequency',
  minSeats: 'minimum of seats',
  maxSeats: 'maximum of seats',
  limit: 'limit',
  limitScope: 'scope of the limit',
  perGigabyte: 'unit',
  description: 'description',
  countries: 'countries',
  productId: 'product id',
  segment: 'segment',
  prices: 'prices',
  priceChange: 'flag of the price list',
  validFrom: 'start of validity',
  validTo: 'end of validity',
}
