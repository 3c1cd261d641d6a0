/** A catalog to a file of another form, and what the form cannot hold of it. */

import { OnboardError } from '../lib/onboard-error.ts'
import { closest } from '../lib/text.ts'
import type { Catalog } from './catalog.ts'
import { catalogFormats } from './formats/catalog-formats.ts'

export interface CatalogWriter {
  /** What a person types. */
  name: string
  title: string
  /** Of the files written, with the dot. */
  extension: string
}

/** The forms that a catalog can be written in. */
export const catalogWriters: readonly CatalogWriter[] = catalogFormats.filter(({ write }) => write !== undefined)

/**
 * The text of a file in the named form; ask `conversionLosses` for what it does not hold.
 *
 * @throws OnboardError of kind `usage` when there is no such form, or it cannot be written
 */
export function writeCatalog(catalog: Catalog, formatName: string): string {
  const write = catalogFormats.find(({ name }) => name === formatName)?.write
  if (write !== undefined) return write(catalog)
  const names = catalogWriters.map(({ name }) => name)
  const meant = closest(formatName, names)
  throw new OnboardError({
    kind: 'usage',
    code: 'catalog/unknown-format',
    message: `No catalog can be written as “${formatName}”.`,
    hint: `${meant === undefined ? '' : `Did you mean ${meant}? `}Known are ${names.join(', ')}.`,
  })
}
