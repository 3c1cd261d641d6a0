/** Parents are alternatives; what is unresolved is counted; circles are told with their path. */

import { expect, it } from 'vitest'
import { catalogOf, graphOf, guid, offer } from '../plan/small-world.ts'

it('links each add-on to all of its parents that can be sold, in order of id', () => {
  const { graph } = graphOf(catalogOf(offer(3), offer(2), offer(1), offer(4, { parents: [3, 1, 99, 1] })))
  expect(graph.parentsOf(guid(4))).toEqual([guid(1), guid(3)])
  expect(graph.childrenOf(guid(1))).toEqual([guid(4)])
  expect(graph.childrenOf(guid(2))).toEqual([])
  expect(graph.parentsOf(guid(99))).toEqual([])
  expect(graph.diagnostics).toEqual([])
})

it('only counts references that lead nowhere', () => {
  const { graph } = graphOf(catalogOf(offer(1), offer(2, { parents: [1, 97, 98] }), offer(3, { parents: [99] })))
  expect(graph.references).toEqual({ total: 4, unresolved: 3 })
  expect(graph.diagnostics).toEqual([])
})

it('counts a parent that cannot be sold as unresolved', () => {
  const bare = offer(1, { provisioningId: undefined })
  const { graph } = graphOf(catalogOf(bare, offer(2, { parents: [1] })))
  expect(graph.references).toEqual({ total: 1, unresolved: 1 })
  expect(graph.parentsOf(guid(2))).toEqual([])
})

it('takes a parent that is a trial for its paid offer', () => {
  const trial = offer(5, { kind: 'trial', convertsTo: [1], provisioningId: 'PROV_1' })
  const { graph } = graphOf(catalogOf(offer(1), offer(2), trial, offer(3, { parents: [5] })))
  expect(graph.parentsOf(guid(3))).toEqual([guid(1)])
  expect(graph.childrenOf(guid(1))).toEqual([guid(3)])
  expect(graph.references).toEqual({ total: 1, unresolved: 0 })
})

it('counts a trial of nothing as unresolved', () => {
  const trial = offer(5, { kind: 'trial', convertsTo: [98], provisioningId: undefined })
  const { graph } = graphOf(catalogOf(offer(1), trial, offer(3, { parents: [5, 1] })))
  expect(graph.references).toEqual({ total: 2, unresolved: 1 })
})

it('tells a circle with the names and ids on its path, and where it is written', () => {
  const { graph } = graphOf(
    catalogOf(offer(1), offer(2, { name: 'Two', parents: [3, 1] }), offer(3, { name: 'Three', parents: [2] })),
  )
  expect(graph.diagnostics).toEqual([
    {
      severity: 'warning',
      code: 'graph/cycle',
      message: `Offers are parents of each other: Two (${guid(2)}) → Three (${guid(3)}) → Two (${guid(2)}).`,
      hint: expect.stringContaining('Depends On') as string,
      at: { file: 'small.csv', line: 3 },
    },
  ])
})

it('links a chain of 20,000 offers and one base with 20,000 add-ons in no time', () => {
  const chain = Array.from({ length: 20_000 }, (_, n) => offer(n + 1, n === 0 ? {} : { parents: [n, 1] }))
  const { graph } = graphOf(catalogOf(...chain))
  expect(graph.childrenOf(guid(1))).toHaveLength(19_999)
  expect(graph.parentsOf(guid(20_000))).toEqual([guid(1), guid(19_999)])
})
