/** An installation in which both procedures are walked, with what is asked of each. */

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
}
