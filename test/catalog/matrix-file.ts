/** Offer matrix files for tests: written row by row, loaded through a real file. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'vitest'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { loadCatalog, type LoadCatalogOptions } from '../../src/catalog/load-catalog.ts'
import type { Offer } from '../../src/catalog/offer.ts'
import type { Diagnostic } from '../../src/lib/diagnostic.ts'
import { OnboardError } from '../../src/lib/onboard-error.ts'

export const headers = [
  'Offer Display Name',
  'Durable Offer ID',
  'Provisioning ID',
  'Offer Type',
  'Duration',
  'Billing Frequency',
  'Min Seat Count',
  'Max Seat Count',
  'Offer Limit',
  'Offer Limit Scope',
  'Depends On',
  'Can Convert To',
  'Offer URI',
  'LearnMoreLink',
  'Offer Display Description',
  'Allowed Countries',
] as const

export type MatrixCells = Partial<Record<(typeof headers)[number], string>>

/** The n-th test GUID. */
export function guid(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
}

/** A row's cells in the order of `headers`; what is not given is that of a plain licence. */
export function cells(number: number, given: MatrixCells = {}): string[] {
  const usual: MatrixCells = {
    'Offer Display Name': `Offer ${number}`,
    'Durable Offer ID': guid(number),
    'Provisioning ID': `PROV_${number}`,
    'Offer Type': given['Depends On'] ? 'Add-on' : 'Base',
    Duration: '1 Year',
    'Billing Frequency': 'annual;monthly',
    'Min Seat Count': '1',
    'Max Seat Count': '300',
    'Allowed Countries': 'United States',
  }
  return headers.map((header) => given[header] ?? usual[header] ?? '')
}

export function csv(rows: readonly (readonly string[])[], delimiter = ',', lineBreak = '\r\n'): string {
  const quote = (cell: string): string =>
    cell.includes(delimiter) || /["\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
  return rows.map((row) => row.map(quote).join(delimiter) + lineBreak).join('')
}

/** A matrix with the usual header. */
export function matrix(...rows: readonly (readonly string[])[]): string {
  return csv([headers, ...rows])
}

/** Loads contents as if they were the files `1.csv`, `2.csv`, …; places in the result have these names. */
export async function load(
  contents: string | Buffer | readonly string[],
  options: LoadCatalogOptions = {},
): Promise<Catalog> {
  const folder = await mkdtemp(path.join(tmpdir(), 'catalog-'))
  try {
    const all = typeof contents === 'string' || Buffer.isBuffer(contents) ? [contents] : contents
    const files = await Promise.all(
      all.map(async (content, index) => {
        const file = path.join(folder, `${index + 1}.csv`)
        await writeFile(file, content)
        return file
      }),
    )
    return await loadCatalog(files, options)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** The diagnostics of a load, whether it succeeded or not. */
export async function diagnose(...input: Parameters<typeof load>): Promise<readonly Diagnostic[]> {
  return (await attempt(...input)).diagnostics
}

/** The offers without their places, or undefined when the load was refused, and the diagnostics either way. */
export async function attempt(
  ...input: Parameters<typeof load>
): Promise<{ offers: readonly Omit<Offer, 'at'>[] | undefined; diagnostics: readonly Diagnostic[] }> {
  try {
    const catalog = await load(...input)
    return { offers: withoutPlaces(catalog), diagnostics: catalog.diagnostics }
  } catch (error) {
    if (!(error instanceof OnboardError) || error.kind !== 'invalid-input') throw error
    return { offers: undefined, diagnostics: error.diagnostics }
  }
}

export function withoutPlaces(catalog: Catalog): Omit<Offer, 'at'>[] {
  return [...catalog.offers.values()].map((offer) => {
    const { at, ...rest } = offer
    expect(at.line).toBeGreaterThan(1)
    return rest
  })
}

/** `error catalog/ragged-row 3`: what tests compare. */
export function brief({ severity, code, at }: Diagnostic): string {
  return [severity, code, at?.line].filter((part) => part !== undefined).join(' ')
}
