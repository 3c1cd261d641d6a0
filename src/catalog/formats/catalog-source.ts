/** A file as formats see it: tables, JSON or YAML, with what is needed to point into it. */

import type { Place } from '../../lib/diagnostic.ts'
import type { JsonSource } from '../../lib/json-source.ts'
import type { CsvTable } from '../../lib/parse-csv.ts'
import type { HeaderGuess } from './header-lines.ts'

/** One table: the text of a file, or a sheet of a workbook. */
export interface SourceTable {
  /** The file, and for a workbook the sheet. */
  at: Place
  /** What its top lines would be as headers; cheap, for recognising. */
  headers: readonly HeaderGuess[]
  /** Splits the table into rows; a workbook's are split already. */
  read: (delimiter: string) => CsvTable
  /** The last line when nothing ends it; a workbook has none. */
  openLine: number | undefined
}

export type CatalogSource =
  | { form: 'table'; file: string; tables: readonly SourceTable[] }
  | { form: 'json'; file: string; json: JsonSource }
  | { form: 'yaml'; file: string; text: string }
