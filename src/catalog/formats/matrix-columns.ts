/** The columns of the offer matrix: which header means what, and whether a header row will do. */

import type { Diagnostic } from '../../lib/diagnostic.ts'
import type { CsvRow } from '../../lib/parse-csv.ts'
import { closest, count, firstFew, looseKey, tidy } from '../../lib/text.ts'

/**
 * Each field with the headers it goes by, the usual one first: Microsoft's header changed over the years
 * (reference/catalog.md, section 1.1). Compared without case, blanks and punctuation.
 */
const headersOf = {
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

export type MatrixField = keyof typeof headersOf

/** Without these a row cannot be an offer: other Microsoft lists have ids and names too, but no parents. */
const requiredFields: readonly MatrixField[] = ['id', 'name', 'parents']

const fieldByKey = new Map<string, MatrixField>(
  Object.entries(headersOf).flatMap(([field, headers]) =>
    headers.map((header) => [looseKey(header), field as MatrixField] as const),
  ),
)

export interface MatrixHeader {
  /** The index of each field's column. */
  columns: ReadonlyMap<MatrixField, number>
  /** How many cells a row must have. */
  width: number
  /** How many it may have filled: some exports have nameless columns at the end. */
  fullWidth: number
}

/** How many different known fields these normalised headers name. */
export function countKnownFields(keys: readonly string[]): number {
  return new Set(keys.map((key) => fieldByKey.get(key)).filter((field) => field !== undefined)).size
}

/** The header a person knows the field by. */
export function usualHeader(field: MatrixField): string {
  return headersOf[field][0]
}

/** Reads a header row. With an error among the diagnostics the header is not usable. */
export function readHeader(row: CsvRow, file: string): { header: MatrixHeader; diagnostics: Diagnostic[] } {
  const columns = new Map<MatrixField, number>()
  const diagnostics: Diagnostic[] = []
  const unknown: string[] = []
  const at = { file, line: row.line }
  row.cells.forEach((cell, index) => {
    const field = fieldByKey.get(looseKey(cell))
    const first = field === undefined ? undefined : columns.get(field)
    if (field === undefined) unknown.push(tidy(cell))
    else if (first === undefined) columns.set(field, index)
    else diagnostics.push(duplicateColumn(row.cells[first] ?? '', cell, at))
  })
  const named = unknown.filter((header) => header !== '')
  for (const field of requiredFields) {
    if (!columns.has(field)) diagnostics.push(missingColumn(field, row, named, at))
  }
  if (named.length > 0) diagnostics.push(unknownColumns(named, at))
  const width = row.cells.findLastIndex((cell) => tidy(cell) !== '') + 1
  return { header: { columns, width, fullWidth: row.cells.length }, diagnostics }
}

function duplicateColumn(first: string, second: string, at: { file: string; line: number }): Diagnostic {
  const [one, other] = [tidy(first), tidy(second)]
  const message =
    one === other ? `The header has two columns “${one}”.` : `The columns “${one}” and “${other}” mean the same.`
  return { severity: 'error', code: 'catalog/duplicate-column', message, hint: 'Delete or rename one of the two.', at }
}

function missingColumn(
  field: MatrixField,
  row: CsvRow,
  unknown: readonly string[],
  at: { file: string; line: number },
): Diagnostic {
  const wanted = headersOf[field]
  const seen = row.cells.map((cell) => `“${tidy(cell)}”`).filter((header) => header !== '“”')
  const meant = wanted.map((header) => closest(header, unknown)).find((header) => header !== undefined)
  const names = wanted.map((header) => `“${header}”`).join(' or ')
  return {
    severity: 'error',
    code: 'catalog/missing-column',
    message: `The header has no column ${names}. It has ${firstFew(seen, 20)}.`,
    hint:
      meant === undefined
        ? 'Use the offer matrix as Microsoft publishes it, with all its columns.'
        : `Did you mean the column “${meant}”? Rename it to “${wanted[0]}”.`,
    at,
  }
}

function unknownColumns(headers: readonly string[], at: { file: string; line: number }): Diagnostic {
  const message = `${count(headers.length, 'unknown column')} ignored: ${firstFew(headers)}.`
  return { severity: 'info', code: 'catalog/unknown-columns', message, at }
}
