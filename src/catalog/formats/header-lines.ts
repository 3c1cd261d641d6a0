/** A first look at delimited text, before it is parsed: what its top lines would be as headers. */

import type { TableRow } from '../../lib/table.ts'
import { looseKey } from '../../lib/text.ts'

const delimiters = [',', ';', '\t'] as const

export interface HeaderGuess {
  /** From 1. */
  line: number
  /** Of text; a sheet of a workbook has none. */
  delimiter: string
  /** Normalised, so that spelling does not matter. */
  keys: readonly string[]
}

/** How far down a header may be: exports put titles, dates and filters above it. */
export const headerDepth = 50

/** A header is short: what is longer, a line of megabytes or a cell with a GUID, is not worth a look. */
const headerLength = 20_000
const headerCellLength = 35

/** Each of the top lines, split by each delimiter. Quotes are ignored: headers hardly ever contain delimiters. */
export function guessHeaders(text: string): HeaderGuess[] {
  return topLines(text).flatMap((content, index) =>
    delimiters
      .filter((delimiter) => content.includes(delimiter))
      .map((delimiter) => ({ line: index + 1, delimiter, keys: content.split(delimiter).map(headerKey) })),
  )
}

function headerKey(cell: string): string {
  return cell.length > headerCellLength ? '' : looseKey(cell)
}

function topLines(text: string): string[] {
  const lines: string[] = []
  for (let start = 0; start < text.length && lines.length < headerDepth;) {
    const lineEnd = text.indexOf('\n', start)
    const end = lineEnd === -1 ? text.length : lineEnd
    lines.push(text.slice(start, Math.min(end, start + headerLength)))
    start = end + 1
  }
  return lines
}

/** The same for rows that are split already. */
export function guessHeadersOfRows(rows: readonly TableRow[]): HeaderGuess[] {
  return rows
    .slice(0, headerDepth)
    .map(({ line, cells }) => ({ line, delimiter: '', keys: cells.map((cell) => headerKey(cell)) }))
}
