/** One row of a table of fees: amounts are taken as they are written, and what is no amount is told with its place. */

import type { Diagnostic } from '../lib/diagnostic.ts'
import { tidy } from '../lib/text.ts'
import { readListPrice } from './formats/list-price.ts'
import type { FieldRow } from './formats/read-table.ts'
import { TableColumns } from './formats/table-columns.ts'
import { isOfferId, tidyOfferId } from './offer-id.ts'
import type { PriceLine } from './price-lines.ts'
import { monthsOf } from './term-months.ts'

const headers = {
  id: ['Offer ID', 'Durable Offer ID'],
  fee: ['Recurring Fee', 'Price', 'Unit Price', 'Fee', 'MSRP Recurring Fee'],
  setupFee: ['Setup Fee', 'MSRP Setup Fee'],
  periodSetupFee: ['Period Setup Fee'],
  periodRecurringFee: ['Period Recurring Fee'],
  currency: ['Currency', 'Currency Code', 'Doc Currency'],
  term: ['Term', 'Period', 'Billing Period', 'Billing Cycle', 'Purchase Unit'],
  // Known and not used; people like to see what an id is.
  name: ['Offer Name', 'Offer Display Name', 'License Name', 'Name'],
} as const

type FeeField = keyof typeof headers

export const feeColumns = new TableColumns<FeeField>({
  headers,
  required: ['id', 'fee'],
  hint: 'A price list has the columns "Offer ID" and "Recurring Fee"; "Setup Fee", "Currency" and "Term" may be there too.',
})

/** Reads a row into a line; a row without an offer id (a title, a total) is none. Always good enough to go on. */
export function readFeeRow(row: FieldRow<FeeField>, lines: PriceLine[]): boolean {
  const id = tidyOfferId(row.cell('id') ?? '')
  if (!isOfferId(id)) return true
  const problems: Diagnostic[] = []
  const amount = (field: FeeField): string | undefined => readAmount(row, field, problems)
  const term = tidy(row.cell('term') ?? '')
  const months = term === '' ? 1 : monthsOf(term)
  const fee = amount('fee')
  const line: PriceLine = {
    id,
    currency: tidy(row.cell('currency') ?? '').toUpperCase() || undefined,
    months: months ?? 1,
    prices: fee === undefined ? {} : { fee },
    setupFee: amount('setupFee'),
    period: { setupFee: amount('periodSetupFee'), recurringFee: amount('periodRecurringFee') },
    at: row.placeOf('fee'),
  }
  if (months === undefined) problems.push(badTerm(term, row))
  const [problem] = problems
  lines.push(problem === undefined ? line : { ...line, problem })
  return true
}

function readAmount(row: FieldRow<FeeField>, field: FeeField, problems: Diagnostic[]): string | undefined {
  const text = tidy(row.cell(field) ?? '')
  const amount = readListPrice(text)
  if (amount !== null) return amount
  const isNegative = readListPrice(text.replace(/^\((.*)\)$/, '-$1').replace('-', '')) !== null && /[-(]/.test(text)
  problems.push({
    severity: 'error',
    code: isNegative ? 'prices/negative' : 'prices/bad-amount',
    message: isNegative ? `The price "${text}" is negative.` : `"${text}" is no price.`,
    hint: 'Correct the cell: an amount such as 12.50.',
    at: row.placeOf(field),
  })
  return undefined
}

function badTerm(term: string, row: FieldRow<FeeField>): Diagnostic {
  return {
    severity: 'error',
    code: 'prices/bad-term',
    message: `"${term}" is no term that a price can be for.`,
    hint: 'Write Monthly, Annual, or a number of months or years such as 3 Years.',
    at: row.placeOf('term'),
  }
}
