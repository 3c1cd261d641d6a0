import { expect, it } from 'vitest'
import { loadCatalog } from '../../src/catalog/load-catalog.ts'
import type { Catalog } from '../../src/catalog/catalog.ts'

const sample = (name: string): string => `catalog-samples/${name}`
const placeless = ({ offers }: Catalog): unknown =>
  [...offers.values()].map((offer) => ({ ...offer, at: undefined, origins: undefined, productId: undefined }))

it('the answer with its SKU table is the matrix', async () => {
  const fromAnswer = await loadCatalog([
    sample('business-premium.partner-center.json'),
    sample('business-premium.sku-table.csv'),
  ])
  expect(fromAnswer.diagnostics).toEqual([])
  expect(placeless(fromAnswer)).toEqual(placeless(await loadCatalog([sample('business-premium.csv')])))
})

it('the price list and the corrections fit the matrix', async () => {
  const files = ['business-premium.csv', 'business-premium.price-list.csv', 'corrections.yaml'].map(sample)
  const { offers, diagnostics } = await loadCatalog(files)
  expect(diagnostics).toEqual([])
  expect(offers.get('a2706f86-868d-4048-989b-0c69e5c76b63')).toMatchObject({
    name: 'Office 365 Advanced Threat Protection (Plan 1)',
    prices: [{ currency: 'USD', listPrice: '1.60', erpPrice: '2.00' }],
    priceChange: 'UNC',
    segment: 'corporate',
  })
})
