/** Catalogs for tests, made in memory: offers by number, no files. */

import fc from 'fast-check'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { newOffer } from '../../src/catalog/new-offer.ts'
import type { Offer } from '../../src/catalog/offer.ts'

export function guid(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
}

/** A plain licence, or an add-on when parents are given. */
export function offer(number: number, given: Partial<Offer> = {}): Offer {
  return newOffer({
    id: guid(number),
    name: `Offer ${number}`,
    kind: (given.parents ?? []).length > 0 ? 'addon' : 'license',
    provisioningId: `PROV_${number}`,
    at: { file: 'test.csv', line: number + 1 },
    ...given,
  })
}

export function catalogOf(...offers: readonly Offer[]): Catalog {
  const sorted = [...offers].sort((a, b) => (a.id < b.id ? -1 : 1))
  return { offers: new Map(sorted.map((each) => [each.id, each])), files: ['test.csv'], diagnostics: [] }
}

const word = fc.constantFrom('Office', '365', 'Plan', 'Storage', 'E3', '–', '(Nonprofit Staff Pricing)', 'straße', 'İ')
const someIds = fc.uniqueArray(fc.integer({ min: 1, max: 14 }), { maxLength: 5 }).map((all) => all.map(guid))
const amount = fc.option(fc.constantFrom('8.50', '12', '0.99'), { nil: undefined })
const price = fc.record({ currency: fc.constantFrom('USD', 'EUR'), listPrice: amount, erpPrice: amount })

/** Any offer that a loader could give; its number decides its id. */
function anyOffer(number: number): fc.Arbitrary<Offer> {
  return fc
    .record({
      name: fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')),
      kind: fc.constantFrom('license', 'addon', 'trial', 'usage'),
      provisioningId: fc.option(fc.constantFrom('A', 'B', 'C'), { nil: undefined }),
      parents: someIds,
      convertsTo: someIds,
      duration: fc.option(fc.constantFrom('1 Year', '1 Month'), { nil: undefined }),
      billingFrequencies: fc.uniqueArray(fc.constantFrom('annual', 'monthly', 'none')),
      minSeats: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
      maxSeats: fc.option(fc.integer({ min: 3, max: 5 }), { nil: undefined }),
      limit: fc.option(fc.constantFrom(1, 2), { nil: undefined }),
      limitScope: fc.option(fc.constantFrom('Lifetime', 'Concurrent'), { nil: undefined }),
      perGigabyte: fc.boolean(),
      description: fc.constantFrom('', 'Mail', 'Files - all'),
      countries: fc.uniqueArray(fc.constantFrom('Thailand', 'United States', 'Korea')),
      segment: fc.option(fc.constantFrom('corporate', 'charity'), { nil: undefined }),
      prices: fc.uniqueArray(price, { selector: ({ currency }) => currency }),
      priceChange: fc.option(fc.constantFrom('ADD', 'CHG', 'DEL', 'UNC', 'DEPR'), { nil: undefined }),
      validTo: fc.option(fc.constant('2019-06-30'), { nil: undefined }),
    })
    .map((given) => newOffer({ ...given, id: guid(number), at: { file: 'test.csv', line: number + 1 } }))
}

export const anyCatalog: fc.Arbitrary<Catalog> = fc
  .uniqueArray(fc.integer({ min: 1, max: 14 }), { maxLength: 12 })
  .chain((numbers) => fc.tuple(...numbers.map(anyOffer)))
  .map((offers) => catalogOf(...offers))
