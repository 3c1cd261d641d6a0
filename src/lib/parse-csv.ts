/** CSV text to rows that know the line they start on and where each of their cells is. */

import { CsvError, parse } from 'csv-parse/sync'
import type { Table, TableRow, TextPlace } from './table.ts'

export interface CsvProblem extends TextPlace {
  /**
   * `open-quote`: a quoted cell that does not close properly. `stray-quote`: a quote inside an unquoted cell.
   * `too-many-rows`: more than anybody should need, and than memory should hold. `ragged`: hardly any two rows have the
   * same number of cells.
   */
  kind: 'open-quote' | 'stray-quote' | 'too-many-rows' | 'ragged'
}

export interface CsvTable extends Table {
  /** Where the text stops being CSV; `rows` are the ones before. */
  problem?: CsvProblem
}

/**
 * Splits text whose line breaks are `\n`. Blanks around cells are dropped, quoted cells keep their line breaks, rows
 * may have any number of cells. Lines are counted here and not taken from the parser: since it is told to skip
 * nothing, each line break ends a row or is inside a cell.
 */
export function parseCsv(text: string, delimiter: string): CsvTable {
  const rows: TableRow[] = []
  // The parser makes an error, with a copy of the row, for each row of another length than the first one, and then does
  // not mind. So the first one is ours, as wide as the table.
  const width = widthOf(text, delimiter)
  let [line, records, ragged] = [0, 0, 0]
  const onRecord = (cells: string[]): undefined => {
    if (line === 0) {
      line = 1
      return
    }
    if (cells.length !== width && ++ragged > maxRagged) throw new TooRagged()
    if (cells.some((cell) => cell.trim() !== '')) rows.push({ line, cells })
    line += 1 + lineBreaks(cells)
    records++
  }
  const locate = locator(text, delimiter)
  try {
    const first = `${delimiter.repeat(width - 1)}\n`
    parse(bytesOf(first, withoutBlankTail(text)), { ...parserOptions, delimiter, on_record: onRecord })
    if (records < maxRows) return { rows, locate }
    return { rows, locate, problem: { kind: 'too-many-rows', line, column: 1 } }
  } catch (error) {
    if (error instanceof TooRagged) return { rows, locate, problem: { kind: 'ragged', line, column: 1 } }
    if (!(error instanceof CsvError)) throw error
    return { rows, locate, problem: problemOf(error, (index) => locate({ line, cells: [] }, index)) }
  }
}

/** Blank rows count, except those at the end. */
const maxRows = 500_000

/** Rows of another length than the table: a few are preambles and mistakes, so many are no table. */
const maxRagged = 20_000

class TooRagged extends Error {}

/** How many cells most of the first rows have. */
function widthOf(text: string, delimiter: string): number {
  const widths = new Map<number, number>()
  let [cells, isQuoted] = [1, false]
  for (const character of text.slice(0, 100_000)) {
    if (character === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (character === delimiter) cells++
    else if (character === '\n') {
      widths.set(cells, (widths.get(cells) ?? 0) + 1)
      cells = 1
    }
  }
  const [most] = [...widths].sort(([width, rows], [other, others]) => others - rows || other - width)
  return most?.[0] ?? cells
}

const parserOptions = {
  to: maxRows + 1,
  record_delimiter: '\n',
  relax_column_count: true,
  ltrim: true,
  rtrim: true,
} as const

/** Exports of spreadsheets may end in a million rows of nothing but delimiters; a plain scan is quicker than parsing. */
function withoutBlankTail(text: string): string {
  let end = text.length
  while (end > 0 && ',;\t \n'.includes(text.charAt(end - 1))) end--
  const lineEnd = text.indexOf('\n', end)
  return lineEnd === -1 ? text : text.slice(0, lineEnd + 1)
}

/** What the parser would make of a text that begins so, without a second copy of a text that may be large. */
function bytesOf(first: string, text: string): Buffer {
  const bytes = Buffer.allocUnsafe(Buffer.byteLength(first) + Buffer.byteLength(text))
  bytes.write(text, bytes.write(first))
  return bytes
}

function lineBreaks(cells: readonly string[]): number {
  let breaks = 0
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) breaks++
  }
  return breaks
}

function problemOf(error: CsvError, placeOfCell: (index: number) => TextPlace): CsvProblem {
  const place = placeOfCell(Number(error['column']))
  return { kind: error.code === 'INVALID_OPENING_QUOTE' ? 'stray-quote' : 'open-quote', ...place }
}

/** Finds cells again by walking their row; only findings need it, so lines are indexed at the first question. */
function locator(text: string, delimiter: string): CsvTable['locate'] {
  let starts: readonly number[] | undefined
  return (row, index) => {
    starts ??= lineStarts(text)
    let [line, lineStart, cell, isQuoted] = [row.line, starts[row.line - 1] ?? 0, 0, false]
    let at = lineStart
    for (; cell < index && at < text.length; at++) {
      const character = text[at]
      if (character === '"') isQuoted = !isQuoted
      else if (character === '\n') [line, lineStart] = [line + 1, at + 1]
      else if (character === delimiter && !isQuoted) cell++
    }
    while (text[at] === ' ') at++
    return { line, column: at - lineStart + 1 }
  }
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
