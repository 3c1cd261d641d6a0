/** Prices that an operation changes in what exists: every fee of a period or a rate that was there before. */

import type { Json } from '../lib/json.ts'
import type { Operation } from './plan.ts'

type Row = Record<string, Json>

/** @returns each change as people read it, such as `Plan E3: recurringFee of 1 month from 12.50 to 9.00` */
export function priceChanges({ label, value, before }: Operation): string[] {
  if (before === null || value === undefined) return []
  return Object.entries(value).flatMap(([field, wanted]) =>
    rows(wanted).flatMap((row) => {
      const old = rows(before[field]).find((candidate) => identity(candidate) === identity(row))
      return old === undefined ? [] : feeChanges(row, old).map((change) => `${label}: ${change}`)
    }),
  )
}

function feeChanges(row: Row, old: Row): string[] {
  return Object.entries(row).flatMap(([name, fee]) =>
    isFee(name) && fee !== old[name] ? [`${name} of ${identity(row)} from ${text(old[name])} to ${text(fee)}`] : [],
  )
}

function isFee(name: string): boolean {
  return /fee$/i.test(name)
}

/** A rate is its resource; a period is its length and unit. */
function identity(row: Row): string {
  if (typeof row['resource'] === 'string') return row['resource']
  return ['length', 'unit'].map((name) => text(row[name])).join(' ')
}

function rows(field: Json | undefined): Row[] {
  return Array.isArray(field) ? field.filter((row): row is Row => typeof row === 'object' && row !== null) : []
}

function text(data: Json | undefined): string {
  return typeof data === 'string' || typeof data === 'number' ? String(data) : 'nothing'
}
