/**
 * Microsoft's table “Product names and service plan identifiers for licensing”: tells the Provisioning ID (`String_Id`)
 * of a product (`GUID`), and nothing else about offers (catalog formats, section 1.5).
 */

import { formatPlace, type Diagnostic, type Place } from '../../lib/diagnostic.ts'
import { tidy } from '../../lib/text.ts'
import { isGuid, tidyOfferId } from '../offer-id.ts'
import type { CatalogFormat, CatalogPart, ProductEntry } from './catalog-format.ts'
import type { CatalogSource, SourceTable } from './catalog-source.ts'
import { openTable } from './read-table.ts'
import { TableColumns } from './table-columns.ts'
import { tablesLike, unlikeSheets } from './tables-like.ts'

type SkuField = 'provisioningId' | 'productId' | 'name' | 'plan' | 'planId' | 'planNames'

const columns = new TableColumns<SkuField>({
  headers: {
    provisioningId: ['String_Id', 'String ID'],
    productId: ['GUID'],
    // Known and not used.
    name: ['Product_Display_Name', 'Product name'],
    plan: ['Service_Plan_Name', 'Service plans included'],
    planId: ['Service_Plan_Id'],
    planNames: ['Service_Plans_Included_Friendly_Names', 'Service plans included (friendly names)'],
  },
  required: ['provisioningId', 'productId'],
  hint: 'Use the table as Microsoft publishes it.',
})

export const skuTable: CatalogFormat = {
  name: 'sku-table',
  title: 'table of product names and service plan identifiers',
  extension: '.csv',
  whyNotWritten: 'for a catalog knows only the products that its own offers have',
  reader: {
    sniff: (source) => skuTables(source).length > 0,
    parse: (source) => {
      const tables = skuTables(source)
      return readProducts(tables, unlikeSheets(source, tables))
    },
  },
}

function skuTables(source: CatalogSource): SourceTable[] {
  return tablesLike(source, columns, 2, (keys) => keys.has('stringid') || keys.has('guid'))
}

function readProducts(tables: readonly SourceTable[], diagnostics: Diagnostic[]): CatalogPart {
  const products = new Map<string, ProductEntry>()
  for (const table of tables) {
    openTable(table, columns, diagnostics)?.forEachRow((row) => {
      const productId = tidyOfferId(row.cell('productId') ?? '')
      const provisioningId = tidy(row.cell('provisioningId') ?? '')
      if (!isGuid(productId) || provisioningId === '') {
        diagnostics.push(badProduct(productId, row.placeOf('productId')))
        return false
      }
      const first = products.get(productId)
      if (first === undefined) products.set(productId, { productId, provisioningId, at: row.at })
      else if (first.provisioningId !== provisioningId) diagnostics.push(twoNames(first, provisioningId, row.at))
      return true
    })
  }
  return { products: [...products.values()], diagnostics: eachOnce(diagnostics) }
}

function badProduct(productId: string, at: Place): Diagnostic {
  const message = isGuid(productId) ? 'The row has no String_Id.' : 'The row has no GUID of a product.'
  const hint = 'A row that was cut short needs downloading again.'
  return { severity: 'warning', code: 'catalog/bad-product', message, hint, at }
}

function twoNames({ productId, provisioningId, at: first }: ProductEntry, other: string, at: Place): Diagnostic {
  return {
    severity: 'warning',
    code: 'catalog/two-provisioning-ids',
    message: `Product ${productId} has two Provisioning IDs: ${provisioningId} (${formatPlace(first)}) and ${other}. The first is used.`,
    hint: 'If the other is meant, set it for the offer, under provisioningIds in the configuration.',
    at,
  }
}

/** A product has a row for each of its service plans; one finding about it is enough. */
function eachOnce(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const told = new Set<string>()
  return diagnostics.filter(({ code, message }) => {
    const isNews = code !== 'catalog/two-provisioning-ids' || !told.has(message)
    told.add(message)
    return isNews
  })
}
