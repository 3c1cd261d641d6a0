/** Markdown tables of text from outside: nothing in a cell can end it, become markup, or run in a spreadsheet. */

import { printable } from '../lib/printable.ts'

/** What a spreadsheet takes for a formula when somebody pastes the table. */
const FORMULA = /^\s*[=+\-@\t]/

export function markdownCell(text: string): string {
  const safe = printable(text)
    .replace(/[\\`*_[\]<>|#~&]/g, (character) =>
      character === '<' ? '&lt;' : character === '&' ? '&amp;' : `\\${character}`,
    )
    .replace(/\b(https?):/gi, '$1\\:')
  return FORMULA.test(text) ? `'${safe}` : safe
}

/** Nothing for a table without rows. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return []
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map((row) => line(row.map(markdownCell)))]
}
