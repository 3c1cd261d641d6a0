import { existsSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffCatalogs } from '../../src/catalog/diff-catalogs.ts'
import { catalogFigures } from '../../src/catalog/figures.ts'
import { loadCatalog } from '../../src/catalog/load-catalog.ts'
import type { Offer } from '../../src/catalog/offer.ts'
import { graphFigures } from '../../src/graph/figures.ts'
import { anyCatalog, catalogOf, guid, offer } from './catalogs.ts'

const data = '../shared/data'
const files = [`${data}/offermatrix_US_2019-01-11.csv`, `${data}/partnercenter_offers_US_2019-01-11.json`]
const isAbsent = !files.every((file) => existsSync(file))

describe(isAbsent ? `US figures: SKIPPED, ${data} is absent` : 'US figures', () => {
  // The numbers of reference/catalog.md, section 3, all of them.
  it.skipIf(isAbsent).each(files)('%s', async (file) => {
    const catalog = await loadCatalog([file])
    expect(catalogFigures(catalog)).toMatchObject({ offers: 274, addons: 75, trials: 17 })
    expect(graphFigures(catalog)).toMatchObject({
      parentEdges: 4562,
      resolvingEdges: 1138,
      unresolvedEdges: 3424,
      distinctParents: 450,
      danglingParents: 349,
      parentsPerAddon: { min: 2, median: 28, mean: 61, max: 249, meanResolving: 15 },
      addonsWithDanglingParent: 69,
      addonsWithoutResolvingParent: 2,
      addonToAddonEdges: 33,
      addonsUnderAddons: 17,
      trialToAddonEdges: 117,
      addonsUnderTrials: 30,
      cycles: 0,
      selfLoops: 0,
      duplicateEdges: 0,
      offersByChainLength: { 1: 201, 2: 56, 3: 14, 4: 3 },
      rootPaths: 1855,
      mostRootPaths: { count: 77 },
      largestClosure: { count: 39, name: 'Office 365 Extra File Storage' },
      crossSegmentEdges: 376,
    })
  })
})

it('follows circles, offers that name themselves, and references to nothing', () => {
  const figures = graphFigures(
    catalogOf(
      offer(1),
      offer(2, { parents: [guid(1), guid(3), guid(2), guid(99)] }),
      offer(3, { parents: [guid(2)] }),
      offer(4, { parents: [guid(98)] }),
      offer(5, { parents: [guid(4)] }),
    ),
  )
  expect(figures).toMatchObject({
    parentEdges: 7,
    resolvingEdges: 5,
    unresolvedEdges: 2,
    selfLoops: 1,
    cycles: 1,
    addonsWithDanglingParent: 2,
    addonsWithoutResolvingParent: 1,
    // The walk from 2 meets 2 again at 3, so that reference is left out: 1, 3, 4; 2, 5
    offersByChainLength: { 1: 3, 2: 2 },
    // 1→2, 3→2, 3, 4, 4→5
    rootPaths: 5,
    largestClosure: { count: 2, id: guid(2) },
  })
})

it('tells segments from names in brackets where no price list does', () => {
  const named = (number: number, name: string, more: Partial<Offer> = {}): Offer => offer(number, { name, ...more })
  const { segments } = catalogFigures(
    catalogOf(
      named(1, 'E3 (Nonprofit Staff Pricing)'),
      named(2, 'E3 for Education'),
      named(3, 'E3 (Government Pricing)'),
      named(4, 'E3 (Faculty Pricing) Trial'),
      named(5, 'E3 (Nonprofit Staff Pricing)', { segment: 'corporate' }),
    ),
  )
  expect(segments).toEqual({ corporate: 2, charity: 1, government: 1, academic: 1 })
})

it('counts ancestors as a walk from each offer would', () => {
  fc.assert(
    fc.property(anyCatalog, (catalog) => {
      const { largestClosure, cycles } = graphFigures(catalog)
      fc.pre(cycles === 0)
      const ancestors = (id: string, found = new Set<string>()): Set<string> => {
        for (const parent of catalog.offers.get(id)?.parents ?? []) {
          if (!catalog.offers.has(parent) || parent === id || found.has(parent)) continue
          found.add(parent)
          ancestors(parent, found)
        }
        return found
      }
      const most = Math.max(0, ...[...catalog.offers.keys()].map((id) => ancestors(id).size))
      expect(largestClosure?.count ?? 0).toBe(most)
    }),
  )
})

describe('a hundred thousand offers', { timeout: 120_000 }, () => {
  const number = 100_000
  const numbers = Array.from({ length: number }, (_, index) => index)

  it('in one chain', () => {
    const chain = catalogOf(...numbers.map((each) => offer(each, each === 0 ? {} : { parents: [guid(each - 1)] })))
    const { offersByChainLength, largestClosure, rootPaths } = graphFigures(chain)
    expect(offersByChainLength[number]).toBe(1)
    expect(largestClosure?.count).toBe(number - 1)
    expect(rootPaths).toBe(number - 1)
    expect(diffCatalogs(chain, catalogOf(offer(0))).summary).toMatchObject({ removed: number - 1 })
    const headless = new Map(chain.offers)
    headless.delete(guid(0))
    expect(diffCatalogs(chain, { ...chain, offers: headless }).summary).toMatchObject({ stranded: number - 1 })
  })

  it('in a net with more paths than numbers', () => {
    const net = numbers.map((each) => offer(each, each < 2 ? {} : { parents: [guid(each - 1), guid(each - 2)] }))
    expect(graphFigures(catalogOf(...net))).toMatchObject({
      rootPaths: Number.MAX_SAFE_INTEGER,
      largestClosure: { count: number - 1 },
    })
  })

  it('in one circle', () => {
    const circle = numbers.map((each) => offer(each, { parents: [guid((each + 1) % number)] }))
    expect(graphFigures(catalogOf(...circle))).toMatchObject({ cycles: 1, largestClosure: { count: number - 1 } })
  })
})
