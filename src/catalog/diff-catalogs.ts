/** What changed from one catalog to the next, such as from last month's to this month's. */

import type { Catalog } from './catalog.ts'
import type { CatalogDiff } from './catalog-diff.ts'
import { diffSides } from './diff-sides.ts'
import type { Side } from './diff-values.ts'
import { linkTrials } from './trials.ts'

/**
 * Compares two catalogs by offer id. Pure, and linear in the number of offers and references.
 *
 * Case, blanks, kinds of dashes and the order of rows and lists are no changes. A field that one catalog does not state
 * at all (a column or a whole file that is missing) is one change of the catalog, not one of each offer.
 */
export function diffCatalogs(old: Catalog, now: Catalog): CatalogDiff {
  return diffSides(sideOf(old), sideOf(now))
}

function sideOf(catalog: Catalog): Side {
  const { trials, paidOf } = linkTrials(catalog)
  return { files: catalog.files, offers: catalog.offers, trials, paidOf }
}
