/** A table to rows by field: finds its header, refuses rows that do not fit it, and hands the rest to a format. */

import { hasErrors, type Diagnostic, type Place } from '../../lib/diagnostic.ts'
import type { CsvTable } from '../../lib/parse-csv.ts'
import { isErrorCell } from '../../lib/sheet-xml.ts'
import type { TableRow } from '../../lib/table.ts'
import { unguardFormula } from '../../lib/write-csv.ts'
import type { SourceTable } from './catalog-source.ts'
import { csvProblem } from './csv-problem.ts'
import { headerDepth } from './header-lines.ts'
import type { TableColumns, TableHeader } from './table-columns.ts'

/** Nobody reads more errors than that, and a wrong file may have millions. */
const enoughBadRows = 1000

/** A row as a format wants it: cells by field, and where they are. */
export class FieldRow<Field extends string> {
  readonly #row: TableRow
  readonly #table: OpenTable<Field>

  constructor(row: TableRow, table: OpenTable<Field>) {
    this.#row = row
    this.#table = table
  }

  /** Written out, for the reason that `newOffer` tells. */
  get at(): Place {
    const { file, sheet } = this.#table.at
    const { line } = this.#row
    return sheet === undefined ? { file, line } : { file, sheet, line }
  }

  /** The text of a cell; undefined when the table has no such column. */
  cell(field: Field): string | undefined {
    const cell = this.#row.cells[this.#table.header.columns.get(field) ?? -1]
    return cell === undefined ? undefined : unguardFormula(cell)
  }

  placeOf(field: Field): Place {
    const { at, csv, header } = this.#table
    return { ...at, ...csv.locate(this.#row, header.columns.get(field) ?? -1) }
  }
}

interface OpenTable<Field extends string> {
  at: Place
  csv: CsvTable
  header: TableHeader<Field>
}

export interface TableBody<Field extends string> {
  /** Rows above the header: titles, dates, filters. */
  preamble: readonly TableRow[]
  /** All texts of a column, whatever is wrong with their rows. */
  column: (field: Field) => string[]
  /** Hands every row that fits the header to `readRow`, which tells whether the row was good. */
  forEachRow: (readRow: (row: FieldRow<Field>) => boolean) => void
}

/**
 * Opens a table. `found` receives the findings about the table as a whole; without a usable header there is no body.
 *
 * @param found where diagnostics go, in the order of the file
 */
export function openTable<Field extends string>(
  source: SourceTable,
  columns: TableColumns<Field>,
  found: Diagnostic[],
): TableBody<Field> | undefined {
  const csv = source.read(bestDelimiter(source, columns))
  const headerIndex = findHeader(csv.rows, columns)
  const problems = csv.problem === undefined ? [] : [csvProblem(csv.problem, source.at)]
  const headerRow = csv.rows[headerIndex]
  if (headerRow === undefined) {
    found.push(...problems)
    return undefined
  }
  const { header, diagnostics } = columns.readHeader(headerRow, source.at)
  found.push(...diagnostics)
  if (hasErrors(diagnostics)) {
    // With columns missing, each row would only repeat the same complaint.
    found.push(...problems)
    return undefined
  }
  const rows = csv.rows.slice(headerIndex + 1)
  return {
    preamble: csv.rows.slice(0, headerIndex),
    column: (field) => rows.map(({ cells }) => cells[header.columns.get(field) ?? -1] ?? ''),
    forEachRow: (readRow) => {
      readRows({ at: source.at, csv, header }, rows, readRow, found)
      found.push(...problems, ...openEnd(source))
    },
  }
}

function bestDelimiter<Field extends string>(source: SourceTable, columns: TableColumns<Field>): string {
  let [best, most] = [',', 0]
  for (const { delimiter, keys } of source.headers) {
    const known = columns.countKnown(keys)
    if (known > most) [best, most] = [delimiter, known]
  }
  return best
}

function findHeader<Field extends string>(rows: readonly TableRow[], columns: TableColumns<Field>): number {
  let [best, most] = [-1, 0]
  rows.slice(0, headerDepth).forEach(({ cells }, index) => {
    const known = columns.countKnown(cells.map(headerKey))
    if (known > most) [best, most] = [index, known]
  })
  return best
}

function headerKey(cell: string): string {
  return cell.length > 100 ? '' : cell.toLowerCase().replace(/[^a-z0-9]/g, '')
}

function readRows<Field extends string>(
  table: OpenTable<Field>,
  rows: readonly TableRow[],
  readRow: (row: FieldRow<Field>) => boolean,
  found: Diagnostic[],
): void {
  let badRows = 0
  for (const row of rows) {
    const flaw = raggedRow(row, table) ?? errorCell(row, table)
    if (flaw !== undefined) found.push(flaw)
    else if (readRow(new FieldRow(row, table))) continue
    if (++badRows < enoughBadRows) continue
    found.push(tooManyBadRows({ ...table.at, line: row.line }))
    return
  }
}

function raggedRow<Field extends string>(row: TableRow, { at, header }: OpenTable<Field>): Diagnostic | undefined {
  if (row.cells.length === header.width) return undefined
  const filled = row.cells.findLastIndex((cell) => cell.trim() !== '') + 1
  if (row.cells.length >= header.width && filled <= header.fullWidth) return undefined
  const [cells, wanted] = row.cells.length < header.width ? [row.cells.length, 'fewer'] : [filled, 'more']
  return {
    severity: 'error',
    code: 'catalog/ragged-row',
    message: `The row has ${cells} cells, ${wanted} than the ${header.width} columns of the header.`,
    hint: 'A cell with a delimiter in it needs quotes; a file that was cut short needs downloading again.',
    at: { ...at, line: row.line },
  }
}

/** Only columns that are read matter. */
function errorCell<Field extends string>(row: TableRow, { at, csv, header }: OpenTable<Field>): Diagnostic | undefined {
  for (const index of header.columns.values()) {
    const cell = row.cells[index] ?? ''
    if (!isErrorCell(cell)) continue
    return {
      severity: 'error',
      code: 'catalog/error-cell',
      message: `This cell has no value: ${cell}.`,
      hint: 'Open the file in Excel, mend or delete the formula, let it compute, and save it.',
      at: { ...at, ...csv.locate(row, index) },
    }
  }
  return undefined
}

function tooManyBadRows(at: Place): Diagnostic {
  return {
    severity: 'error',
    code: 'catalog/too-many-errors',
    message: `${enoughBadRows} rows have errors; the rows from here on were not looked at.`,
    hint: 'Check that the header belongs to these rows, and that the file is the right one.',
    at,
  }
}

/** A file cut inside its last cell cannot be told from one whose editor leaves out the last line break. */
function openEnd({ at, openLine }: SourceTable): Diagnostic[] {
  if (openLine === undefined) return []
  const message = 'The last line has no line break. If the file was cut short, its last cell may be incomplete.'
  return [{ severity: 'info', code: 'catalog/no-final-line-break', message, at: { ...at, line: openLine } }]
}
