/** An Excel workbook (.xlsx) to tables of text: every sheet, every cell as a person would read it. */

import type { Table, TableRow } from './table.ts'
import { countCells, keepErrors } from './sheet-xml.ts'
import { unzip, UnzipError } from './unzip.ts'
import { zipStored } from './zip-stored.ts'

export interface Sheet extends Table {
  name: string
}

export type WorkbookProblem =
  /** No zip archive of a workbook, or not one that can be understood. */
  | 'damaged'
  | 'encrypted'
  /** More than memory should hold, or than a table made by people has. */
  | 'too-large'
  /** A zip archive of something else. */
  | 'no-workbook'
  /** The binary sibling of .xlsx. */
  | 'binary'

export type WorkbookOrProblem = { sheets: readonly Sheet[] } | { problem: WorkbookProblem; cause?: unknown }

/** What the archive may unpack to, and how many cells all sheets together may have. */
const maxBytes = 128 * 1024 * 1024
const maxCells = 4_000_000

/**
 * Reads all sheets. Blank rows are left out, cells are text: dates as `2019-05-01`, numbers with at most the 15 digits
 * that Excel shows, errors as `#N/A` and the like. Throws nothing that the bytes can cause.
 */
export async function readWorkbook(bytes: Buffer): Promise<WorkbookOrProblem> {
  try {
    const parts = unzip(bytes, isWanted, maxBytes)
    if (!parts.has('xl/workbook.xml')) return { problem: [...parts.keys()].some(isBinary) ? 'binary' : 'no-workbook' }
    const checked = checkSheets(parts)
    return checked instanceof Map ? { sheets: await readSheets(checked) } : { problem: checked }
  } catch (cause) {
    return { problem: cause instanceof UnzipError ? cause.problem : 'damaged', cause }
  }
}

/** Pivot tables keep a second copy of their data, which nobody reads here. */
function isWanted(name: string): boolean {
  if (/^xl\/(pivot|drawings|charts|media|theme)/.test(name)) return false
  return name.endsWith('.xml') || name.endsWith('.rels') || isBinary(name)
}

function isBinary(name: string): boolean {
  return name === 'xl/workbook.bin'
}

/** The same parts with their errors kept, or why the reader must not get them. */
function checkSheets(parts: ReadonlyMap<string, Buffer>): Map<string, Buffer> | 'damaged' | 'too-large' {
  const checked = new Map<string, Buffer>()
  let left = maxCells
  for (const [name, part] of parts) {
    if (!part.includes('sheetData')) {
      checked.set(name, part)
      continue
    }
    const xml = part.toString('utf8')
    const cells = countCells(xml, left)
    if (cells === undefined) return 'damaged'
    left -= cells
    if (left < 0) return 'too-large'
    const kept = keepErrors(xml)
    checked.set(name, kept === xml ? part : Buffer.from(kept))
  }
  return checked
}

async function readSheets(parts: ReadonlyMap<string, Buffer>): Promise<Sheet[]> {
  // Only who has a workbook pays for its reader.
  const { default: readXlsx } = await import('read-excel-file/universal')
  const archive = new Uint8Array(zipStored(parts)).buffer
  // A sheet that is a chart has no data, whatever the type says.
  const sheets: readonly { sheet: string; data: readonly (readonly unknown[])[] | undefined }[] = await readXlsx(
    archive,
    {
      trim: false,
      parseNumber: numberText,
    },
  )
  return sheets.map(({ sheet, data }) => ({
    name: sheet,
    rows: (data ?? []).flatMap((cells, index) => textRow(cells, index + 1)),
    locate: (row, index) => ({ line: row.line, column: index + 1 }),
  }))
}

function textRow(cells: readonly unknown[], line: number): TableRow[] {
  const texts = cells.map(cellText)
  return texts.some((text) => text.trim() !== '') ? [{ line, cells: texts }] : []
}

function cellText(cell: unknown): string {
  if (cell instanceof Date) return dateText(cell)
  if (typeof cell === 'boolean') return String(cell).toUpperCase()
  return typeof cell === 'string' ? cell : ''
}

function dateText(date: Date): string {
  const text = Number.isNaN(date.getTime()) ? '#VALUE!' : date.toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text
}

/** Excel stores 4.15 as 4.1500000000000004 and shows 15 digits of it. */
function numberText(stored: string): string {
  const number = Number(stored)
  if (!Number.isFinite(number)) return stored
  return Number.isInteger(number) && Math.abs(number) < 1e21
    ? BigInt(number).toString()
    : String(Number(number.toPrecision(15)))
}
