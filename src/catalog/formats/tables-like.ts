/** Which tables of a file look like a format, and which sheets of a workbook are left unread. */

import type { Diagnostic } from '../../lib/diagnostic.ts'
import { firstFew } from '../../lib/text.ts'
import type { CatalogSource, SourceTable } from './catalog-source.ts'
import type { TableColumns } from './table-columns.ts'

/**
 * The tables with a line that has at least `enough` known headers.
 *
 * @param isLike a further condition on that line's normalised headers
 */
export function tablesLike<Field extends string>(
  source: CatalogSource,
  columns: TableColumns<Field>,
  enough: number,
  isLike: (keys: ReadonlySet<string>) => boolean = () => true,
): SourceTable[] {
  if (source.form !== 'table') return []
  return source.tables.filter(({ headers }) =>
    headers.some(({ keys }) => columns.countKnown(keys) >= enough && isLike(new Set(keys))),
  )
}

/** A note about the other sheets of a workbook; empty ones are not worth one. */
export function unlikeSheets(source: CatalogSource, read: readonly SourceTable[]): Diagnostic[] {
  if (source.form !== 'table') return []
  const others = source.tables.filter((table) => !read.includes(table) && table.headers.length > 0)
  const [first] = others
  if (first === undefined) return []
  const names = others.map(({ at }) => `“${at.sheet ?? ''}”`)
  const message = `Of the workbook, ${firstFew(names)} ${names.length === 1 ? 'is' : 'are'} not read: no such header.`
  return [{ severity: 'info', code: 'catalog/sheets-ignored', message, at: first.at }]
}
