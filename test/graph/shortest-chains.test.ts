/** The cheapest ways to bring an add-on to life: what is there costs nothing. */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cheapestChains } from '../../src/graph/shortest-chains.ts'
import { catalogOf, graphOf, guid, offer } from '../plan/small-world.ts'
import { allAddons, allBases, randomGraphs, simpleChains } from './random-graph.ts'

const ids = (...numbers: number[]): string[] => numbers.map(guid)

const { graph } = graphOf(
  catalogOf(offer(1), offer(2), offer(3, { parents: [1] }), offer(4, { parents: [3] }), offer(5, { parents: [4, 2] })),
)

it('prefers a long chain of what is there to a short one that brings something', () => {
  const bases = new Set(ids(1, 2))
  expect(cheapestChains(graph, guid(5), bases, new Set(ids(1, 3, 4)))).toEqual([ids(1, 3, 4, 5)])
  expect(cheapestChains(graph, guid(5), bases, new Set())).toEqual([ids(2, 5)])
  expect(cheapestChains(graph, guid(5), new Set(ids(1)), new Set())).toEqual([ids(1, 3, 4, 5)])
})

it('finds nothing where no base can be reached', () => {
  expect(cheapestChains(graph, guid(4), new Set(ids(2)), new Set())).toEqual([])
  expect(cheapestChains(graph, guid(4), new Set(), new Set())).toEqual([])
})

it('lists 50 of 200 equally cheap bases', () => {
  const bases = Array.from({ length: 200 }, (_, n) => n + 1)
  const wide = graphOf(catalogOf(...bases.map((n) => offer(n)), offer(999, { parents: bases }))).graph
  const chains = cheapestChains(wide, guid(999), new Set(bases.map(guid)), new Set())
  expect(chains).toEqual(bases.slice(0, 50).map((n) => ids(n, 999)))
})

it('walks up a chain of 5,000', () => {
  const deep = graphOf(
    catalogOf(...Array.from({ length: 5_000 }, (_, n) => offer(n + 1, n === 0 ? {} : { parents: [n] }))),
  )
  const [chain] = cheapestChains(deep.graph, guid(5_000), new Set(ids(1)), new Set())
  expect(chain).toHaveLength(5_000)
})

it('equals, on any small graph, the cheapest of all chains from any of the bases', () => {
  fc.assert(
    fc.property(
      randomGraphs,
      fc.constantFrom(...allAddons),
      fc.subarray(allBases, { minLength: 1 }),
      (world, addon, bases) => {
        const present = new Set([...world.onboarded, ...world.selected, addon])
        const all = bases.flatMap((base) => simpleChains(world.graph, base, addon))
        const brought = (path: readonly string[]) => path.filter((id) => !present.has(id))
        const least = Math.min(...all.map((path) => brought(path).length))
        const cheapest = all.filter((path) => brought(path).length === least)
        const chains = cheapestChains(world.graph, addon, new Set(bases), present)
        for (const chain of chains) expect(all).toContainEqual(chain)
        const sets = (paths: readonly string[][]) => new Set(paths.map((path) => brought(path).sort().join()))
        expect(sets(chains)).toEqual(sets(cheapest))
        expect(new Set(chains.map((path) => brought(path).join())).size).toBe(chains.length)
      },
    ),
    { numRuns: 300 },
  )
})
