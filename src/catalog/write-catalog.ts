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
 * What writes a catalog as the text of a file in the named form; ask `conversionLosses` for what it does not hold.
 *
 * @throws OnboardError of kind `usage` when there is no such form, or it is not written
 */
export function catalogWriter(formatName: string): (catalog: Catalog) => string {
  const format = catalogFormats.find(({ name }) => name === formatName)
  if (format?.write !== undefined) return format.write
  const names = catalogWriters.map(({ name }) => name)
  const meant = closest(formatName, names)
  throw new OnboardError({
    kind: 'usage',
    code: 'catalog/unknown-format',
    message:
      format?.whyNotWritten === undefined
        ? `No catalog can be written as “${formatName}”.`
        : `The form ${formatName} is read only. It is not written, ${format.whyNotWritten}.`,
    hint: `${meant === undefined ? '' : `Did you mean ${meant}? `}Written are ${names.join(', ')}.`,
  })
}
