/** The chain from one base down to an add-on: the shortest, and which of the shortest. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chainsFrom, explainChain, type ChainReason, type Standing } from '../../src/graph/chains.ts'
import { buildOfferGraph } from '../../src/graph/offer-graph.ts'
import { sellableOffers } from '../../src/catalog/sellable.ts'
import { catalogOf, graphOf, guid, noMatrix, offer, realMatrix, realTitle } from '../plan/small-world.ts'
import { allAddons, allBases, randomGraphs, simpleChains } from './random-graph.ts'

const standing = (onboarded: number[] = [], selected: number[] = []): Standing => ({
  onboarded: new Set(onboarded.map(guid)),
  selected: new Set(selected.map(guid)),
})

/** Two ways of the same length from 1 to 9: by 3 and 5, or by 2 and 8. */
const fork = graphOf(
  catalogOf(
    offer(1),
    offer(2, { parents: [1] }),
    offer(3, { parents: [1] }),
    offer(5, { parents: [3] }),
    offer(8, { parents: [2] }),
    offer(9, { parents: [5, 8] }),
  ),
).graph

function chain(by: Standing, usable: (id: string) => boolean = () => true) {
  const found = chainsFrom(fork, guid(1), by, usable).get(guid(9))
  return found === undefined ? undefined : [found.path.map((id) => parseInt(id.slice(-12), 16)), found.why]
}

describe('of equally short chains', () => {
  it('takes the one with fewer offers to onboard', () => {
    expect(chain(standing([5], [2, 8]))).toEqual([[1, 3, 5, 9], 'onboarded'])
  })

  it('else the one with fewer that nobody asked for', () => {
    expect(chain(standing([], [5]))).toEqual([[1, 3, 5, 9], 'selected'])
    expect(chain(standing([2, 3], [5]))).toEqual([[1, 3, 5, 9], 'selected'])
  })

  it('else the one with the lowest ids, read from the base on', () => {
    expect(chain(standing())).toEqual([[1, 2, 8, 9], 'lowest-id'])
  })

  it('has no reason to give for the only one', () => {
    expect(chain(standing(), (id) => id !== guid(8))).toEqual([[1, 3, 5, 9], 'only'])
  })
})

it('passes only offers that can be used, and ends at no other', () => {
  expect(chain(standing(), (id) => id !== guid(8) && id !== guid(5))).toBeUndefined()
  expect([...chainsFrom(fork, guid(1), standing(), (id) => id !== guid(9)).keys()]).not.toContain(guid(9))
})

it('names the nearest add-ons first, and never the base', () => {
  expect([...chainsFrom(fork, guid(1), standing(), () => true).keys()]).toEqual([2, 3, 8, 5, 9].map(guid))
})

it('explains every reason in other words', () => {
  const reasons: ChainReason[] = ['only', 'onboarded', 'selected', 'lowest-id']
  expect(new Set(reasons.map(explainChain)).size).toBe(4)
  expect(explainChain('onboarded')).toContain('onboarded already')
})

it('follows a chain of 20,000', () => {
  const offers = Array.from({ length: 20_000 }, (_, n) => offer(n + 1, n === 0 ? {} : { parents: [n] }))
  const chains = chainsFrom(graphOf(catalogOf(...offers)).graph, guid(1), standing(), () => true)
  expect(chains.size).toBe(19_999)
  expect(chains.get(guid(20_000))?.path).toHaveLength(20_000)
})

describe('on any small graph', () => {
  it('equals the best of all chains, and says what told it from the next best', () => {
    fc.assert(
      fc.property(randomGraphs, fc.constantFrom(...allBases), ({ graph, onboarded, selected }, base) => {
        const chains = chainsFrom(graph, base, { onboarded, selected }, () => true)
        const expected = allAddons.flatMap((addon) => {
          const best = bestChain(simpleChains(graph, base, addon), { onboarded, selected })
          return best === undefined ? [] : [[addon, best] as const]
        })
        expect(new Map([...chains].map(([id, { path, why }]) => [id, { path, why }]))).toEqual(new Map(expected))
      }),
      { numRuns: 300 },
    )
  })

  it('is the same whatever the order of the catalog', () => {
    fc.assert(
      fc.property(randomGraphs, fc.nat(), ({ offers, onboarded, selected }, seed) => {
        const shuffled = [...offers].sort((a, b) => order(a.id, seed) - order(b.id, seed))
        const chains = [offers, shuffled].map((rows) => {
          const catalog = { ...catalogOf(), offers: new Map(rows.map((entry) => [entry.id, entry])) }
          const graph = buildOfferGraph(catalog, sellableOffers(catalog))
          return [...chainsFrom(graph, allBases[0] ?? '', { onboarded, selected }, () => true)]
        })
        expect(chains[1]).toEqual(chains[0])
      }),
      { numRuns: 50 },
    )
  })
})

function order(id: string, seed: number): number {
  return (parseInt(id.slice(-12), 16) * 7919 + seed * 104_729) % 1009
}

function bestChain(all: readonly string[][], { onboarded, selected }: Standing) {
  const shortest = Math.min(...all.map((path) => path.length))
  const scored = all
    .filter((path) => path.length === shortest)
    .map((path) => {
      const fresh = path.filter((id) => !onboarded.has(id))
      return { path, fresh: fresh.length, unasked: fresh.filter((id) => !selected.has(id)).length }
    })
    .sort((a, b) => a.fresh - b.fresh || a.unasked - b.unasked || (a.path.join() < b.path.join() ? -1 : 1))
  const [first, second] = scored
  if (first === undefined) return undefined
  const { path } = first
  if (second === undefined) return { path, why: 'only' }
  if (first.fresh !== second.fresh) return { path, why: 'onboarded' }
  return { path, why: first.unasked === second.unasked ? 'lowest-id' : 'selected' }
}

describe(realTitle, () => {
  const enterpriseE3 = '796b6b5f-613c-4e24-a17c-eba730d49c02'
  const enterpriseE5 = 'a044b16a-1861-4308-8086-a3a3b506fac2'
  const phoneSystem = '4260988e-990d-479c-ae7b-f01ce8e1bb4d'
  const domestic = '0f598efe-f330-4d79-b79f-c9480bb7ce3e'

  it.skipIf(noMatrix)('Domestic Calling Plan needs Phone System under E3, and nothing under E5', async () => {
    const { graph } = graphOf(await realMatrix())
    const under = (base: string) => chainsFrom(graph, base, standing(), () => true).get(domestic)?.path
    expect(under(enterpriseE3)).toEqual([enterpriseE3, phoneSystem, domestic])
    expect(under(enterpriseE5)).toEqual([enterpriseE5, domestic])
  })

  it.skipIf(noMatrix)('has mostly references that lead nowhere, and no circle', async () => {
    const catalog = await realMatrix()
    const { graph } = graphOf(catalog)
    const references = [...graph.offers.values()].flatMap(({ parents }) => parents)
    expect(graph.references.total).toBe(references.length)
    expect(graph.references.unresolved / graph.references.total).toBeGreaterThan(0.7)
    expect(graph.diagnostics).toEqual([])
  })
})
