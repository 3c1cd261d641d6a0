import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { loadCatalog } from '../../src/catalog/load-catalog.ts'
import type { Offer } from '../../src/catalog/offer.ts'
import { segmentOf } from '../../src/catalog/offer-segment.ts'
import { sellableOffers } from '../../src/catalog/sellable.ts'

const [matrix, answer, skus] = [
  '../shared/data/offermatrix_US_2019-01-11.csv',
  '../shared/data/partnercenter_offers_US_2019-01-11.json',
  '../shared/data/sku_service_plans_2025-12-30.csv',
] as const
const isAbsent = ![matrix, answer, skus].every((file) => existsSync(file))

/** What the two forms cannot both tell: where it was read, the product behind an offer, and whom it is reserved for. */
function common(offer: Offer): unknown {
  return { ...offer, at: undefined, origins: undefined, productId: undefined, segment: undefined }
}

const commonOf = ({ offers }: Catalog): unknown => [...offers.values()].map(common)

describe(isAbsent ? `real files: SKIPPED, ${answer} is absent` : 'real files', () => {
  it.skipIf(isAbsent)('the answer and the matrix of the same offers are the same catalog', async () => {
    const fromMatrix = await loadCatalog([matrix])
    const fromAnswer = await loadCatalog([answer, skus])
    expect([fromMatrix.diagnostics, fromAnswer.diagnostics]).toEqual([[], []])
    expect(commonOf(fromAnswer)).toEqual(commonOf(fromMatrix))
  })

  it.skipIf(isAbsent)('the differences: products and qualifications are the answer’s alone', async () => {
    const [fromMatrix, fromAnswer] = await Promise.all([loadCatalog([matrix]), loadCatalog([answer])])
    const all = (catalog: Catalog): Offer[] => [...catalog.offers.values()]
    expect(all(fromMatrix).every(({ productId, segment }) => productId === undefined && segment === undefined)).toBe(
      true,
    )
    expect(all(fromAnswer).filter(({ productId }) => productId !== undefined)).toHaveLength(274)
    // Without the SKU table the answer tells no Provisioning ID.
    expect(all(fromAnswer).filter(({ provisioningId }) => provisioningId !== undefined)).toEqual([])
    // Whom an offer is reserved for, the answer says and the matrix leaves to its name.
    expect(all(fromAnswer).filter(({ segment }) => segment === 'charity')).toHaveLength(87)
    expect(all(fromAnswer).map(segmentOf)).toEqual(all(fromMatrix).map(segmentOf))
  })

  it.skipIf(isAbsent)('the SKU table gives the Provisioning IDs of the KB, and tells where from', async () => {
    const { offers } = await loadCatalog([answer, skus])
    const told = [
      ['031c9e47-4802-4248-838e-778fb1d2cc05', 'O365_BUSINESS_PREMIUM'],
      ['53fc25f7-6639-4f78-bb44-3c2dfec3ed40', 'SHAREPOINTSTORAGE'],
      ['2828be95-46ba-4f91-b2fd-0bef192ecf60', 'EXCHANGEARCHIVE_ADDON'],
      ['a2706f86-868d-4048-989b-0c69e5c76b63', 'ATP_ENTERPRISE'],
      ['4260988e-990d-479c-ae7b-f01ce8e1bb4d', 'MCOEV'],
    ] as const
    for (const [id, provisioningId] of told) {
      expect(offers.get(id)).toMatchObject({ provisioningId, origins: { provisioningId: { file: skus } } })
    }
  })

  it.skipIf(isAbsent)('all three files together are one catalog without a contradiction', async () => {
    const together = await loadCatalog([matrix, answer, skus])
    expect(together.diagnostics).toEqual([])
    expect(commonOf(together)).toEqual(commonOf(await loadCatalog([matrix])))
    const first = [...together.offers.values()][0]
    expect(first?.at.file).toBe(matrix)
    expect(first?.origins.productId?.file).toBe(answer)
  })

  it.skipIf(isAbsent)('trials lead to the same paid offers in both forms', async () => {
    const links = async (files: readonly string[]): Promise<unknown> => sellableOffers(await loadCatalog(files)).trials
    expect(await links([answer, skus])).toEqual(await links([matrix]))
  })

  it.skipIf(isAbsent)('the SKU table alone, or with a matrix that names no product, says what is needed', async () => {
    await expect(loadCatalog([skus])).rejects.toMatchObject({ code: 'catalog/sku-table' })
    const { diagnostics } = await loadCatalog([matrix, skus])
    expect(diagnostics).toMatchObject([{ code: 'catalog/sku-table-unused', severity: 'warning' }])
  })
})
