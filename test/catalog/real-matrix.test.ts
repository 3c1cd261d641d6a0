import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadCatalog } from '../../src/catalog/load-catalog.ts'
import type { OfferKind } from '../../src/catalog/offer.ts'
import { sellableOffers } from '../../src/catalog/sellable.ts'

const file = '../shared/data/offermatrix_US_2019-01-11.csv'
const answer = '../shared/data/partnercenter_offers_US_2019-01-11.json'
const isAbsent = !existsSync(file) || !existsSync(answer)

interface ApiOffer {
  id: string
  unitType: string
  isTrial: boolean
  conversionTargetOffers: string[]
}

function apiOffers(): ApiOffer[] {
  const parsed = JSON.parse(readFileSync(answer, 'utf8').replace('\ufeff', '')) as { items: ApiOffer[] } | ApiOffer[]
  return (Array.isArray(parsed) ? parsed : parsed.items).map((offer) => ({ ...offer, id: offer.id.toLowerCase() }))
}

describe(isAbsent ? `real matrix: SKIPPED, ${file} is absent` : 'real matrix', () => {
  it.skipIf(isAbsent)('loads without a finding, every offer on its line', async () => {
    const { offers, diagnostics } = await loadCatalog([file])
    const ofKind = (kind: OfferKind): number => [...offers.values()].filter((offer) => offer.kind === kind).length
    expect(diagnostics).toEqual([])
    expect([offers.size, ofKind('addon'), ofKind('trial'), ofKind('usage')]).toEqual([274, 75, 17, 1])
    expect([...offers.values()].filter(({ provisioningId }) => provisioningId !== undefined)).toHaveLength(201)
    expect([...offers.values()].reduce((sum, { parents }) => sum + parents.length, 0)).toBe(4562)
    const lines = readFileSync(file, 'utf8').split('\r\n')
    for (const { id, at } of offers.values()) expect(lines[(at.line ?? 0) - 1]).toContain(`,${id},`)
  })

  it.skipIf(isAbsent)('finds the offers that the API sells in gigabytes, and no others', async () => {
    const { offers } = await loadCatalog([file])
    const found = [...offers.values()].filter(({ perGigabyte }) => perGigabyte).map(({ id }) => id)
    const expected = apiOffers().filter(({ unitType }) => unitType === 'Gigabytes')
    expect(found).toHaveLength(5)
    expect(found).toEqual(expected.map(({ id }) => id).sort())
  })

  it.skipIf(isAbsent)('links each trial as the API does', async () => {
    const { paidOf, offers } = sellableOffers(await loadCatalog([file]))
    const expected = apiOffers()
      .filter(({ isTrial }) => isTrial)
      .map(({ id, conversionTargetOffers }) => [
        id,
        conversionTargetOffers.map((target) => target.toLowerCase()).sort(),
      ])
    expect(expected).toHaveLength(17)
    expect(new Map([...paidOf].map(([id, paid]) => [id, [...paid].sort()]))).toEqual(
      new Map(expected as [string, string[]][]),
    )
    expect([...offers.values()].every(({ kind }) => kind === 'license' || kind === 'addon')).toBe(true)
  })
})
