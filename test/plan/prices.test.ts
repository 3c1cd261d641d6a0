/** A price list: which fee each new rate gets, that no old price moves, and everything that can be wrong with a price. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { OnboardError } from '../../src/lib/onboard-error.ts'
import { priceFindings } from '../../src/plan/price-findings.ts'
import { loadPriceBook } from '../../src/resource/load-price-book.ts'
import { priceCsv, priceRow } from '../catalog/price-file.ts'
import {
  addonRunbook,
  at,
  catalogOf,
  contextOf,
  emptyInstallation,
  guid,
  offer,
  plan,
  planOf,
  site,
  sold,
  type,
  type World,
} from './small-world.ts'

/** A world with the book of a list; the list is called prices.csv in all findings. */
async function priced(text: string, world: World, column?: 'erp' | 'list'): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'prices-'))
  try {
    const file = join(folder, 'prices.csv')
    await writeFile(file, text)
    const { site: given = site(), observed = emptyInstallation() } = world
    return { ...world, prices: (await loadPriceBook({ file, column }, given, observed)).book }
  } finally {
    await rm(folder, { recursive: true })
  }
}

const table = (...rows: string[]) => ['Offer ID,Recurring Fee,Setup Fee,Currency,Term', ...rows, ''].join('\n')
const row = (number: number, fee: string, setup = '', currency = 'USD', term = '') =>
  [guid(number), fee, setup, currency, term].join(',')

async function feesOf(text: string, world: World, column?: 'erp' | 'list'): Promise<Record<string, string>> {
  const [made] = at(plan(await priced(text, world, column)), `service-plan/${guid(1)}`)
  const rates = (made?.value?.['rates'] ?? []) as { resource: string; setupFee: string; recurringFee: string }[]
  return Object.fromEntries(
    rates.map((rate) => [parseInt(rate.resource.slice(-12), 16), `${rate.setupFee} ${rate.recurringFee}`]),
  )
}

async function findings(text: string, world: World): Promise<string[]> {
  const { context } = contextOf(await priced(text, world))
  return priceFindings(context).map(({ severity, code, message, at: place }) => {
    const where = `${place?.file.split('/').at(-1) ?? ''}:${place?.line ?? ''}`
    return `${severity} ${code} ${where} ${message.replace(/\/\S*\/(?=prices\.csv)/g, '')}`
  })
}

const catalog = catalogOf(offer(1), offer(5, { parents: [1] }))
const yearly = site({ policy: { plans: { periods: [{ length: 1, unit: 'year' }] } } })

describe('a table of fees', () => {
  it('prices the rates of a new plan, which stays unpublished', async () => {
    const text = table(row(1, '12.50', '3'), row(5, '2'))
    expect(await feesOf(text, { catalog })).toEqual({ 1: '3.00 12.50', 5: '0.00 2.00' })
    const made = plan(await priced(text, { catalog }))
    expect(at(made, `service-plan/${guid(1)}`)[0]?.value).toMatchObject({
      published: false,
      periods: [{ setupFee: '0.00', recurringFee: '0.00' }],
    })
    const note = made.diagnostics.find(({ code }) => code === 'plan/priced')?.message
    expect(note).toContain('USD, per month times the months billed, rounded half-up to 2 places')
    expect(note).toContain('1 new plan: unpublished; look at them in Billing, then publish.')
  })

  it('is per month, and twelve times that for a plan that is billed by the year', async () => {
    expect(await feesOf(table(row(1, '12.505', '3'), row(5, '0.1')), { catalog, site: yearly })).toEqual({
      1: '3.00 150.06',
      5: '0.00 1.20',
    })
  })

  it('has a price for the year itself go before twelve times that of the month', async () => {
    const text = table(row(1, '12'), row(1, '120', '', 'USD', 'Annual'), row(5, '1'))
    expect(await feesOf(text, { catalog, site: yearly })).toEqual({ 1: '0.00 120.00', 5: '0.00 12.00' })
    expect(await feesOf(text, { catalog })).toEqual({ 1: '0.00 12.00', 5: '0.00 1.00' })
  })

  it.each([
    ['half-up', '0.35', '0.13'],
    ['half-even', '0.34', '0.12'],
    ['up', '0.35', '0.13'],
    ['down', '0.34', '0.12'],
  ])('is rounded %s', async (rounding, one, five) => {
    const given = site({ policy: { prices: { rounding } } })
    expect(await feesOf(table(row(1, '0.345'), row(5, '0.125')), { catalog, site: given })).toEqual({
      1: `0.00 ${one}`,
      5: `0.00 ${five}`,
    })
  })

  it('makes the price of all seats the setup fee of a one-time plan', async () => {
    const device = offer(1, { duration: '6 Years', billingFrequencies: ['none'], minSeats: 100, maxSeats: 100 })
    const [made] = at(
      plan(await priced(table(row(1, '38.005')), { catalog: catalogOf(device) })),
      `service-plan/${guid(1)}`,
    )
    expect(made?.value).toMatchObject({
      periods: [{ length: 6, unit: 'year', setupFee: '3800.50', recurringFee: '0.00' }],
      rates: [{ setupFee: '0.00', recurringFee: '0.00', included: 100 }],
    })
  })

  it('fills the fees of the period where it has columns for them', async () => {
    const text = `Offer ID,Price,Period Setup Fee,Period Recurring Fee\n${guid(1)},0.01,5,1.50\n${guid(5)},1,,\n`
    const given = site({ policy: { prices: { currency: 'EUR' } } })
    const [made] = at(plan(await priced(text, { catalog, site: given })), `service-plan/${guid(1)}`)
    expect(made?.value?.['periods']).toMatchObject([{ setupFee: '5.00', recurringFee: '1.50' }])
  })
})

describe("Microsoft's list", () => {
  const list = (...rows: Parameters<typeof priceCsv>[0]) => priceCsv(rows, [['Doc currency', 'USD'], ['']])
  const both = list(priceRow(guid(1)), priceRow(guid(5), { 'List Price': 1.6, 'ERP Price': 2 }))

  it('prices by the column that is asked for', async () => {
    expect(await feesOf(both, { catalog }, 'erp')).toEqual({ 1: '0.00 12.50', 5: '0.00 2.00' })
    expect(await feesOf(both, { catalog }, 'list')).toEqual({ 1: '0.00 10.00', 5: '0.00 1.60' })
  })

  it('is in the currency of the policy where it tells none', async () => {
    const given = site({ policy: { prices: { currency: 'EUR', column: 'erp' } } })
    const silent = priceCsv([priceRow(guid(1)), priceRow(guid(5))])
    expect(await feesOf(silent, { catalog, site: given })).toEqual({ 1: '0.00 12.50', 5: '0.00 12.50' })
    await expect(priced(silent, { catalog }, 'erp')).rejects.toMatchObject({ code: 'prices/no-currency' })
  })

  it('with two prices for one offer is not believed about it', async () => {
    const text = list(priceRow(guid(1)), priceRow(guid(1), { 'ERP Price': 13 }), priceRow(guid(5)))
    const erp = site({ policy: { prices: { column: 'erp' } } })
    const [finding, ...others] = await findings(text, { catalog, site: erp })
    expect(others).toEqual([])
    expect(finding).toMatch(/^error prices\/two-prices prices\.csv:\d+ Offer 1: /)
  })

  it('is refused where nobody says which column', async () => {
    await expect(priced(both, { catalog })).rejects.toMatchObject({ code: 'prices/which-column' })
  })
})

describe('in a plan that exists', () => {
  const types = sold(type('license', 1), type('license', 2))
  const old = [
    planOf(40, [1], { currency: 'USD', billingMonths: 12 }),
    planOf(41, [1]),
    planOf(42, [2], { published: false }),
  ]
  const more = catalogOf(...catalog.offers.values(), offer(2), offer(6, { parents: [2] }))
  const world = (...plans: typeof old): World => ({
    runbook: addonRunbook,
    catalog: more,
    observed: emptyInstallation({ ...types, plans }),
  })

  it('a new rate is priced for the months it is billed by, and nothing else changes', async () => {
    const made = plan(await priced(table(row(1, '99'), row(5, '2'), row(6, '3')), world(...old)))
    const changes = made.operations.filter(({ step }) => step === 'service-plans')
    expect(
      changes.map(({ value }) => (value?.['rates'] as { recurringFee: string }[]).map((rate) => rate.recurringFee)),
    ).toEqual([
      ['12.50', '24.00'],
      ['12.50', '2.00'],
      ['12.50', '3.00'],
    ])
    for (const { value, before } of changes) expect(value?.['periods']).toEqual(before?.['periods'])
  })

  it('a missing price is an error where the plan is on sale, and a warning elsewhere', async () => {
    expect(await findings(table(row(1, '1')), world(...old.slice(1)))).toEqual([
      'error prices/missing prices.csv: Offer 5: The price list has no price for it. The plan "Plan 41" (41) is on sale.',
      'warning prices/missing prices.csv: Offer 6: The price list has no price for it.',
    ])
  })

  it('without a list the run warns of what will be had for nothing', () => {
    expect(plan(world(...old)).diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'plan/free-on-sale: New rates of 0.00 in 2 published plans: customers can have them for nothing (Plan 40, Plan 41).',
    ])
  })

  it('another currency, or an unknown billing period, is an error', async () => {
    const euro = planOf(40, [1], { currency: 'EUR' })
    const dollar = site({ policy: { prices: { currency: 'USD' } } })
    expect(await findings(table(row(5, '2')), { ...world(euro), site: dollar })).toEqual([
      'error prices/other-currency : The plan "Plan 40" (40) is in EUR, and the price list in USD.',
    ])
    const unclear = planOf(40, [1], { periods: [] })
    expect(await findings(table(row(5, '2')), world(unclear))).toEqual([
      'error prices/unknown-billing-period : Billing does not tell how many months the fees of the plan "Plan 40" (40) are for.',
    ])
  })
})

describe('a price that cannot be used is told with its place:', () => {
  const alone = { catalog: catalogOf(offer(1)) }
  it.each<[string, string, World, string]>([
    [
      'missing',
      table(row(5, '2')),
      alone,
      'warning prices/missing prices.csv: Offer 1: The price list has no price for it.',
    ],
    [
      'blank',
      table(row(1, '')),
      { ...alone, site: site({ policy: { prices: { currency: 'USD' } } }) },
      'warning prices/missing prices.csv: Offer 1: The price list has no price for it.',
    ],
    [
      'negative',
      table(row(1, '-3.50')),
      alone,
      'error prices/negative prices.csv:2 Offer 1: The price "-3.50" is negative.',
    ],
    [
      'in brackets',
      table(row(1, '(3.50)')),
      alone,
      'error prices/negative prices.csv:2 Offer 1: The price "(3.50)" is negative.',
    ],
    ['no amount', table(row(1, 'ask')), alone, 'error prices/bad-amount prices.csv:2 Offer 1: "ask" is no price.'],
    [
      'for no term',
      table(row(1, '1', '', 'USD', 'once')),
      alone,
      'error prices/bad-term prices.csv:2 Offer 1: "once" is no term that a price can be for.',
    ],
    [
      'two different ones',
      table(row(1, '1'), row(1, '2')),
      alone,
      `error prices/two-prices prices.csv:3 Offer 1: Offer ${guid(1)} has two prices for the same term: prices.csv:2:38 and prices.csv:3:38.`,
    ],
    [
      'zero',
      table(row(1, '0.00')),
      alone,
      `warning prices/zero prices.csv:2 Offer 1: Offer ${guid(1)} has a price of zero: customers get it for nothing.`,
    ],
    [
      'of another currency',
      table(row(1, '1', '', 'EUR')),
      { ...alone, site: site({ policy: { prices: { currency: 'USD' } } }) },
      `error prices/other-currency prices.csv:2 Offer 1: Offer ${guid(1)} has a price in EUR and none in USD.`,
    ],
    [
      'for a longer term',
      table(row(1, '120', '', 'USD', '1 Year')),
      alone,
      `error prices/other-term prices.csv:2 Offer 1: Offer ${guid(1)} has a price for 12 months, and its plan is billed every 1.`,
    ],
  ])('%s', async (_what, text, world, expected) => {
    expect(await findings(text, world)).toEqual([expected])
  })

  it('and only when its offer is asked for', async () => {
    expect(await findings(table(row(1, '1'), row(7, '-3')), alone)).toEqual([])
  })

  it.each([
    ['a file that is none', 'Name,Colour\nBusiness,blue\n', 'prices/not-a-list'],
    ['two currencies and nothing to choose by', table(row(1, '1'), row(1, '2', '', 'EUR')), 'prices/no-currency'],
    ['no currency at all', table(row(1, '1', '', '')), 'prices/no-currency'],
    ['a row cut short', 'Offer ID,Price,Currency\n00000000-0000-4000-8000-000000000001\n', 'prices/unreadable'],
  ])('%s stops the run', async (_what, text, code) => {
    const refused = await priced(text, alone).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(OnboardError)
    expect(refused).toMatchObject({ code })
  })
})
