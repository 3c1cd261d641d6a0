/** A loaded catalog: its offers by id, where they came from, and what was odd about them. */

import type { Diagnostic } from '../lib/diagnostic.ts'
import type { Offer, OfferId } from './offer.ts'

export interface Catalog {
  /** In order of id, so that the order of rows in a file changes nothing. */
  offers: ReadonlyMap<OfferId, Offer>
  /** The files read, as the user named them. */
  files: readonly string[]
  /** Upgrades that one file claims and a better one does not know, by offer (pain point P18). */
  doubtedUpgrades?: ReadonlyMap<OfferId, ReadonlySet<OfferId>>
  /** Warnings and notes; a catalog with errors is not a catalog (loading throws). */
  diagnostics: readonly Diagnostic[]
}
