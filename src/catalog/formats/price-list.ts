/**
 * Microsoft's licence-based price list: prices, segments and withdrawals, but no parents. A workbook has a sheet for
 * each currency, each of them a pivot table; an offer may be missing in some (catalog formats, section 1.2).
 */

import type { Diagnostic } from '../../lib/diagnostic.ts'
import { tidy } from '../../lib/text.ts'
import type { TableRow } from '../../lib/table.ts'
import type { CatalogFormat, PriceEntry } from './catalog-format.ts'
import type { CatalogSource, SourceTable } from './catalog-source.ts'
import { dayOrderOf } from './list-date.ts'
import { isPriceHeader, priceColumns } from './price-columns.ts'
import { PriceRows } from './price-rows.ts'
import { openTable } from './read-table.ts'
import { tablesLike, unlikeSheets } from './tables-like.ts'

export const priceList: CatalogFormat = {
  name: 'price-list',
  title: 'licence-based price list',
  extension: '.csv',
  whyNotWritten: 'for it is Microsoft’s word on prices, and a catalog may hold corrected ones',
  reader: {
    sniff: (source) => priceTables(source).length > 0,
    parse: (source) => {
      const tables = priceTables(source)
      const diagnostics = unlikeSheets(source, tables)
      return { prices: tables.flatMap((table) => readPrices(table, diagnostics)), diagnostics }
    },
  },
}

function priceTables(source: CatalogSource): SourceTable[] {
  return tablesLike(source, priceColumns, 2, isPriceHeader)
}

function readPrices(table: SourceTable, found: Diagnostic[]): PriceEntry[] {
  const body = openTable(table, priceColumns, found)
  if (body === undefined) return []
  const currency = currencyOf(table, body.preamble)
  const dates = [...body.column('validFrom'), ...body.column('validTo')]
  const rows = new PriceRows(currency, dayOrderOf(new Set(dates.map(tidy))), found)
  body.forEachRow((row) => rows.read(row))
  rows.finish()
  return rows.entries
}

/** The page filter of the pivot table, else the name of the sheet. */
function currencyOf(table: SourceTable, preamble: readonly TableRow[]): string | undefined {
  for (const { cells } of preamble) {
    const filter = cells.findIndex((cell) => /currency/i.test(cell))
    const value = cells.slice(filter + 1).find((cell) => tidy(cell) !== '')
    if (filter !== -1 && value !== undefined && isCurrency(tidy(value))) return tidy(value).toUpperCase()
  }
  const name = tidy(table.at.sheet ?? '')
  return isCurrency(name) ? name.toUpperCase() : undefined
}

function isCurrency(text: string): boolean {
  return /^[a-z]{3}$/i.test(text) && !/^all$/i.test(text)
}
