/** Catalogs of several made-up files; places in the results have their short names. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import writeXlsx, { type SheetData } from 'write-excel-file/node'
import { loadCatalog, type LoadCatalogOptions } from '../../src/catalog/load-catalog.ts'
import type { Offer } from '../../src/catalog/offer.ts'
import type { Diagnostic } from '../../src/lib/diagnostic.ts'
import { OnboardError } from '../../src/lib/onboard-error.ts'

export type Contents = Readonly<Record<string, string | Buffer>>

export interface Outcome {
  /** In order of id; undefined when loading was refused. */
  offers: readonly Offer[] | undefined
  /** Every single finding. */
  findings: readonly Diagnostic[]
}

/** Loads files by name, in their order. Nothing thrown but a fault in the program. */
export async function loadFiles(contents: Contents, options: LoadCatalogOptions = {}): Promise<Outcome> {
  const folder = await mkdtemp(path.join(tmpdir(), 'catalog-'))
  let findings: readonly Diagnostic[] = []
  const onFindings = (found: readonly Diagnostic[]): void => {
    findings = shortened(found, folder)
  }
  try {
    const files = Object.keys(contents).map((name) => path.join(folder, name))
    await Promise.all(files.map((file) => writeFile(file, contents[path.basename(file)] ?? '')))
    const catalog = await loadCatalog(files, { ...options, onFindings })
    return { offers: shortened([...catalog.offers.values()], folder), findings }
  } catch (error) {
    if (!(error instanceof OnboardError) || error.kind !== 'invalid-input') throw error
    return { offers: undefined, findings }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** The same data with the folder cut out of every text. */
function shortened<Data>(data: Data, folder: string): Data {
  const shorten = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll(`${folder}${path.sep}`, '')
    if (Array.isArray(value)) return value.map(shorten)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shorten(member)]))
  }
  return shorten(data) as Data
}

/** The offer with an id, or a failed test that tells why there is none. */
export function offerOf({ offers, findings }: Outcome, id: string): Offer {
  const offer = offers?.find((candidate) => candidate.id === id)
  if (offer === undefined) throw new Error(`no offer ${id}: ${JSON.stringify(findings)}`)
  return offer
}

/** `warning catalog/bad-price prices.csv:4`: severity, code and place. */
export function told({ severity, code, at }: Diagnostic): string {
  const place = at === undefined ? '' : ` ${at.file}${at.sheet === undefined ? '' : `[${at.sheet}]`}:${at.line ?? '-'}`
  return `${severity} ${code}${place}`
}

/** A workbook; blank cells are null. */
export async function workbook(sheets: Readonly<Record<string, SheetData>>): Promise<Buffer> {
  const all = Object.entries(sheets).map(([sheet, data]) => ({ sheet, data, dateFormat: 'yyyymmdd' }))
  return writeXlsx(all).toBuffer()
}
