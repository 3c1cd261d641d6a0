/** The formats we read, in the order in which they are tried. A new format is a new file here and a line below. */

import type { CatalogFormat } from './catalog-format.ts'
import { legacyOfferMatrix } from './legacy-offer-matrix.ts'

export const catalogFormats: readonly CatalogFormat[] = [legacyOfferMatrix]
