/** One file to what it contributes: read, open, refuse what is something else, hand the rest to the format it is of. */

import { readBytes, type FileProblem } from '../lib/read-bytes.ts'
import type { Refusal } from './foreign-bytes.ts'
import { notACatalog, refuseTables } from './foreign-text.ts'
import type { CatalogPart } from './formats/catalog-format.ts'
import { catalogFormats } from './formats/catalog-formats.ts'
import { openSource } from './open-source.ts'

/** A part and where it came from. */
export interface LoadedPart extends CatalogPart {
  /** As the user named it. */
  file: string
  /** The name of its format; undefined for what is of none. */
  format: string | undefined
}

/** Real catalogs have less than 20 MB; the rest is a mistake or an attack, and not worth the memory. */
const maxMegabytes = 64

/** Reads one catalog file. What is wrong becomes diagnostics; throws only on a fault in the program. */
export async function readCatalogFile(file: string): Promise<LoadedPart> {
  const read = await readBytes(file, maxMegabytes * 1024 * 1024)
  if ('problem' in read) return refused(file, cannotRead(file, read.problem, read.cause))
  return readCatalogBytes(file, read.bytes)
}

/** The same for bytes that are at hand. */
export async function readCatalogBytes(file: string, bytes: Buffer): Promise<LoadedPart> {
  const opened = await openSource(file, bytes)
  const found = opened.diagnostics
  if ('refusal' in opened) return refused(file, opened.refusal, found)
  const { source } = opened
  const refusal = refuseTables(source)
  if (refusal !== undefined) return refused(file, refusal, found)
  const format = catalogFormats.find(({ reader }) => reader?.sniff(source))
  if (format?.reader === undefined) return refused(file, notACatalog(source), found)
  const part = format.reader.parse(source)
  return { ...part, file, format: format.name, diagnostics: [...found, ...part.diagnostics] }
}

function refused(
  file: string,
  { code, message, hint, line, column }: Refusal,
  found: LoadedPart['diagnostics'] = [],
): LoadedPart {
  const at = { file, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) }
  return { file, format: undefined, diagnostics: [...found, { severity: 'error', code, message, hint, at }] }
}

function cannotRead(file: string, problem: FileProblem, cause: unknown): Refusal {
  const why = cause instanceof Error ? ` (${cause.message})` : ''
  const refusals: Record<FileProblem, readonly [code: string, message: string, hint: string]> = {
    missing: ['catalog/file-not-found', `There is no file “${file}”.`, 'Check the name and the folder.'],
    directory: ['catalog/is-a-directory', `“${file}” is a folder.`, 'Name the catalog file inside it.'],
    forbidden: ['catalog/unreadable-file', `You may not read “${file}”.`, 'Check the permissions of the file.'],
    'too-large': [
      'catalog/file-too-large',
      `“${file}” is larger than ${maxMegabytes} MB, which no catalog is.`,
      'Check that it is the right file.',
    ],
    device: ['catalog/unreadable-file', `“${file}” is a device and no file.`, 'Name the catalog file.'],
    looped: ['catalog/unreadable-file', `The links of “${file}” lead round in a circle.`, 'Name the file itself.'],
    unreadable: ['catalog/unreadable-file', `“${file}” cannot be read${why}.`, 'Check the disk, or copy the file.'],
  }
  const [code, message, hint] = refusals[problem]
  return { code, message, hint }
}
