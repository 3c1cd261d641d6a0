/** Price lists for tests, in the look of Microsoft's pivot tables and of people's exports. */

import type { SheetData } from 'write-excel-file/node'
import { csv } from './matrix-file.ts'

export const priceHeaders = [
  'A/C/D/U',
  'Valid-From Date',
  'Valid To Date',
  'Offer Display Name',
  'Offer ID',
  'License Agreement Type',
  'Purchase Unit',
  'Secondary License Type',
  'End Customer Type',
  'List Price',
  'ERP Price',
] as const

export type PriceCells = Partial<Record<(typeof priceHeaders)[number], string | number | Date | null>>

/** A row with a flag and dates of its own. */
export function priceRow(id: string, given: PriceCells = {}): (string | number | Date | null)[] {
  const usual: PriceCells = {
    'A/C/D/U': 'UNC',
    'Valid-From Date': new Date(Date.UTC(2019, 4, 1)),
    'Valid To Date': new Date(Date.UTC(9999, 11, 31)),
    'Offer Display Name': 'Offer 1',
    'Offer ID': id,
    'License Agreement Type': 'Corporate',
    'Purchase Unit': '1 Month(s)',
    'Secondary License Type': 'NON-SPECIFIC',
    'End Customer Type': 'CLOUD RESELLER CORPORATE',
    'List Price': 10,
    'ERP Price': 12.5,
  }
  return priceHeaders.map((header) => (header in given ? (given[header] ?? null) : (usual[header] ?? null)))
}

/** What a pivot shows of rows: flag and dates only where they begin. */
export function pivoted<Cell>(rows: readonly (Cell | null)[][]): (Cell | null)[][] {
  return rows.map((row, index) => {
    const above = rows[index - 1]
    const same = [0, 1, 2].findIndex((column) => above === undefined || text(above[column]) !== text(row[column]))
    return row.map((cell, column) => (column < 3 && (same === -1 || column < same) ? null : cell))
  })
}

function text(cell: unknown): string {
  return cell instanceof Date ? cell.toISOString() : String(cell)
}

/** One sheet as Microsoft publishes it: page filter, an empty row, the header in row 3. */
export function pivotSheet(currency: string, rows: readonly (string | number | Date | null)[][]): SheetData {
  return [['Doc currency', currency], [], [...priceHeaders], ...pivoted(rows).map((row) => [...row])]
}

export function priceCsv(
  rows: readonly (string | number | Date | null)[][],
  preamble: readonly string[][] = [],
): string {
  const texts = rows.map((row) => row.map(cellText))
  return csv([...preamble, priceHeaders, ...texts])
}

function cellText(cell: string | number | Date | null): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10).replaceAll('-', '')
  return cell === null ? '' : String(cell)
}
