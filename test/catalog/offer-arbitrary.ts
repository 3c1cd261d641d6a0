/** Generated catalogs with every field, for properties about forms. */

import fc from 'fast-check'
import { formatMoney } from '../../src/lib/money.ts'
import { tidy } from '../../src/lib/text.ts'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { newOffer } from '../../src/catalog/new-offer.ts'
import type { Offer } from '../../src/catalog/offer.ts'
import { guid } from './matrix-file.ts'

/** Texts that tables, formulas, YAML and JSON could each stumble over. */
const text = fc
  .oneof(
    fc.constantFrom('Suite', '=1+1', '+49', '-5', '@SUM(A1)', "'quoted", "'=x", "''=y", 'a "b" c', 'x; y, z', 'null'),
    fc.constantFrom('1e3', '~', '# no', '- a', 'a: b', '{b}', '007', 'ü – ™ 漢字 🎉', 'yes', '2019-05-01', '%d', '|'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  )
  .map(tidy)
  .filter((written) => written !== '' && !/^(-|nan|none|null|n\/?a)$/i.test(written) && !/\p{Cc}|\p{Cs}/u.test(written))

const entry = text.map((written) => written.replaceAll(';', '.')).filter((written) => !written.startsWith('#'))
const amount = fc
  .tuple(fc.nat(99_999), fc.nat(999))
  .map(([whole, part]) => formatMoney(`${whole}.${String(part).padStart(3, '0')}`))
const date = fc.date({ min: new Date('2015-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
const ids = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 4 })
const maybe = <Value>(values: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(values, { nil: undefined })
const count = maybe(fc.nat(10_000_000))

const fields = fc.record({
  name: text,
  isTrial: fc.boolean(),
  provisioningId: maybe(fc.constantFrom('O365_BUSINESS', 'MCOEV', 'A-B.C')),
  parents: ids,
  convertsTo: ids,
  duration: maybe(fc.constantFrom('1 Year', '1 Month', '45 Days')),
  billingFrequencies: fc.subarray(['annual', 'monthly', 'none']),
  minSeats: count,
  maxSeats: count,
  limit: count,
  limitScope: maybe(fc.constantFrom('Lifetime', 'Concurrent')),
  perGigabyte: fc.boolean(),
  description: fc.oneof(text, fc.constantFrom('', 'Priced per gigabyte', '1 GB increments')),
  countries: fc.uniqueArray(fc.oneof(entry, fc.constantFrom('Thailand', 'Korea')), { maxLength: 3 }),
  productId: maybe(fc.constant(guid(900))),
  segment: maybe(fc.constantFrom('corporate' as const, 'academic' as const, 'charity' as const, 'government' as const)),
  prices: fc
    .uniqueArray(fc.constantFrom('EUR', 'NOK', 'USD'))
    .chain((list) => fc.tuple(...list.sort().map((currency) => priceOf(currency)))),
  priceChange: maybe(fc.constantFrom('ADD' as const, 'CHG' as const, 'DEL' as const, 'UNC' as const, 'DEPR' as const)),
  validFrom: maybe(date.map((day) => day.toISOString().slice(0, 10))),
  validTo: maybe(date.map((day) => day.toISOString().slice(0, 10))),
})

function priceOf(currency: string) {
  return fc.record({ currency: fc.constant(currency), listPrice: maybe(amount), erpPrice: maybe(amount) })
}

/** Up to eight offers; parents decide about their kinds, as in every catalog that was loaded. */
export const catalogArbitrary: fc.Arbitrary<Catalog> = fc.array(fields, { minLength: 1, maxLength: 8 }).map((rows) => {
  const offers = rows.map(({ isTrial, parents, convertsTo, ...rest }, index): Offer => {
    const own = parents.map(guid).filter((id) => id !== guid(index + 1))
    const kind = isTrial ? 'trial' : own.length > 0 ? 'addon' : 'license'
    const place = { file: 'made', line: index + 1 }
    return newOffer({ ...rest, id: guid(index + 1), kind, parents: own, convertsTo: convertsTo.map(guid), at: place })
  })
  return { offers: new Map(offers.map((offer) => [offer.id, offer])), files: ['made'], diagnostics: [] }
})
