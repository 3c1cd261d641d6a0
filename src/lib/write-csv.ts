/** Rows to CSV, safe to open in a spreadsheet: no cell can be taken for a formula. */

/** What spreadsheets take for the start of a formula; `'` in front of it makes it text, and so itself needs guarding. */
const formula = /^'*[=+\-@\t]/
const guarded = /^''*[=+\-@\t]/

/** A text as a cell that no spreadsheet computes; `unguard` gives the text back, whatever it was. */
export function guardFormula(text: string): string {
  return formula.test(text) ? `'${text}` : text
}

export function unguardFormula(cell: string): string {
  return cell.startsWith("'") && guarded.test(cell) ? cell.slice(1) : cell
}

/** Rows with CRLF, comma, and quotes where they are needed (RFC 4180); it says nothing about encoding. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('')
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
