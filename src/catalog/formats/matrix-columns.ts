/** The columns of the offer matrix, whose header changed over the years (reference: catalog formats, section 1.1). */

import { TableColumns } from './table-columns.ts'

const headers = {
  id: ['Durable Offer ID', 'Offer ID'],
  name: ['Offer Display Name', 'Offer Name'],
  parents: ['Depends On'],
  convertsTo: ['Can Convert To'],
  provisioningId: ['Provisioning ID'],
  offerType: ['Offer Type'],
  duration: ['Duration'],
  billingFrequency: ['Billing Frequency'],
  minSeats: ['Min Seat Count'],
  maxSeats: ['Max Seat Count'],
  limit: ['Offer Limit'],
  limitScope: ['Offer Limit Scope'],
  description: ['Offer Display Description', 'Offer Description', 'Description'],
  countries: ['Allowed Countries'],
  unit: ['Unit', 'Unit Type', 'Unit of measure'],
  // Known and not used; listed so that they do not count as appended by somebody.
  uri: ['Offer URI'],
  learnMore: ['LearnMoreLink'],
} as const

export type MatrixField = keyof typeof headers

/** Other Microsoft lists have ids and names too, but no parents: without these columns a row cannot be an offer. */
export const matrixColumns = new TableColumns<MatrixField>({
  headers,
  required: ['id', 'name', 'parents'],
  hint: 'Use the offer matrix as Microsoft publishes it, with all its columns.',
})
