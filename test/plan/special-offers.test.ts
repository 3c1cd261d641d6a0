/** Offers that are not sold by the month and seat: paid once, by the gigabyte, by several units, by the month only. */

import { describe, expect, it } from 'vitest'
import { isOneTime } from '../../src/catalog/one-time.ts'
import {
  at,
  catalogOf,
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

interface Rate {
  resource: string
  included: number
  minimum: number
  maximum: number
  setupFee: string
  recurringFee: string
}
const planFor = (world: World, number = 1) => at(plan(world), `service-plan/${guid(number)}`)[0]
const ratesFor = (world: World, number = 1) => (planFor(world, number)?.value?.['rates'] ?? []) as unknown as Rate[]
const codes = (world: World) => plan(world).diagnostics.map(({ code }) => code)

describe('an offer with a one-time price', () => {
  const device = { duration: '6 Years', billingFrequencies: ['none'] }
  const allBss = { ways: { 'service-plan': ['bss'] } }

  it.each([
    [{ duration: '6 Years', billingFrequencies: ['none'] }, true],
    [{ duration: '72 Months', billingFrequencies: [] }, true],
    [{ duration: '1 Year', billingFrequencies: ['one-time'] }, true],
    [{ duration: undefined, billingFrequencies: ['onetime'] }, true],
    [{ duration: '6 Years', billingFrequencies: ['annual', 'monthly'] }, false],
    [{ duration: '1 Year', billingFrequencies: ['annual'] }, false],
    [{ duration: undefined, billingFrequencies: [] }, false],
  ])('is known by %j: %s', (given, expected) => {
    expect(isOneTime(given)).toBe(expected)
  })

  it('I12: gets one period of six years and one rate of exactly its seats, by hand, since no API can do it', () => {
    const catalog = catalogOf(offer(1, { ...device, minSeats: 100, maxSeats: 100 }), offer(5, { parents: [1] }))
    const made = planFor({ catalog, site: site(allBss) })
    const seats = { included: 100, minimum: 100, maximum: 100 }
    expect(made?.value).toMatchObject({
      published: false,
      periods: [{ length: 6, unit: 'year', setupFee: '0.00', recurringFee: '0.00' }],
      rates: [{ resource: `resource-type/${guid(1)}`, ...seats, setupFee: '0.00', recurringFee: '0.00' }],
    })
    expect(made).toMatchObject({ type: 'manual', via: 'manual' })
    expect(made?.manual?.lines).toContain('Auto-renewal: disabled')
  })

  it('has the seats that the policy names where the offer leaves them open, and no plan without', () => {
    const catalog = catalogOf(offer(1, { ...device, minSeats: 1, maxSeats: 500 }))
    expect(planFor({ catalog })).toBeUndefined()
    expect(plan({ catalog }).operations.map(({ step }) => step)).not.toContain('sales-categories')
    expect(codes({ catalog })).toContain('plan/one-time-seats')
    const given = site({ policy: { plans: { oneTimeSeats: { [guid(1).toUpperCase()]: 30 } } } })
    expect(ratesFor({ catalog, site: given })).toMatchObject([{ included: 30, minimum: 30, maximum: 30 }])
    expect(codes({ catalog, site: given })).not.toContain('plan/one-time-seats')
  })

  it('goes into no other plan', () => {
    const catalog = catalogOf(offer(1), offer(5, { ...device, parents: [1] }), offer(6, { parents: [1, 5] }))
    expect(ratesFor({ catalog }).map(({ resource }) => resource)).toEqual([
      `resource-type/${guid(1)}`,
      `resource-type/${guid(6)}`,
    ])
  })
})

describe('an offer priced per gigabyte', () => {
  const catalog = catalogOf(offer(1), offer(5, { parents: [1], perGigabyte: true }))

  it('I7: cannot be assigned to users, and is measured in GB before its first rate', () => {
    const made = plan({ catalog })
    expect(at(made, `addon-type/${guid(5)}`)[0]?.value).toMatchObject({ assignable: false })
    const [unit, ...more] = made.operations.filter(({ step }) => step === 'resource-units')
    expect(more).toEqual([])
    expect(unit).toMatchObject({
      address: `resource-unit/${guid(5)}`,
      action: 'update',
      value: { unit: 'GB', multiplier: 1_048_576 },
      needs: [`addon-resource-types:resource-type/${guid(5)}`],
    })
    expect(unit?.manual?.lines).toEqual([
      'Open "Offer 5" and set, before any plan has a rate for it:',
      'Unit of Measure: GB',
      'Multiplier: 1048576',
    ])
    expect(at(made, `service-plan/${guid(1)}`)[0]?.needs).toContain(unit?.id)
  })

  it('P16: keeps the unit it is used with, and the run tells of it', () => {
    const types = sold(type('license', 1), type('addon', 5, { parents: [guid(1)] }))
    const inUnit = (unit: string | undefined) => {
      const old = planOf(40, [1, 5])
      return emptyInstallation({ ...types, plans: [{ ...old, rates: old.rates.map((rate) => ({ ...rate, unit })) }] })
    }
    const units = (unit: string | undefined) =>
      plan({ catalog, observed: inUnit(unit) }).operations.filter(({ step }) => step === 'resource-units')
    expect(units('unit')).toEqual([])
    expect(plan({ catalog, observed: inUnit('unit') }).diagnostics).toMatchObject([
      {
        code: 'plan/unit-in-use',
        message: 'The resource "Offer 5" (105) is measured in "unit" and sold by the gigabyte.',
      },
    ])
    expect(codes({ catalog: catalogOf(offer(1)), observed: inUnit('unit') })).toEqual([])
  })

  it('is asked about once, when it is made or about to be rated', () => {
    const types = sold(type('license', 1), type('addon', 5, { parents: [guid(1)] }))
    const observed = emptyInstallation({ ...types, plans: [planOf(40, [1])] })
    const units = (existing: string) =>
      plan({ catalog, observed, site: site({ policy: { plans: { existing } } }) }).operations.filter(
        ({ step }) => step === 'resource-units',
      )
    expect(units('none')).toEqual([])
    expect(units('compatible')).toHaveLength(1)
  })
})

describe('the quantity range of an offer', () => {
  const catalog = catalogOf(
    offer(1, { minSeats: 20, maxSeats: 3000 }),
    offer(2, { minSeats: 1, maxSeats: undefined }),
    offer(5, { parents: [1, 2], minSeats: 10, maxSeats: 50 }),
  )

  it('P9: bounds the rate of a License, so that an order Microsoft would refuse cannot be placed', () => {
    expect(ratesFor({ catalog })[0]).toMatchObject({ included: 0, minimum: 20, maximum: 3000 })
    expect(ratesFor({ catalog }, 2)[0]).toMatchObject({ included: 0, minimum: 0, maximum: 10_000_000 })
  })

  it('I12: leaves the rate of an add-on at 0, or everybody would buy ten, and the run warns', () => {
    expect(ratesFor({ catalog })[1]).toMatchObject({ included: 0, minimum: 0, maximum: 50 })
    expect(plan({ catalog }).diagnostics.find(({ code }) => code === 'plan/addon-minimum')?.message).toBe(
      '1 add-on that Microsoft sells only by several units: Offer 5 (10).',
    )
  })

  it('is set by hand where the API has no minimum', () => {
    const given = site({ ways: { 'service-plan': ['bss'] } })
    expect([planFor({ catalog, site: given })?.via, planFor({ catalog, site: given }, 2)?.via]).toEqual([
      'manual',
      'bss',
    ])
  })
})

it('I13: an offer billed monthly only gets no yearly period', () => {
  const periods = [
    { length: 1, unit: 'month' },
    { length: 1, unit: 'year' },
  ]
  const given = site({ policy: { plans: { periods } } })
  const catalog = catalogOf(offer(1, { billingFrequencies: ['monthly'] }), offer(2))
  expect(planFor({ catalog, site: given })?.value?.['periods']).toMatchObject([{ unit: 'month' }])
  expect(planFor({ catalog, site: given }, 2)?.value?.['periods']).toMatchObject(periods)
})
