/** An installation in which both procedures are walked, what is asked of each, and what must have come of it. */

import type { CallLogEntry } from '../../src/oa/simulator/call-log.ts'
import type { Snapshot } from '../../src/oa/simulator/snapshot.ts'

export type Procedure = 'add-offers' | 'add-addons'

/** What a procedure did to an installation. */
export interface Deeds {
  procedure: Procedure
  before: Snapshot
  after: Snapshot
  /** Every change so far, by call or by click. */
  writes: readonly CallLogEntry[]
}

export interface WorldCase {
  /** Also the folder of its golden files. */
  name: string
  /** A file, or the name of a shipped one. */
  world: () => Promise<string> | string
  /** How its site differs from what the simulator's configuration allows. */
  site?: Readonly<Record<string, unknown>>
  /** Catalog files, then flags. */
  addOffers: () => Promise<readonly string[]>
  addAddons: () => Promise<readonly string[]>
  /** What must be so here, beside what holds everywhere. @throws unless it is */
  holds?: (deeds: Deeds) => void
}
