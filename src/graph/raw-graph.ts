/** The parent graph as the catalog states it: every row is a node, trials and what cannot be sold included. */

import type { Catalog } from '../catalog/catalog.ts'
import type { Offer } from '../catalog/offer.ts'

/** Offers by number, in order of id: numbers are quicker than ids where a catalog has a hundred thousand rows. */
export interface RawGraph {
  offers: readonly Offer[]
  /** For each offer the numbers of its parents that are in the catalog, each once, without the offer itself. */
  parents: readonly (readonly number[])[]
}

/** Links the rows of a catalog. References to offers that are not in it are left out. */
export function rawGraph({ offers }: Catalog): RawGraph {
  const numbers = new Map([...offers.keys()].map((id, number) => [id, number]))
  const parents = [...offers.values()].map((offer, own) => {
    const known = offer.parents.flatMap((id) => numbers.get(id) ?? [])
    return [...new Set(known)].filter((number) => number !== own)
  })
  return { offers: [...offers.values()], parents }
}
