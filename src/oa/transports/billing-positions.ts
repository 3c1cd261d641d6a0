/** Names to positions and back: Billing's calls and rows have no names of their own. */

import type { BillingShape } from '../method-spec.ts'
import type { XmlRpcValue } from '../xml-rpc-value.ts'

/** What a Billing answer means, or why it means nothing. */
export type ReadResult = { value: unknown } | { problem: string }

/**
 * Parameters in wire order; trailing ones that are not given are left out.
 * @throws TypeError when one is missing in the middle: the others would take wrong places
 */
export function positionalParams({ order }: BillingShape, params: Record<string, unknown>): unknown[] {
  const given = order.findLastIndex((name) => params[name] !== undefined) + 1
  return order.slice(0, given).map((name) => {
    if (params[name] === undefined) throw new TypeError(`${name} is missing before other positional parameters`)
    return params[name]
  })
}

/**
 * Takes the answer's struct `{ Result: [X] }`, gives X with its columns named. Columns that the server does not send are
 * missing from the row (older versions), more than we know are ignored (newer ones).
 */
export function readResult(shape: BillingShape, answer: XmlRpcValue): ReadResult {
  const result = isStruct(answer) ? answer.Result : undefined
  const first = Array.isArray(result) ? result[0] : undefined
  if (first === undefined) return { problem: 'has no Result' }
  switch (shape.returns) {
    case 'item':
      return Array.isArray(first) ? { value: nameColumns(shape, first) } : { problem: 'is not one row of columns' }
    case 'list':
      return readList(shape, first)
    case 'status':
      return isStruct(first) ? { value: first } : { problem: 'is not a struct with a Status' }
  }
}

function readList(shape: BillingShape, rows: XmlRpcValue): ReadResult {
  if (!Array.isArray(rows)) return { problem: 'is not a list of rows' }
  const named = rows.map((row) => (Array.isArray(row) ? nameColumns(shape, row) : undefined))
  return named.includes(undefined) ? { problem: 'has a row that is not a list of columns' } : { value: named }
}

function nameColumns({ columns }: BillingShape, row: readonly XmlRpcValue[]): Record<string, XmlRpcValue> {
  return Object.fromEntries(columns.slice(0, row.length).map((name, index) => [name, row[index] ?? '']))
}

function isStruct(value: XmlRpcValue): value is Record<string, XmlRpcValue> {
  return typeof value === 'object' && !Array.isArray(value)
}
