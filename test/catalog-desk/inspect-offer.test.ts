import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { loadCatalog } from '../../src/catalog/load-catalog.ts'
import { sellableOffers } from '../../src/catalog/sellable.ts'
import { catalogFindings } from '../../src/graph/catalog-findings.ts'
import { inspectOffer, type OfferInspection } from '../../src/graph/inspect-offer.ts'
import { buildOfferGraph } from '../../src/graph/offer-graph.ts'
import { matchOffer } from '../../src/graph/wanted.ts'
import { catalogOf, guid, offer } from './catalogs.ts'

function inspect(catalog: Catalog, id: string, onboarded: readonly string[] = []): OfferInspection {
  const sellable = sellableOffers(catalog)
  const graph = buildOfferGraph(catalog, sellable)
  const standing = { onboarded: new Set(onboarded), selected: new Set([id]) }
  const found = inspectOffer({ catalog, sellable, graph, id, standing })
  if (found === undefined) throw new Error(`no ${id}`)
  return found
}

const codes = (inspection: OfferInspection): string[] => inspection.lacks.map(({ code }) => code)

describe('chains', () => {
  const catalog = catalogOf(
    offer(1),
    offer(2),
    offer(3, { provisioningId: undefined }),
    offer(5, { parents: [guid(2), guid(3)] }),
    offer(6, { parents: [guid(1), guid(5), guid(99)] }),
  )

  it('are one for each base of an add-on, complete ones first', () => {
    const { chains, parents } = inspect(catalog, guid(6))
    expect(chains.map(({ path, missing }) => [path, missing.map(({ id }) => id)])).toEqual([
      [[guid(1), guid(6)], []],
      [[guid(2), guid(5), guid(6)], []],
      [[guid(3), guid(5), guid(6)], [guid(3)]],
    ])
    expect(chains[2]?.missing).toEqual([{ id: guid(3), why: 'no Provisioning ID' }])
    expect(parents).toMatchObject({ present: [{ id: guid(1) }, { id: guid(5) }], unresolved: [guid(99)] })
  })

  it('are one for each add-on of a base', () => {
    expect(inspect(catalog, guid(2)).chains.map(({ path }) => path)).toEqual([
      [guid(2), guid(5)],
      [guid(2), guid(5), guid(6)],
    ])
  })

  it('say why, where several are equally short', () => {
    const two = [
      offer(3, { parents: [guid(1)] }),
      offer(4, { parents: [guid(1)] }),
      offer(5, { parents: [guid(3), guid(4)] }),
    ]
    const forked = catalogOf(offer(1), ...two)
    expect(inspect(forked, guid(5)).chains).toMatchObject([{ path: [guid(1), guid(3), guid(5)], why: 'lowest-id' }])
    expect(inspect(forked, guid(5), [guid(4)]).chains).toMatchObject([
      { path: [guid(1), guid(4), guid(5)], why: 'onboarded' },
    ])
  })
})

describe('what is missing', () => {
  it('is nothing, or each thing with what to do', () => {
    const catalog = catalogOf(
      offer(1),
      offer(2, { provisioningId: undefined }),
      offer(3, { parents: [guid(98), guid(99)] }),
      offer(4, { parents: [guid(2)] }),
      offer(5, { kind: 'trial', convertsTo: [guid(1)], provisioningId: undefined }),
      offer(6, { kind: 'usage' }),
      offer(7, { priceChange: 'DEL', validTo: '2019-06-30' }),
      offer(8, { parents: [guid(5)] }),
    )
    const found = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => codes(inspect(catalog, guid(number))))
    expect(found).toEqual([
      [],
      ['no-provisioning-id'],
      ['no-parent'],
      ['no-usable-parent'],
      ['trial'],
      ['usage'],
      ['withdrawn'],
      // Its parent is a trial, which stands for the paid offer.
      [],
    ])
    expect(inspect(catalog, guid(3)).lacks[0]?.hint).toContain(guid(98))
    expect(inspect(catalog, guid(4)).lacks[0]?.hint).toContain('"Offer 2"')
    expect(inspect(catalog, guid(7)).lacks[0]?.message).toContain('2019-06-30')
    expect(inspect(catalog, guid(1)).trial?.id).toBe(guid(5))
  })

  it('is found for every offer of a catalog', () => {
    const catalog = catalogOf(
      offer(1),
      offer(2, { provisioningId: undefined }),
      offer(3, { parents: [guid(98)] }),
      offer(4, { parents: [guid(5)] }),
      offer(5, { parents: [guid(4)] }),
      offer(6, { parents: [guid(6), guid(1)] }),
      offer(7, { priceChange: 'DEPR' }),
      offer(8, { kind: 'usage' }),
      offer(9, { kind: 'trial' }),
    )
    const sellable = sellableOffers(catalog)
    const found = catalogFindings(catalog, sellable, buildOfferGraph(catalog, sellable))
    expect(found.map(({ severity, code, at }) => `${severity} ${code} ${at?.line ?? ''}`)).toEqual([
      'warning graph/cycle 5',
      'warning graph/own-parent 7',
      'warning catalog/trial-without-paid-offer 10',
      'warning catalog/no-provisioning-id 3',
      'info catalog/withdrawn-offer 8',
      'info catalog/usage-offer 9',
      'warning graph/no-usable-parent 4',
      'warning graph/no-usable-parent 5',
      'warning graph/no-usable-parent 6',
      'info graph/unresolved-parents 4',
    ])
  })
})

const matrix = '../shared/data/offermatrix_US_2019-01-11.csv'
const isAbsent = !existsSync(matrix)

describe(isAbsent ? `real offers: SKIPPED, ${matrix} is absent` : 'real offers', () => {
  it.skipIf(isAbsent)('reach bases only by way of another add-on where the reference says so', async () => {
    const catalog = await loadCatalog([matrix])
    const { chains, lacks } = inspect(catalog, matchOffer('domestic calling plan', catalog).id)
    const base = matchOffer('Office 365 Enterprise E3', catalog).id
    const between = matchOffer('Phone System', catalog).id
    expect(chains.find((chain) => chain.base === base)?.path.slice(0, 2)).toEqual([base, between])
    expect(chains.filter(({ path }) => path.length === 2)).toHaveLength(5)
    expect(lacks).toEqual([])
  })
})
