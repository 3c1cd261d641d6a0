/** One row of the offer matrix to one offer; what is odd in it becomes findings that name the cell. */

import type { Diagnostic } from '../../lib/diagnostic.ts'
import { tidy } from '../../lib/text.ts'
import type { Offer, OfferId } from '../offer.ts'
import { newOffer } from '../new-offer.ts'
import { tidyOfferId } from '../offer-id.ts'
import { offerKind } from '../offer-kind.ts'
import { isPricedPerGigabyte } from '../per-gigabyte.ts'
import { isAcceptableId, optional, sortIds, type ListCache } from './cell-text.ts'
import { matrixColumns, type MatrixField } from './matrix-columns.ts'
import {
  reportBadId,
  reportBadReferences,
  reportDisagreement,
  reportMissingName,
  reportSelfReference,
  reportTo,
  type Report,
} from './offer-findings.ts'
import type { FieldRow } from './read-table.ts'

type Row = FieldRow<MatrixField>

/**
 * Reads one row. Without an offer there is an error among the findings.
 *
 * @param lists one for all rows of a file
 */
export function readMatrixRow(row: Row, lists: ListCache, found: Diagnostic[]): Offer | undefined {
  const before = found.length
  const report = reportTo(found)
  const offer = readOffer(row, lists, report)
  if (found.length > before && found.slice(before).some(({ severity }) => severity === 'error')) return undefined
  reportDisagreement(report, offer, optional(row.cell('offerType')), () => row.placeOf('offerType'))
  return offer
}

function readOffer(row: Row, lists: ListCache, report: Report): Offer {
  const billingFrequencies = lists.entries(row.cell('billingFrequency')?.toLowerCase())
  const id = readId(row, billingFrequencies.includes('usage'), report)
  const name = tidy(row.cell('name') ?? '')
  if (name === '') reportMissingName(report, id, row.placeOf('name'))
  const parents = readParents(row, id, report)
  const convertsTo = readIds(row, 'convertsTo', report)
  const offerType = optional(row.cell('offerType'))
  const description = tidy(row.cell('description') ?? '')
  return newOffer({
    id,
    name,
    kind: offerKind({ id, name, parents, convertsTo, billingFrequencies, offerType }),
    provisioningId: optional(row.cell('provisioningId')),
    parents,
    convertsTo,
    duration: optional(row.cell('duration')),
    billingFrequencies,
    minSeats: readCount(row, 'minSeats', report),
    maxSeats: readCount(row, 'maxSeats', report),
    limit: readCount(row, 'limit', report),
    limitScope: optional(row.cell('limitScope')),
    perGigabyte: isPricedPerGigabyte(row.cell('unit'), description),
    description,
    countries: lists.entries(row.cell('countries')),
    at: row.at,
  })
}

function readId(row: Row, isUsage: boolean, report: Report): OfferId {
  const written = row.cell('id') ?? ''
  const id = tidyOfferId(written)
  if (!isAcceptableId(id, isUsage)) reportBadId(report, tidy(written), row.placeOf('id'))
  return id
}

function readParents(row: Row, id: OfferId, report: Report): OfferId[] {
  const parents = readIds(row, 'parents', report)
  if (!parents.includes(id)) return parents
  reportSelfReference(report, id, row.placeOf('parents'))
  return parents.filter((parent) => parent !== id)
}

function readIds(row: Row, field: 'parents' | 'convertsTo', report: Report): OfferId[] {
  const text = row.cell(field)
  if (text === undefined || text === '') return []
  const sorted = sortIds(text.split(/[;,\n]/))
  if (sorted.malformed.length > 0) {
    reportBadReferences(report, sorted, `The column “${matrixColumns.usualHeader(field)}”`, row.placeOf(field))
  }
  return sorted.ids
}

function readCount(row: Row, field: MatrixField, report: Report): number | undefined {
  const number = optional(row.cell(field))
  if (number === undefined) return undefined
  if (/^\d{1,15}$/.test(number)) return Number(number)
  const message = `The column “${matrixColumns.usualHeader(field)}” has “${number}”, which is no whole number.`
  const hint = 'Write digits only, such as 300, or leave the cell empty.'
  report('error', 'catalog/bad-number', row.placeOf(field), message, hint)
  return undefined
}
