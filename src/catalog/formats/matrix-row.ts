/** One row of the offer matrix to one offer; what is odd in it becomes diagnostics that name the cell. */

import { hasErrors, type Diagnostic, type Place, type Severity } from '../../lib/diagnostic.ts'
import { count, firstFew, tidy } from '../../lib/text.ts'
import type { Offer, OfferId } from '../offer.ts'
import { isGuid, isOfferId, tidyOfferId } from '../offer-id.ts'
import { claimedKind, offerKind } from '../offer-kind.ts'
import { isPricedPerGigabyte } from '../per-gigabyte.ts'
import { usualHeader, type MatrixField } from './matrix-columns.ts'

/** A row as this reader wants it: cells by field, and where they are. */
export interface MatrixRow {
  at: Place
  /** The raw text; undefined when the file has no such column. */
  cell: (field: MatrixField) => string | undefined
  placeOf: (field: MatrixField) => Place
}

export interface ReadRow {
  /** Absent when the row has an error. */
  offer?: Offer
  diagnostics: readonly Diagnostic[]
}

/** Reads one row. Throws nothing. */
export function readMatrixRow(row: MatrixRow): ReadRow {
  const found: Diagnostic[] = []
  const report = (severity: Severity, code: string, field: MatrixField, message: string, hint: string): void => {
    found.push({ severity, code, message, hint, at: row.placeOf(field) })
  }
  const offer = readOffer(row, report)
  if (hasErrors(found)) return { diagnostics: found }
  reportDisagreement(offer, optional(tidy(row.cell('offerType') ?? '')), report)
  return { offer, diagnostics: found }
}

type Report = (severity: Severity, code: string, field: MatrixField, message: string, hint: string) => void

function readOffer(row: MatrixRow, report: Report): Offer {
  const text = (field: MatrixField): string => tidy(row.cell(field) ?? '')
  const billingFrequencies = splitList(text('billingFrequency').toLowerCase())
  const id = readId(row, billingFrequencies.includes('usage'), report)
  const basics = {
    id,
    name: readName(text('name'), id, report),
    parents: readParents(row, id, report),
    convertsTo: readIds(row, 'convertsTo', report),
    billingFrequencies,
  }
  const offerType = optional(text('offerType'))
  return {
    ...basics,
    kind: offerKind({ ...basics, offerType }),
    provisioningId: optional(text('provisioningId')),
    duration: optional(text('duration')),
    minSeats: readCount(text('minSeats'), 'minSeats', report),
    maxSeats: readCount(text('maxSeats'), 'maxSeats', report),
    limit: readCount(text('limit'), 'limit', report),
    limitScope: optional(text('limitScope')),
    perGigabyte: isPricedPerGigabyte(row.cell('unit'), text('description')),
    description: text('description'),
    countries: splitList(text('countries')),
    at: row.at,
  }
}

function readId(row: MatrixRow, isUsage: boolean, report: Report): OfferId {
  const id = tidyOfferId(row.cell('id') ?? '')
  // Whoever bills by usage may have ids of any form: such an offer is never onboarded.
  if (isOfferId(id) || (isUsage && /^[a-z0-9][a-z0-9._-]*$/.test(id))) return id
  if (id === '') {
    report('error', 'catalog/missing-offer-id', 'id', 'The row has no offer id.', 'Fill in the id, or delete the row.')
  } else {
    const form = '8-4-4-4-12 hexadecimal digits'
    report(
      'error',
      'catalog/bad-offer-id',
      'id',
      `“${tidy(row.cell('id') ?? '')}” is no offer id.`,
      `An offer id is ${form}.`,
    )
  }
  return id
}

function readName(name: string, id: OfferId, report: Report): string {
  if (name === '')
    report('error', 'catalog/missing-name', 'name', `Offer ${id} has no name.`, 'Fill in its display name.')
  return name
}

function readParents(row: MatrixRow, id: OfferId, report: Report): OfferId[] {
  const parents = readIds(row, 'parents', report)
  if (!parents.includes(id)) return parents
  const message = `Offer ${id} depends on itself. That reference is left out.`
  report('warning', 'catalog/self-reference', 'parents', message, 'Nothing to do; tell Microsoft if it matters.')
  return parents.filter((parent) => parent !== id)
}

/** The ids of a list, each once. One malformed id is left out; a list of nothing else cannot be trusted at all. */
function readIds(row: MatrixRow, field: 'parents' | 'convertsTo', report: Report): OfferId[] {
  const ids = new Set<OfferId>()
  const malformed: string[] = []
  for (const entry of (row.cell(field) ?? '').split(/[;,\n]/)) {
    const id = tidyOfferId(entry)
    if (isOfferId(id)) ids.add(id)
    else if (optional(id) !== undefined) malformed.push(tidy(entry))
  }
  if (malformed.length > 0) {
    const what = `${malformed.length === 1 ? 'an entry that is' : 'entries that are'} no offer id`
    const message = `The column “${usualHeader(field)}” has ${what}: ${firstFew(malformed)}.`
    const isAll = ids.size === 0
    const hint = isAll ? 'Correct the list; without it the offer would look different.' : 'It is left out. Correct it.'
    report(isAll ? 'error' : 'warning', 'catalog/bad-reference', field, message, hint)
  }
  return [...ids]
}

function readCount(text: string, field: MatrixField, report: Report): number | undefined {
  const number = optional(text)
  if (number === undefined) return undefined
  if (/^\d{1,15}$/.test(number)) return Number(number)
  const message = `The column “${usualHeader(field)}” has “${number}”, which is no whole number.`
  report('error', 'catalog/bad-number', field, message, 'Write digits only, such as 300, or leave the cell empty.')
  return undefined
}

function reportDisagreement(offer: Offer, offerType: string | undefined, report: Report): void {
  const claimed = claimedKind(offerType)
  const isDisputed = offer.kind === 'addon' || offer.kind === 'license'
  if (!isDisputed || claimed === undefined || claimed === offer.kind || !isGuid(offer.id)) return
  const fact = offer.parents.length === 0 ? 'it lists no parent' : `it lists ${count(offer.parents.length, 'parent')}`
  const taken = offer.kind === 'addon' ? 'an add-on' : 'a licence'
  const message = `“${offer.name}” has the offer type “${offerType ?? ''}”, but ${fact}; it is taken as ${taken}.`
  report(
    'warning',
    'catalog/offer-type-disagrees',
    'offerType',
    message,
    'Check the Depends On column if that is wrong.',
  )
}

/** Tools that export tables write emptiness in these ways. */
const emptyWords = /^(|-|nan|none|null|n\/?a)$/i

function optional(text: string): string | undefined {
  return emptyWords.test(text) ? undefined : text
}

function splitList(text: string): string[] {
  return [...new Set(text.split(';').map(tidy))].filter((entry) => entry !== '')
}
