import fc from 'fast-check'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { catalogFormats } from '../../src/catalog/formats/catalog-formats.ts'
import { assembleOffers } from '../../src/catalog/assemble-offers.ts'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { conversionLosses } from '../../src/catalog/conversion-losses.ts'
import type { Offer, OfferField } from '../../src/catalog/offer.ts'
import { readCatalogBytes } from '../../src/catalog/read-catalog-file.ts'
import { linkTrials } from '../../src/catalog/trials.ts'
import { writableFormats } from '../../src/catalog/writable-formats.ts'
import { catalogWriter, catalogWriters } from '../../src/catalog/write-catalog.ts'
import { catalogArbitrary } from './offer-arbitrary.ts'

/** Writes a catalog and reads it back; the findings are the errors and warnings of reading. */
async function throughForm(catalog: Catalog, format: string): Promise<{ offers: Offer[]; findings: string[] }> {
  const part = await readCatalogBytes('written', Buffer.from(catalogWriter(format)(catalog)))
  expect(part.format).toBe(format)
  const { offers, diagnostics } = assembleOffers([part])
  const findings = diagnostics
    .filter(({ severity }) => severity !== 'info')
    .map(({ code, message }) => `${code} ${message}`)
  return { offers: [...offers.values()], findings }
}

const fieldsOf = (offer: Offer, without: readonly OfferField[] = []): unknown => ({
  ...offer,
  ...Object.fromEntries(['at', 'origins', ...without].map((field) => [field, undefined])),
})

/** Without a licence or an add-on there is no license type, and an empty object is a file of no kind. */
const hasTypes = ({ offers }: Catalog): boolean => [...offers.values()].some(({ kind }) => kind !== 'trial')

const productOnly = ['productId', 'segment', 'prices', 'priceChange', 'validFrom', 'validTo'] as const

describe('a catalog written and read back is the same', () => {
  it('as YAML: in everything', async () => {
    await fc.assert(
      fc.asyncProperty(catalogArbitrary, async (catalog) => {
        const { offers, findings } = await throughForm(catalog, 'yaml')
        expect(findings).toEqual([])
        expect(offers.map((offer) => fieldsOf(offer))).toEqual(
          [...catalog.offers.values()].map((offer) => fieldsOf(offer)),
        )
      }),
      { numRuns: 150 },
    )
  })

  it('as a matrix: in everything but products and prices', async () => {
    await fc.assert(
      fc.asyncProperty(catalogArbitrary, async (catalog) => {
        const { offers, findings } = await throughForm(catalog, 'offer-matrix')
        expect(findings).toEqual([])
        expect(offers.map((offer) => fieldsOf(offer, productOnly))).toEqual(
          [...catalog.offers.values()].map((offer) => fieldsOf(offer, productOnly)),
        )
      }),
      { numRuns: 150 },
    )
  })

  it('as license types: in what they hold of licences and add-ons', async () => {
    await fc.assert(
      fc.asyncProperty(catalogArbitrary, async (catalog) => {
        fc.pre(hasTypes(catalog))
        const { offers, findings } = await throughForm(catalog, 'custom-license-types')
        expect(findings).toEqual([])
        const held = ({ id, name, kind, provisioningId, parents, convertsTo, perGigabyte, description }: Offer) => ({
          ...{ id, name, kind, provisioningId, parents, convertsTo, perGigabyte, description },
        })
        const types = (all: Iterable<Offer>): Offer[] => [...all].filter(({ kind }) => kind !== 'trial')
        expect(types(offers).map(held)).toEqual(types(catalog.offers.values()).map(held))
        const erp = ({ prices }: Offer) =>
          prices.flatMap(({ currency, erpPrice }) => (erpPrice === undefined ? [] : { currency, erpPrice }))
        expect(types(offers).map(erp)).toEqual(types(catalog.offers.values()).map(erp))
        const read = { ...catalog, offers: new Map(offers.map((offer) => [offer.id, offer])) }
        expect(linkTrials(read).trials).toEqual(linkTrials(catalog).trials)
      }),
      { numRuns: 150 },
    )
  })

  it('and written once more it is the same text', async () => {
    await fc.assert(
      fc.asyncProperty(
        catalogArbitrary,
        fc.constantFrom('yaml', 'offer-matrix', 'custom-license-types'),
        async (catalog, format) => {
          fc.pre(hasTypes(catalog))
          const { offers } = await throughForm(catalog, format)
          const again = { ...catalog, offers: new Map(offers.map((offer) => [offer.id, offer])) }
          expect(catalogWriter(format)(again)).toBe(catalogWriter(format)(catalog))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('what a form does not hold is told', async () => {
    await fc.assert(
      fc.asyncProperty(catalogArbitrary, async (catalog) => {
        expect(await conversionLosses(catalog, catalogWriter('yaml')(catalog))).toEqual({ offers: [], fields: {} })
        const losses = await conversionLosses(catalog, catalogWriter('offer-matrix')(catalog))
        const priced = [...catalog.offers.values()].filter(({ prices }) => prices.length > 0)
        expect(losses?.fields.prices ?? 0).toBe(priced.length)
        expect(losses?.fields.parents).toBeUndefined()
      }),
      { numRuns: 30 },
    )
  })
})

it('no cell of a written matrix can be computed', () => {
  fc.assert(
    fc.property(catalogArbitrary, (catalog) => {
      const rows = parse(catalogWriter('offer-matrix')(catalog), { bom: true })
      for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
    }),
    { numRuns: 100 },
  )
})

describe('the vendor’s other files', () => {
  const catalog = fc.sample(catalogArbitrary, { numRuns: 1, seed: 7 })[0]

  it.each(['custom-service-plans', 'resource-categories', 'sales-categories'])('%s is JSON in ASCII', (format) => {
    if (catalog === undefined) throw new Error('no sample')
    const text = catalogWriter(format)(catalog)
    expect(text).toMatch(/^[\t\n -~]*\n$/)
    expect(JSON.parse(text)).toBeTypeOf('object')
  })

  it('refer to each other', () => {
    fc.assert(
      fc.property(catalogArbitrary, (any) => {
        const file = (format: string) =>
          JSON.parse(catalogWriter(format)(any)) as Record<string, Record<string, unknown>>
        const [types, plans] = [file('custom-license-types'), file('custom-service-plans')]
        const [resources, sales] = [file('resource-categories'), file('sales-categories')]
        for (const type of Object.values(types)) expect(resources).toHaveProperty([String(type['ResourceCategory'])])
        for (const [key, plan] of Object.entries(plans)) {
          expect(types).toHaveProperty([key])
          for (const category of plan['SalesCategories'] as string[]) expect(sales).toHaveProperty([category])
          for (const target of plan['UpgradeTo'] as string[]) expect(plans).toHaveProperty([target])
        }
      }),
    )
  })
})

it('the names of the writable forms are known without loading them', () => {
  expect([...writableFormats].sort()).toEqual(catalogWriters.map(({ name }) => name).sort())
  expect(() => catalogWriter('yml')).toThrow(expect.objectContaining({ kind: 'usage', code: 'catalog/unknown-format' }))
})

it('a form that is only read says why it is not written', () => {
  const readOnly = catalogFormats.filter(({ write }) => write === undefined)
  expect(readOnly.map(({ name }) => name)).toEqual(['price-list', 'sku-table', 'partner-center'])
  for (const { name, whyNotWritten = 'no reason' } of readOnly) {
    expect(() => catalogWriter(name)).toThrow(whyNotWritten)
  }
})
