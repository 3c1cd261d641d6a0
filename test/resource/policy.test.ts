/** What a site decides: categories by the first rule that fits, periods that the offer can be billed by. */

import { describe, expect, it } from 'vitest'
import { categoryOf, policySchema, type CategoryRule } from '../../src/resource/policy.ts'
import { periodsFor } from '../../src/resource/kinds/service-plan-rates.ts'
import { offer } from '../plan/small-world.ts'

const defaults = policySchema.parse({})

describe('the default resource category of', () => {
  it.each([
    [
      'a license, whatever its name',
      { name: 'Exchange Storage', kind: 'license', perGigabyte: true },
      'Additional Licenses',
    ],
    ['an add-on priced per gigabyte', { name: 'Phone', kind: 'addon', perGigabyte: true }, 'Extra Storage'],
    ['storage', { name: 'Dynamics 365 STORAGE', kind: 'addon', perGigabyte: false }, 'Extra Storage'],
    ['Dynamics', { name: 'CRM sandbox', kind: 'addon', perGigabyte: false }, 'Dynamics Add-Ons'],
    ['an instance', { name: 'Non-production Instance', kind: 'addon', perGigabyte: false }, 'Extra Instances'],
    ['telephony', { name: 'Phone System', kind: 'addon', perGigabyte: false }, 'Skype for Business Add-Ons'],
    ['mail', { name: 'Exchange Online ATP', kind: 'addon', perGigabyte: false }, 'Exchange Add-Ons'],
    ['analytics', { name: 'MyAnalytics', kind: 'addon', perGigabyte: false }, 'Online Analytic Add-ons'],
    ['anything else', { name: 'Customer Lockbox', kind: 'addon', perGigabyte: false }, 'Other Add-Ons'],
  ])('%s', (_title, entry, category) => {
    expect(categoryOf(defaults.resourceCategories, entry)).toBe(category)
  })
})

it('finds no category where no rule fits, and takes the first of several that do', () => {
  const rules: CategoryRule[] = [
    { category: 'A', kind: 'addon', nameHas: ['phone', 'Mail'] },
    { category: 'B', nameHas: ['mail'] },
    { category: 'C', perGigabyte: false, kind: 'addon' },
  ]
  const category = (name: string, kind: string, perGigabyte = false) => categoryOf(rules, { name, kind, perGigabyte })
  expect(category('E-MAIL', 'addon')).toBe('A')
  expect(category('E-MAIL', 'license')).toBe('B')
  expect(category('Other', 'addon')).toBe('C')
  expect(category('Other', 'addon', true)).toBeUndefined()
})

describe('periods (rule I13)', () => {
  const month = { length: 1, unit: 'month' } as const
  const year = { length: 1, unit: 'year' } as const
  it.each([
    ['of a policy that fits', [month, year], ['monthly', 'annual'], [month, year]],
    ['without the yearly one for an offer billed monthly only', [month, year], ['monthly'], [month]],
    ['without the monthly one for an offer billed annually only', [month, year], ['annual'], [year]],
    ['of one month for a monthly offer under a yearly policy', [year], ['monthly'], [month]],
    ['of one year for an annual offer under a monthly policy', [month], ['annual'], [year]],
    [
      'of the policy where the catalog says nothing',
      [{ length: 3, unit: 'year' } as const],
      [],
      [{ length: 3, unit: 'year' }],
    ],
  ])('%s', (_title, periods, billingFrequencies, expected) => {
    const policy = { ...defaults, plans: { ...defaults.plans, periods: [...periods] } }
    expect(periodsFor(offer(1, { billingFrequencies }), policy)).toEqual(expected)
  })
})

it('refuses what cannot be meant', () => {
  const refused = (policy: unknown) => !policySchema.safeParse(policy).success
  expect(refused({ names: { plan: 'Always the same' } })).toBe(true)
  expect(refused({ plans: { periods: [] } })).toBe(true)
  expect(refused({ plans: { periods: [{ length: 0, unit: 'month' }] } })).toBe(true)
  expect(refused({ plans: { addOns: 'all' } })).toBe(true)
  expect(policySchema.parse({ plans: { exceptAddons: ['ABC'] } }).plans.exceptAddons).toEqual(['abc'])
})
