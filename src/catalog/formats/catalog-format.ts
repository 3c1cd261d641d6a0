/** What a catalog format is: a way to recognise a text, and a way to read it. */

import type { Diagnostic } from '../../lib/diagnostic.ts'
import type { Offer } from '../offer.ts'

/** A file as read: decoded, line breaks `\n`. */
export interface CatalogText {
  /** As the user named it. */
  file: string
  text: string
}

/** What one file gave. With an error among the diagnostics, the offers are only those that could be read. */
export interface CatalogPart {
  offers: readonly Offer[]
  diagnostics: readonly Diagnostic[]
}

export interface CatalogFormat {
  name: string
  /** Whether the text looks like this format; even a flawed one, so that its flaws can be told. */
  sniff: (text: string) => boolean
  parse: (source: CatalogText) => CatalogPart
}
