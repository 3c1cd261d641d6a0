/** Microsoft's legacy offer matrix as CSV: one row per offer, lists split by `;` (reference/catalog.md, section 1.1). */

import type { Diagnostic } from '../../lib/diagnostic.ts'
import { hasErrors } from '../../lib/diagnostic.ts'
import { parseCsv, type CsvProblem, type CsvRow, type CsvTable } from '../../lib/parse-csv.ts'
import { looseKey } from '../../lib/text.ts'
import type { CatalogFormat, CatalogPart, CatalogText } from './catalog-format.ts'
import { guessHeaders, headerDepth, type Delimiter } from './header-lines.ts'
import { countKnownFields, readHeader, type MatrixHeader } from './matrix-columns.ts'
import { readMatrixRow, type MatrixRow } from './matrix-row.ts'

/** One known header may be chance; two are a header row, perhaps of a damaged file. */
const enoughKnownFields = 2

/** Nobody reads more errors than that, and a wrong file may have millions. */
const enoughBadRows = 1000

export const legacyOfferMatrix: CatalogFormat = {
  name: 'legacy offer matrix (CSV)',
  sniff: (text) => bestDelimiter(text) !== undefined,
  parse: ({ file, text }) => parseMatrix({ file, text }, bestDelimiter(text) ?? ','),
}

function bestDelimiter(text: string): Delimiter | undefined {
  let best: Delimiter | undefined
  let most = enoughKnownFields - 1
  for (const { delimiter, keys } of guessHeaders(text)) {
    const known = countKnownFields(keys)
    if (known > most) [best, most] = [delimiter, known]
  }
  return best
}

function parseMatrix({ file, text }: CatalogText, delimiter: Delimiter): CatalogPart {
  const table = parseCsv(text, delimiter)
  const problems = table.problem === undefined ? [] : [csvProblem(table.problem, file)]
  const headerRow = findHeaderRow(table.rows)
  if (headerRow === undefined) return { offers: [], diagnostics: problems }
  const { header, diagnostics } = readHeader(headerRow, file)
  // With columns missing, each row would only repeat the same complaint.
  if (hasErrors(diagnostics)) return { offers: [], diagnostics: [...diagnostics, ...problems] }
  const body = readBody({ file, table, header }, table.rows.slice(table.rows.indexOf(headerRow) + 1))
  return {
    offers: body.offers,
    diagnostics: [...diagnostics, ...body.diagnostics, ...problems, ...openEnd(text, file)],
  }
}

function findHeaderRow(rows: readonly CsvRow[]): CsvRow | undefined {
  let best: CsvRow | undefined
  let most = 0
  for (const row of rows.slice(0, headerDepth)) {
    const known = countKnownFields(row.cells.map(looseKey))
    if (known > most) [best, most] = [row, known]
  }
  return best
}

interface Matrix {
  file: string
  table: CsvTable
  header: MatrixHeader
}

function readBody(matrix: Matrix, rows: readonly CsvRow[]): CatalogPart {
  const offers: CatalogPart['offers'][number][] = []
  const diagnostics: Diagnostic[] = []
  let badRows = 0
  for (const row of rows) {
    const ragged = raggedRow(row, matrix)
    const read = ragged === undefined ? readMatrixRow(matrixRow(row, matrix)) : { diagnostics: [ragged] }
    diagnostics.push(...read.diagnostics)
    if ('offer' in read) offers.push(read.offer)
    else if (++badRows === enoughBadRows) return { offers, diagnostics: [...diagnostics, tooManyBadRows(row, matrix)] }
  }
  return { offers, diagnostics }
}

function tooManyBadRows(row: CsvRow, { file }: Matrix): Diagnostic {
  return {
    severity: 'error',
    code: 'catalog/too-many-errors',
    message: `${enoughBadRows} rows have errors; the rows from here on were not looked at.`,
    hint: 'Check that the header belongs to these rows, and that the file is the right one.',
    at: { file, line: row.line },
  }
}

function matrixRow(row: CsvRow, { file, table, header }: Matrix): MatrixRow {
  const indexOf = (field: Parameters<MatrixRow['cell']>[0]): number => header.columns.get(field) ?? -1
  return {
    at: { file, line: row.line },
    cell: (field) => row.cells[indexOf(field)],
    placeOf: (field) => ({ file, ...table.locate(row, indexOf(field)) }),
  }
}

function raggedRow(row: CsvRow, { file, header }: Matrix): Diagnostic | undefined {
  const filled = row.cells.findLastIndex((cell) => cell.trim() !== '') + 1
  if (row.cells.length >= header.width && filled <= header.fullWidth) return undefined
  const [cells, wanted] = row.cells.length < header.width ? [row.cells.length, 'fewer'] : [filled, 'more']
  return {
    severity: 'error',
    code: 'catalog/ragged-row',
    message: `The row has ${cells} cells, ${wanted} than the ${header.width} columns of the header.`,
    hint: 'A cell with a delimiter in it needs quotes; a file that was cut short needs downloading again.',
    at: { file, line: row.line },
  }
}

function csvProblem({ kind, line, column }: CsvProblem, file: string): Diagnostic {
  return { severity: 'error', ...problemTexts[kind], at: { file, line, column } }
}

const quoteHint = 'Quote the whole cell and double each quote inside it: "a ""quoted"" word".'

const problemTexts: Record<CsvProblem['kind'], { code: string; message: string; hint: string }> = {
  'open-quote': {
    code: 'catalog/open-quote',
    message: 'The quoted cell that opens here does not close where a cell may end.',
    hint: quoteHint,
  },
  'stray-quote': { code: 'catalog/stray-quote', message: 'This cell has a quote where none may be.', hint: quoteHint },
  'too-many-rows': {
    code: 'catalog/too-many-rows',
    message: 'The file has too many rows for an offer matrix.',
    hint: 'Check that it is the right file.',
  },
}

/** A file cut inside its last cell cannot be told from one whose editor leaves out the last line break. */
function openEnd(text: string, file: string): Diagnostic[] {
  if (text.endsWith('\n')) return []
  const message = 'The last line has no line break. If the file was cut short, its last cell may be incomplete.'
  const at = { file, line: text.split('\n').length }
  return [{ severity: 'info', code: 'catalog/no-final-line-break', message, at }]
}
