/** Microsoft's legacy offer matrix, CSV or workbook: one row per offer, lists split by `;`. */

import type { Diagnostic } from '../../lib/diagnostic.ts'
import type { Offer } from '../offer.ts'
import type { CatalogFormat, CatalogPart } from './catalog-format.ts'
import { ListCache } from './cell-text.ts'
import { matrixColumns } from './matrix-columns.ts'
import { readMatrixRow } from './matrix-row.ts'
import { openTable } from './read-table.ts'
import { tablesLike, unlikeSheets } from './tables-like.ts'
import { writeMatrix } from './write-matrix.ts'

export const legacyOfferMatrix: CatalogFormat = {
  name: 'offer-matrix',
  title: 'legacy offer matrix',
  extension: '.csv',
  reader: {
    // One known header may be chance; two are a header row, perhaps of a damaged file.
    sniff: (source) => tablesLike(source, matrixColumns, 2).length > 0,
    parse: (source) => {
      const tables = tablesLike(source, matrixColumns, 2)
      return parseMatrix(tables, unlikeSheets(source, tables))
    },
  },
  write: writeMatrix,
}

function parseMatrix(tables: ReturnType<typeof tablesLike>, notes: readonly Diagnostic[]): CatalogPart {
  const offers: Offer[] = []
  const diagnostics = [...notes]
  const lists = new ListCache()
  for (const table of tables) {
    openTable(table, matrixColumns, diagnostics)?.forEachRow((row) => {
      const offer = readMatrixRow(row, lists, diagnostics)
      if (offer !== undefined) offers.push(offer)
      return offer !== undefined
    })
  }
  return { offers, diagnostics }
}
