/** The columns of a kind of table: which header means what, and whether a header row will do. */

import type { Diagnostic, Place } from '../../lib/diagnostic.ts'
import type { TableRow } from '../../lib/table.ts'
import { closest, count, firstFew, looseKey, tidy } from '../../lib/text.ts'

export interface ColumnsOf<Field extends string> {
  /** Each field with the headers it goes by, the usual one first. Compared without case, blanks and punctuation. */
  headers: Readonly<Record<Field, readonly string[]>>
  /** Without these a row means nothing. */
  required: readonly Field[]
  /** Headers that two columns may have; the first is read. */
  repeatable?: readonly Field[]
  /** What to do when one is missing. */
  hint: string
}

export interface TableHeader<Field extends string> {
  /** The index of each field's column. */
  columns: ReadonlyMap<Field, number>
  /** How many cells a row must have. */
  width: number
  /** How many it may have filled: some exports have nameless columns at the end. */
  fullWidth: number
}

export class TableColumns<Field extends string> {
  readonly #spec: ColumnsOf<Field>
  readonly #fields: ReadonlyMap<string, Field>

  constructor(spec: ColumnsOf<Field>) {
    this.#spec = spec
    const all = Object.entries(spec.headers) as [Field, readonly string[]][]
    this.#fields = new Map(
      all.flatMap(([field, headers]) => headers.map((header) => [looseKey(header), field] as const)),
    )
  }

  /** The field that a normalised header names. */
  fieldOf(key: string): Field | undefined {
    return this.#fields.get(key)
  }

  /** How many different known fields these normalised headers name. */
  countKnown(keys: readonly string[]): number {
    return new Set(keys.map((key) => this.#fields.get(key)).filter((field) => field !== undefined)).size
  }

  /** The header a person knows the field by. */
  usualHeader(field: Field): string {
    return this.#spec.headers[field][0] ?? field
  }

  /** Reads a header row. With an error among the diagnostics the header is not usable. */
  readHeader(row: TableRow, table: Place): { header: TableHeader<Field>; diagnostics: Diagnostic[] } {
    const columns = new Map<Field, number>()
    const diagnostics: Diagnostic[] = []
    const unknown: string[] = []
    const at = { ...table, line: row.line }
    row.cells.forEach((cell, index) => {
      const field = this.#fields.get(looseKey(cell))
      const first = field === undefined ? undefined : columns.get(field)
      if (field === undefined) unknown.push(tidy(cell))
      else if (first === undefined) columns.set(field, index)
      else if (!this.#spec.repeatable?.includes(field)) {
        diagnostics.push(duplicateColumn(row.cells[first] ?? '', cell, at))
      }
    })
    const named = unknown.filter((header) => header !== '')
    for (const field of this.#spec.required) {
      if (!columns.has(field)) diagnostics.push(this.#missingColumn(field, row, named, at))
    }
    if (named.length > 0) diagnostics.push(unknownColumns(named, at))
    const width = row.cells.findLastIndex((cell) => tidy(cell) !== '') + 1
    return { header: { columns, width, fullWidth: row.cells.length }, diagnostics }
  }

  #missingColumn(field: Field, row: TableRow, unknown: readonly string[], at: Place): Diagnostic {
    const wanted = this.#spec.headers[field]
    const seen = row.cells.map((cell) => `“${tidy(cell)}”`).filter((header) => header !== '“”')
    const meant = wanted.map((header) => closest(header, unknown)).find((header) => header !== undefined)
    const names = wanted.map((header) => `“${header}”`).join(' or ')
    return {
      severity: 'error',
      code: 'catalog/missing-column',
      message: `The header has no column ${names}. It has ${firstFew(seen, 20)}.`,
      hint:
        meant === undefined
          ? this.#spec.hint
          : `Did you mean the column “${meant}”? Rename it to “${wanted[0] ?? field}”.`,
      at,
    }
  }
}

function duplicateColumn(first: string, second: string, at: Place): Diagnostic {
  const [one, other] = [tidy(first), tidy(second)]
  const message =
    one === other ? `The header has two columns “${one}”.` : `The columns “${one}” and “${other}” mean the same.`
  return { severity: 'error', code: 'catalog/duplicate-column', message, hint: 'Delete or rename one of the two.', at }
}

function unknownColumns(headers: readonly string[], at: Place): Diagnostic {
  const message = `${count(headers.length, 'unknown column')} ignored: ${firstFew(headers)}.`
  return { severity: 'info', code: 'catalog/unknown-columns', message, at }
}
