/** Small random parent graphs, and every simple chain in them: slow, and surely right. */

import fc from 'fast-check'
import type { Offer } from '../../src/catalog/offer.ts'
import { catalogOf, graphOf, guid, offer } from '../plan/small-world.ts'
import type { OfferGraph } from '../../src/graph/offer-graph.ts'

const bases = [1, 2, 3]
const addons = [4, 5, 6, 7, 8, 9]

export interface RandomGraph {
  offers: Offer[]
  graph: OfferGraph
  onboarded: Set<string>
  selected: Set<string>
}

const addonArbitrary = (number: number) =>
  fc.subarray([...bases, ...addons], { minLength: 1, maxLength: 4 }).map((parents) => offer(number, { parents }))

export const randomGraphs: fc.Arbitrary<RandomGraph> = fc
  .record({
    addons: fc.tuple(...addons.map(addonArbitrary)),
    onboarded: fc.subarray([...bases, ...addons]),
    selected: fc.subarray([...bases, ...addons]),
  })
  .map(({ addons: made, onboarded, selected }) => {
    const offers = [...bases.map((number) => offer(number)), ...made]
    return {
      offers,
      graph: graphOf(catalogOf(...offers)).graph,
      onboarded: new Set(onboarded.map(guid)),
      selected: new Set(selected.map(guid)),
    }
  })

/** All chains from a base to an add-on that pass no offer twice. */
export function simpleChains(graph: OfferGraph, base: string, addon: string): string[][] {
  const found: string[][] = []
  const walk = (path: string[]): void => {
    const [first = ''] = path
    if (first === base) found.push(path)
    else for (const parent of graph.parentsOf(first)) if (!path.includes(parent)) walk([parent, ...path])
  }
  walk([addon])
  return found
}

export const allBases = bases.map(guid)
export const allAddons = addons.map(guid)
