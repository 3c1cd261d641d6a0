/** One file to its offers: read, decode, refuse what is something else, hand the rest to the format that knows it. */

import type { Diagnostic } from '../lib/diagnostic.ts'
import { decodeText, type DecodedText } from '../lib/decode-text.ts'
import { readBytes, type FileProblem } from '../lib/read-bytes.ts'
import { refuseBytes, type Refusal } from './foreign-bytes.ts'
import { notACatalog, refuseText } from './foreign-text.ts'
import type { CatalogPart } from './formats/catalog-format.ts'
import { catalogFormats } from './formats/catalog-formats.ts'

/** Real matrices have less than 20 MB; the rest is a mistake or an attack, and not worth the memory. */
const maxMegabytes = 64

/** Reads one catalog file. What is wrong becomes diagnostics; throws only on a fault in the program. */
export async function readCatalogFile(file: string): Promise<CatalogPart> {
  const read = await readBytes(file, maxMegabytes * 1024 * 1024)
  if ('problem' in read) return refused(file, cannotRead(file, read.problem, read.cause))
  const refusal = refuseBytes(read.bytes)
  return refusal === undefined ? readText(file, decodeText(read.bytes)) : refused(file, refusal)
}

function readText(file: string, decoded: DecodedText): CatalogPart {
  const refusal = refuseText(decoded.text)
  if (refusal !== undefined) return refused(file, refusal)
  const format = catalogFormats.find(({ sniff }) => sniff(decoded.text))
  if (format === undefined) return refused(file, notACatalog(decoded.text))
  const part = format.parse({ file, text: decoded.text })
  return { offers: part.offers, diagnostics: [...encodingFindings(file, decoded), ...part.diagnostics] }
}

function refused(file: string, { code, message, hint }: Refusal): CatalogPart {
  return { offers: [], diagnostics: [{ severity: 'error', code, message, hint, at: { file } }] }
}

function encodingFindings(file: string, { flaw, legacyLine }: DecodedText): Diagnostic[] {
  if (legacyLine !== undefined) {
    const message = 'The file is not UTF-8; it was read as Windows-1252. Check accents and dashes in names.'
    const at = { file, line: legacyLine }
    return [{ severity: 'info', code: 'catalog/windows-1252', message, at }]
  }
  if (flaw === undefined) return []
  const at = { file, line: flaw.line }
  return flaw.kind === 'cut'
    ? [
        {
          severity: 'error',
          code: 'catalog/cut-file',
          message: 'The file ends in the middle of a character.',
          hint,
          at,
        },
      ]
    : [
        {
          severity: 'error',
          code: 'catalog/bad-encoding',
          message: 'This line has bytes that are not UTF-8.',
          hint,
          at,
        },
      ]
}

const hint = 'Download the file again, or open it and save it as “CSV UTF-8”.'

function cannotRead(file: string, problem: FileProblem, cause: unknown): Refusal {
  const why = cause instanceof Error ? ` (${cause.message})` : ''
  switch (problem) {
    case 'missing':
      return problemRefusal('catalog/file-not-found', `There is no file “${file}”.`, 'Check the name and the folder.')
    case 'directory':
      return problemRefusal('catalog/is-a-directory', `“${file}” is a folder.`, 'Name the catalog file inside it.')
    case 'forbidden':
      return problemRefusal(
        'catalog/unreadable-file',
        `You may not read “${file}”.`,
        'Check the permissions of the file.',
      )
    case 'too-large':
      return problemRefusal(
        'catalog/file-too-large',
        `“${file}” is larger than ${maxMegabytes} MB, which no offer matrix is.`,
        'Check that it is the right file.',
      )
    case 'unreadable':
      return problemRefusal(
        'catalog/unreadable-file',
        `“${file}” cannot be read${why}.`,
        'Check the disk, or copy the file.',
      )
  }
}

function problemRefusal(code: string, message: string, hint: string): Refusal {
  return { code, message, hint }
}
