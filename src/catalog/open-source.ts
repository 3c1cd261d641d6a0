/** A file's bytes to something that formats can look at: tables, JSON or YAML. Text and workbooks meet here. */

import type { Diagnostic } from '../lib/diagnostic.ts'
import { decodeText, type DecodedText } from '../lib/decode-text.ts'
import { parseJson, type JsonProblem } from '../lib/json-source.ts'
import { parseCsv } from '../lib/parse-csv.ts'
import { readWorkbook, type Sheet } from '../lib/read-workbook.ts'
import { emptyFile, isZip, refuseBytes, refuseWorkbook, type Refusal } from './foreign-bytes.ts'
import { refuseText } from './foreign-text.ts'
import type { CatalogSource, SourceTable } from './formats/catalog-source.ts'
import { guessHeaders, guessHeadersOfRows } from './formats/header-lines.ts'

export type OpenedSource =
  | { source: CatalogSource; diagnostics: readonly Diagnostic[] }
  | { refusal: Refusal; diagnostics: readonly Diagnostic[] }

/** Opens what `file` holds. Throws nothing that the bytes can cause. */
export async function openSource(file: string, bytes: Buffer): Promise<OpenedSource> {
  if (isZip(bytes)) return openWorkbook(file, bytes)
  const refusal = refuseBytes(bytes)
  if (refusal !== undefined) return { refusal, diagnostics: [] }
  const decoded = decodeText(bytes)
  const diagnostics = encodingFindings(file, decoded)
  return { ...openText(file, decoded.text), diagnostics }
}

async function openWorkbook(file: string, bytes: Buffer): Promise<OpenedSource> {
  const read = await readWorkbook(bytes)
  if ('problem' in read) return { refusal: refuseWorkbook(read.problem, bytes), diagnostics: [] }
  const tables = read.sheets.map((sheet) => sheetTable(file, sheet))
  if (tables.every(({ headers }) => headers.length === 0)) return { refusal: emptyFile, diagnostics: [] }
  return { source: { form: 'table', file, tables }, diagnostics: [] }
}

function sheetTable(file: string, sheet: Sheet): SourceTable {
  return {
    at: { file, sheet: sheet.name },
    headers: guessHeadersOfRows(sheet.rows),
    read: () => sheet,
    openLine: undefined,
  }
}

function openText(file: string, text: string): { source: CatalogSource } | { refusal: Refusal } {
  const refusal = refuseText(text)
  if (refusal !== undefined) return { refusal }
  if (/^\s*[[{]/.test(text)) return openJson(file, text)
  if (looksLikeYaml(text)) return { source: { form: 'yaml', file, text } }
  const table: SourceTable = {
    at: { file },
    headers: guessHeaders(text),
    read: (delimiter) => parseCsv(text, delimiter),
    openLine: text.endsWith('\n') ? undefined : lineCount(text),
  }
  return { source: { form: 'table', file, tables: [table] } }
}

function openJson(file: string, text: string): { source: CatalogSource } | { refusal: Refusal } {
  const json = parseJson(text)
  return 'kind' in json ? { refusal: jsonRefusal(json) } : { source: { form: 'json', file, json } }
}

/** Our own YAML names its format in its first lines; a table hardly has a line that starts like this. */
function looksLikeYaml(text: string): boolean {
  return /^(formatVersion|offers)[ \t]*:([ \t]|$)/m.test(text.slice(0, 5000))
}

function lineCount(text: string): number {
  let lines = 1
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++
  return lines
}

function jsonRefusal({ kind, found, line, column }: JsonProblem): Refusal {
  const messages: Record<JsonProblem['kind'], string> = {
    cut: 'The JSON ends in the middle; the file was cut short.',
    syntax: `This is not valid JSON from here: ${found}`,
    'too-deep': 'The JSON is nested too deeply to be a catalog.',
    'repeated-key': `The key “${found}” is there twice in one object; one of the two would be lost.`,
  }
  const hint = kind === 'repeated-key' ? 'Delete one of the two.' : 'Download the file again, or mend it at this place.'
  return { code: 'catalog/bad-json', message: messages[kind], hint, line, column }
}

function encodingFindings(file: string, { flaw, legacyLine }: DecodedText): Diagnostic[] {
  if (legacyLine !== undefined) {
    const message = 'The file is not UTF-8; it was read as Windows-1252. Check accents and dashes in names.'
    return [{ severity: 'info', code: 'catalog/windows-1252', message, at: { file, line: legacyLine } }]
  }
  if (flaw === undefined) return []
  const [code, message] =
    flaw.kind === 'cut'
      ? ['catalog/cut-file', 'The file ends in the middle of a character.']
      : ['catalog/bad-encoding', 'This line has bytes that are not UTF-8.']
  const hint = 'Download the file again, or open it and save it as “CSV UTF-8”.'
  return [{ severity: 'error', code, message, hint, at: { file, line: flaw.line } }]
}
