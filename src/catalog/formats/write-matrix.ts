/** A catalog to the offer matrix as CSV, in the header of 2021. */

import { guardFormula, writeCsv } from '../../lib/write-csv.ts'
import type { Catalog } from '../catalog.ts'
import type { Offer, OfferKind } from '../offer.ts'
import { isPricedPerGigabyte } from '../per-gigabyte.ts'

type Column = readonly [header: string, cell: (offer: Offer) => string]

const types: Record<OfferKind, string> = { license: 'Base', addon: 'Add-on', trial: 'Trial', usage: 'Usage' }

const number = (value: number | undefined): string => (value === undefined ? '' : String(value))

const columns: readonly Column[] = [
  ['Offer Display Name', ({ name }) => name],
  ['Durable Offer ID', ({ id }) => id],
  ['Provisioning ID', ({ provisioningId }) => provisioningId ?? ''],
  ['Offer Type', ({ kind }) => types[kind]],
  ['Duration', ({ duration }) => duration ?? ''],
  ['Billing Frequency', ({ billingFrequencies }) => billingFrequencies.join(';')],
  ['Min Seat Count', ({ minSeats }) => number(minSeats)],
  ['Max Seat Count', ({ maxSeats }) => number(maxSeats)],
  ['Offer Limit', ({ limit }) => number(limit)],
  ['Offer Limit Scope', ({ limitScope }) => limitScope ?? 'None'],
  ['Depends On', ({ parents }) => parents.join(';')],
  ['Can Convert To', ({ convertsTo }) => convertsTo.join(';')],
  // A path in Microsoft's catalog that nothing here is told from.
  ['Offer URI', () => ''],
  ['LearnMoreLink', () => ''],
  ['Offer Display Description', ({ description }) => description],
  ['Allowed Countries', ({ countries }) => countries.join(';')],
]

const unitColumn: Column = ['Unit Type', ({ perGigabyte }) => (perGigabyte ? 'Gigabytes' : 'Licenses')]

/**
 * Writes every offer in order of id. The header has no column for units; one is appended only where a description
 * would be taken for another unit than the offer has. Not held: product ids, segments and whatever a price list says.
 */
export function writeMatrix(catalog: Catalog): string {
  const offers = [...catalog.offers.values()]
  const isGuessable = offers.every(
    ({ perGigabyte, description }) => perGigabyte === isPricedPerGigabyte(undefined, description),
  )
  const all = isGuessable ? columns : [...columns, unitColumn]
  const rows = offers.map((offer) => all.map(([, cell]) => guardFormula(cell(offer))))
  // The mark makes Excel read accents as they are.
  return `\ufeff${writeCsv([all.map(([header]) => header), ...rows])}`
}
