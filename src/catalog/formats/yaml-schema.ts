/** Our own YAML: `formatVersion: 1` and a list of offers in our own words, whole or only what a site corrects. */

import { z } from 'zod'
import { formatMoney } from '../../lib/money.ts'
import { tidy } from '../../lib/text.ts'
import { tidyOfferId } from '../offer-id.ts'

/** Numbers and dates that YAML would read as such are asked for as text, so that no digit of them can change. */
const text = z.string({ error: 'must be a text; put it in quotes' }).transform(tidy)
const filled = text.pipe(z.string().min(1, 'must not be empty'))
const word = filled.nullable()
const id = z.string({ error: 'must be an offer id, in quotes' }).transform(tidyOfferId)
const words = z.array(filled).transform((list) => [...new Set(list)])
const ids = z.array(id).transform((list) => [...new Set(list)])
const whole = z.int().min(0).nullable()

const date = z.iso.date('must be a date such as 2019-05-01').nullable()

const amount = z
  .string({ error: 'must be an amount in quotes, such as "12.50"' })
  .transform((written, context) => {
    try {
      return formatMoney(written)
    } catch {
      context.addIssue(`“${written}” is no amount of money`)
      return z.NEVER
    }
  })
  .nullish()

const price = z.strictObject({
  currency: z
    .string()
    .regex(/^[A-Za-z]{3}$/, 'must be a currency of three letters')
    .transform((currency) => currency.toUpperCase()),
  listPrice: amount,
  erpPrice: amount,
})

const offer = z.strictObject({
  id,
  name: filled.optional(),
  kind: z.enum(['license', 'addon', 'trial', 'usage']).optional(),
  provisioningId: word.optional(),
  parents: ids.optional(),
  convertsTo: ids.optional(),
  duration: word.optional(),
  billingFrequencies: words.transform((list) => list.map((entry) => entry.toLowerCase())).optional(),
  minSeats: whole.optional(),
  maxSeats: whole.optional(),
  limit: whole.optional(),
  limitScope: word.optional(),
  perGigabyte: z.boolean().optional(),
  description: text.optional(),
  countries: words.optional(),
  productId: id.nullable().optional(),
  segment: z.enum(['corporate', 'academic', 'charity', 'government']).nullable().optional(),
  prices: z.array(price).optional(),
  priceChange: z.enum(['ADD', 'CHG', 'DEL', 'UNC', 'DEPR']).nullable().optional(),
  validFrom: date.optional(),
  validTo: date.optional(),
})

/** In the order in which a person reads them; the writer keeps to it. */
export const yamlFields = Object.keys(offer.shape) as (keyof YamlOffer)[]

export const yamlCatalogSchema = z.strictObject({
  formatVersion: z.literal(1, { error: 'must be 1' }),
  offers: z.array(offer),
})

export type YamlOffer = z.output<typeof offer>
