import fc from 'fast-check'
import { expect, it } from 'vitest'
import { allChains } from '../../src/graph/all-chains.ts'
import { chainsFrom } from '../../src/graph/chains.ts'
import { catalogs } from './draw/random-catalogs.ts'
import { graphOf, smallCatalog } from './draw/small-catalog.ts'

it('gives the chains that chainsFrom gives where nothing is onboarded or selected', () => {
  const standing = { onboarded: new Set<string>(), selected: new Set<string>() }
  fc.assert(
    fc.property(catalogs, (offers) => {
      const graph = graphOf(smallCatalog(offers))
      const trees = [...allChains(graph)]
      const bases = [...graph.offers.values()].filter(({ kind }) => kind === 'license').map(({ id }) => id)
      expect(trees.map(({ base }) => base)).toEqual(bases.sort())
      for (const { base, size, addonAt, pathTo } of trees) {
        const chains = chainsFrom(graph, base, standing, () => true)
        const positions = Array.from({ length: size }, (_, position) => position)
        expect(positions.map((position) => [addonAt(position), pathTo(position)])).toEqual(
          [...chains].map(([id, { path }]) => [id, path]),
        )
      }
    }),
    { numRuns: 200 },
  )
})

it('a chain of 100,000 offers, with one link that closes a circle', () => {
  const length = 100_000
  const idOf = (index: number): string => `n${String(index).padStart(6, '0')}`
  const offers = Object.fromEntries(
    Array.from({ length }, (_, index) => [
      idOf(index),
      { parents: index === 0 ? [] : index === 1 ? [idOf(0), idOf(length - 1)] : [idOf(index - 1)] },
    ]),
  )
  const graph = graphOf(smallCatalog(offers))
  const [tree] = allChains(graph)
  expect(tree?.size).toBe(length - 1)
  expect(tree?.pathTo(length - 2)).toHaveLength(length)
  expect(graph.diagnostics.map(({ code }) => code)).toEqual(['graph/cycle'])
  expect(graph.diagnostics[0]?.message.length).toBeLessThan(1000)
})
