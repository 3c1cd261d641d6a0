/** The columns of the licence-based price list, and the words in them (catalog formats, section 1.2). */

import { looseKey } from '../../lib/text.ts'
import type { PriceChange, Segment } from '../offer.ts'
import { TableColumns } from './table-columns.ts'

const headers = {
  change: ['A/C/D/U', 'A C D U Flag', 'Change'],
  validFrom: ['Valid-From Date', 'Effective Start Date', 'Valid From'],
  validTo: ['Valid To Date', 'Effective End Date', 'Valid To'],
  name: ['Offer Display Name', 'Offer Name'],
  id: ['Offer ID', 'Durable Offer ID'],
  segment: ['License Agreement Type', 'Licence Agreement Type'],
  licenseType: ['Secondary License Type', 'Secondary Licence Type'],
  listPrice: ['List Price'],
  erpPrice: ['ERP Price', 'ERP'],
  currency: ['Currency', 'Doc Currency', 'Currency Code'],
  // Known and not used; listed so that they do not count as appended by somebody.
  purchaseUnit: ['Purchase Unit'],
  customerType: ['End Customer Type'],
  material: ['Material'],
  billingCycle: ['Billing Cycle'],
  resellerPrice: ['Reseller Price'],
} as const

export type PriceField = keyof typeof headers

export const priceColumns = new TableColumns<PriceField>({
  headers,
  required: ['id'],
  hint: 'Use the price list as Microsoft publishes it, with all its columns.',
})

const own: ReadonlySet<PriceField> = new Set(['change', 'segment', 'licenseType', 'listPrice', 'erpPrice'])

/** Whether normalised headers are those of a price list: two that only it has, or one and no parents. */
export function isPriceHeader(keys: ReadonlySet<string>): boolean {
  if (keys.has('dependson')) return false
  const telling = [...keys].filter((key) => own.has(priceColumns.fieldOf(key) ?? 'id')).length
  return telling >= 2 || (telling === 1 && keys.has('offerid'))
}

const changes: Readonly<Record<string, PriceChange>> = {
  add: 'ADD',
  a: 'ADD',
  chg: 'CHG',
  // Microsoft's own prose writes this once.
  chng: 'CHG',
  c: 'CHG',
  del: 'DEL',
  d: 'DEL',
  unc: 'UNC',
  u: 'UNC',
  depr: 'DEPR',
}

/** The flag that a cell says, undefined for an unknown word. */
export function priceChangeOf(text: string): PriceChange | undefined {
  return Object.hasOwn(changes, looseKey(text)) ? changes[looseKey(text)] : undefined
}

const segments: readonly (readonly [start: string, Segment])[] = [
  ['corporate', 'corporate'],
  ['commercial', 'corporate'],
  ['academic', 'academic'],
  ['education', 'academic'],
  ['charity', 'charity'],
  ['nonprofit', 'charity'],
  ['government', 'government'],
  ['goverment', 'government'],
]

/** The segment that a License Agreement Type says, undefined for an unknown word. */
export function priceSegmentOf(text: string): Segment | undefined {
  const key = looseKey(text)
  return segments.find(([start]) => key.startsWith(start))?.[1]
}
