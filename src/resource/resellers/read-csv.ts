/** The resellers file as CSV: one row for each reseller, columns by name, and the place of every cell. */

import type { Diagnostic, Place } from '../../lib/diagnostic.ts'
import { parseCsv, type CsvProblem } from '../../lib/parse-csv.ts'
import type { TableRow } from '../../lib/table.ts'
import { closest, looseKey } from '../../lib/text.ts'
import { unguardFormula } from '../../lib/write-csv.ts'
import { resellerSchema, type ResellerEntry } from '../reseller.ts'
import type { PlacedEntry } from './arrange.ts'

type Field = keyof ResellerEntry

/** Names of columns, loosely compared: case, blanks and punctuation do not matter. */
const columns: Readonly<Record<Field, readonly string[]>> = {
  account: ['account', 'account id', 'reseller id'],
  name: ['name', 'reseller', 'company'],
  model: ['model', 'reseller model'],
  parent: ['parent', 'parent account', 'parent id'],
  tier: ['tier'],
  priceSyncDisabled: ['price sync disabled', 'disable prices synchronization', 'price synchronization disabled'],
  template: ['template', 'service template'],
  delegated: ['delegated', 'delegated plans'],
}
const required: readonly Field[] = ['account', 'name', 'model']

const CODE = 'resellers/invalid'

/** @param file as messages call it */
export function readResellersCsv(text: string, file: string): { entries: PlacedEntry[]; problems: Diagnostic[] } {
  const head = text.split('\n', 1)[0] ?? ''
  const table = parseCsv(text, head.includes(';') && !head.includes(',') ? ';' : ',')
  const [header, ...rows] = table.rows
  const locate = (row: TableRow, index: number): Place => ({ file, ...table.locate(row, index) })
  const problems = table.problem === undefined ? [] : [csvProblem(table.problem, file)]
  if (header === undefined) return { entries: [], problems: [...problems, emptyFile(file)] }
  const { positions, problems: wrong } = readHeader(header, locate, file)
  problems.push(...wrong)
  if (wrong.length > 0) return { entries: [], problems }
  const entries = rows.flatMap((row) => {
    const placeOf = (field?: Field): Place => locate(row, field === undefined ? 0 : (positions.get(field) ?? 0))
    const parsed = resellerSchema.safeParse(valuesOf(row, positions))
    if (parsed.success) return [{ entry: parsed.data, placeOf }]
    for (const { path, message } of parsed.error.issues) {
      const field = path[0] as Field
      const cell = cellOf(row, positions, field)
      const said = cell === '' ? `The ${field} is missing` : `${field} "${cell}": ${message}`
      problems.push({ severity: 'error', code: CODE, message: `${said}.`, hint: hints[field], at: placeOf(field) })
    }
    return []
  })
  return { entries, problems }
}

const hints: Readonly<Record<Field, string>> = {
  account: 'The account id is a whole number, as the panel shows it.',
  name: 'Give the name of the account.',
  model: 'The model is value-added or power.',
  parent: 'The account id of the reseller above; empty where that is the provider.',
  tier: 'A whole number from 1 on, or no column tier at all.',
  priceSyncDisabled: 'Write yes or no.',
  template: "Id or name of a power reseller's own service template.",
  delegated: 'Ids of delegated plans, each with the id of the copy where it is known: 41=9001; 42',
}

function readHeader(header: TableRow, locate: (row: TableRow, index: number) => Place, file: string) {
  const positions = new Map<Field, number>()
  const problems: Diagnostic[] = []
  const known = Object.values(columns).flat()
  header.cells.forEach((cell, index) => {
    const name = looseKey(cell)
    if (name === '') return
    const field = (Object.keys(columns) as Field[]).find((each) => columns[each].some((n) => looseKey(n) === name))
    if (field !== undefined && !positions.has(field)) {
      positions.set(field, index)
      return
    }
    const meant = closest(cell, known)
    problems.push({
      severity: 'error',
      code: CODE,
      message: field === undefined ? `Unknown column "${cell}".` : `The column ${field} is there twice.`,
      hint: meant === undefined || field !== undefined ? `Known: ${known.join(', ')}.` : `Did you mean "${meant}"?`,
      at: locate(header, index),
    })
  })
  for (const field of required) {
    if (positions.has(field)) continue
    const message = `The header has no column "${field}".`
    problems.push({
      severity: 'error',
      code: CODE,
      message,
      hint: `Known: ${known.join(', ')}.`,
      at: { file, line: header.line },
    })
  }
  return { positions, problems }
}

function cellOf(row: TableRow, positions: ReadonlyMap<Field, number>, field: Field): string {
  return unguardFormula(row.cells[positions.get(field) ?? -1] ?? '').trim()
}

/** Cells to values; what cannot be understood stays text, so that the schema refuses it. */
function valuesOf(row: TableRow, positions: ReadonlyMap<Field, number>): Record<string, unknown> {
  const given = [...positions.keys()].map((field) => [field, cellOf(row, positions, field)] as const)
  return Object.fromEntries(given.flatMap(([field, cell]) => (cell === '' ? [] : [[field, meaning[field](cell)]])))
}

const number = (cell: string): unknown => (/^\d{1,15}$/.test(cell) ? Number(cell) : cell)
const words: Readonly<Record<string, boolean>> = {
  yes: true,
  true: true,
  '1': true,
  no: false,
  false: false,
  '0': false,
}

const meaning: Readonly<Record<Field, (cell: string) => unknown>> = {
  account: number,
  name: (cell) => cell,
  model: (cell) => cell.toLowerCase().replaceAll(' ', '-'),
  parent: number,
  tier: number,
  priceSyncDisabled: (cell) => words[cell.toLowerCase()] ?? cell,
  template: number,
  delegated: (cell) => (cell.toLowerCase() === 'none' ? [] : cell.split(/[;,\s]+/).map(delegatedPlan)),
}

function delegatedPlan(text: string): unknown {
  const [plan = '', copy] = text.split('=')
  return copy === undefined ? number(plan) : { plan: number(plan), copy: number(copy) }
}

function csvProblem({ kind, line, column }: CsvProblem, file: string): Diagnostic {
  const message = kind === 'too-many-rows' ? 'There are more rows than anybody needs.' : 'A quoted cell does not close.'
  return { severity: 'error', code: CODE, message, at: { file, line, column } }
}

function emptyFile(file: string): Diagnostic {
  return {
    severity: 'error',
    code: CODE,
    message: 'The file is empty.',
    hint: `Its first line names the columns: ${required.join(', ')}, …`,
    at: { file },
  }
}
