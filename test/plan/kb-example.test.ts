/** The example of KB 126207, procedure A: Office 365 Business Premium and its three add-ons, to the last field. */

import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/lib/package-root.ts'
import type { Operation } from '../../src/plan/plan.ts'
import { at, plan, sample, site } from './small-world.ts'

const premium = '031c9e47-4802-4248-838e-778fb1d2cc05'
const storage = '53fc25f7-6639-4f78-bb44-3c2dfec3ed40'
const archiving = '2828be95-46ba-4f91-b2fd-0bef192ecf60'
const protection = 'a2706f86-868d-4048-989b-0c69e5c76b63'

const kb = plan({ catalog: await sample('business-premium.csv') })

function only(address: string): Operation {
  const [operation, ...more] = at(kb, address)
  if (operation === undefined || more.length > 0) throw new Error(`${more.length + 1} operations on ${address}`)
  return operation
}

describe('the types have the field values of the KB', () => {
  it('license type', () => {
    expect(only(`license-type/${premium}`)).toMatchObject({
      action: 'create',
      type: 'manual',
      value: {
        name: 'Office 365 Business Premium',
        offerId: premium,
        trialOfferId: 'c0bd2e08-11ac-4836-bdc7-3712e744922f',
        provisioningId: 'O365_BUSINESS_PREMIUM',
        assignable: true,
        upgrades: [],
      },
    })
  })

  it.each([
    [storage, 'Office 365 Extra File Storage', 'SHAREPOINTSTORAGE', false],
    [archiving, 'Exchange Online Archiving for Exchange Online', 'EXCHANGEARCHIVE_ADDON', true],
    [protection, 'Exchange Online Advanced Threat Protection', 'ATP_ENTERPRISE', true],
  ])('add-on type %s', (offerId, name, provisioningId, assignable) => {
    const { value, needs } = only(`addon-type/${offerId}`)
    expect(value).toEqual({ name, offerId, provisioningId, assignable, parents: [premium] })
    expect(needs).toEqual([`license-types:license-type/${premium}`])
  })
})

it('makes one resource type for each type, named like the offer', () => {
  const made = kb.operations.filter(({ address }) => address?.startsWith('resource-type/'))
  expect(made.map(({ step, value }) => [step, value?.['type'], value?.['name']])).toEqual([
    ['license-resource-types', `license-type/${premium}`, 'Office 365 Business Premium'],
    ['addon-resource-types', `addon-type/${archiving}`, 'Exchange Online Archiving for Exchange Online'],
    ['addon-resource-types', `addon-type/${storage}`, 'Office 365 Extra File Storage'],
    ['addon-resource-types', `addon-type/${protection}`, 'Exchange Online Advanced Threat Protection'],
  ])
})

it('puts the resources into the categories of the guide', () => {
  const categories = kb.operations.filter(({ step }) => step === 'resource-categories')
  expect(categories.map(({ label, value }) => [label, value?.['resources']])).toEqual([
    ['Additional Licenses', [`resource-type/${premium}`]],
    ['Exchange Add-Ons', [archiving, protection].map((id) => `resource-type/${id}`)],
    ['Extra Storage', [`resource-type/${storage}`]],
  ])
})

it('adds the four to the template with limit 0, once all of them exist', () => {
  const { value, needs } = only('service-template/12')
  const four = [premium, storage, archiving, protection].map((id) => `resource-type/${id}`)
  expect(value).toEqual({ limits: Object.fromEntries(four.map((resource) => [resource, 0])) })
  expect(needs.map((id) => id.split(':')[1]).sort()).toEqual([...four].sort())
})

it('makes one plan, unpublished, monthly, with four rates of nothing', () => {
  const { value } = only(`service-plan/${premium}`)
  const nothing = { included: 0, minimum: 0, setupFee: '0.00', recurringFee: '0.00' }
  expect(value).toEqual({
    name: 'Office 365 Business Premium',
    template: 'service-template/12',
    published: false,
    periods: [{ length: 1, unit: 'month', setupFee: '0.00', recurringFee: '0.00' }],
    rates: [
      [premium, 300],
      [archiving, 10_000_000],
      [storage, 10_000_000],
      [protection, 10_000_000],
    ]
      .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
      .map(([id, maximum]) => ({ resource: `resource-type/${id}`, maximum, ...nothing })),
  })
  expect(kb.operations.filter(({ step }) => step === 'service-plans')).toHaveLength(1)
  expect(kb.diagnostics.map(({ code }) => code)).toEqual(['plan/trials-need-setting', 'plan/no-prices'])
})

it('sells it under Office 365 Business, and allows no upgrade', () => {
  expect(only('sales-category/Office 365 Business').value).toEqual({ plans: [`service-plan/${premium}`] })
  expect(kb.operations.filter(({ step }) => step === 'upgrade-paths')).toEqual([])
})

it('goes in the order of the KB and counts what it does', () => {
  expect([...new Set(kb.operations.map(({ step }) => step))]).toEqual([
    'license-types',
    'addon-types',
    'license-resource-types',
    'addon-resource-types',
    'resource-categories',
    'resource-units',
    'service-template',
    'service-plans',
    'sales-categories',
    'compatibility-checker',
    'template-sync',
    'store-sync',
    'verify',
  ])
  expect(kb.summary).toEqual({ create: 9, update: 6, sync: 2, do: 1, check: 1, unchanged: 0, manual: 14 })
})

it('synchronizes the template once it is active, the store last, and then looks at everything', () => {
  const [templateSync, storeSync, verify] = ['template-sync/12', 'store-sync/provider']
    .map(only)
    .concat(kb.operations.filter(({ action }) => action === 'check'))
  expect(templateSync?.needs).toEqual(['compatibility-checker:do'])
  expect(storeSync?.needs).toEqual([templateSync?.id])
  expect(verify?.needs).toEqual([storeSync?.id])
})

it('knows where in the catalog each wish comes from', () => {
  expect(only(`addon-type/${storage}`).sources).toEqual([{ file: expect.stringMatching(/\.csv$/) as string, line: 4 }])
})

describe('the whole plan', () => {
  const golden = fileURLToPath(new URL('golden/business-premium.plan.json', import.meta.url))
  // The place of the package differs from machine to machine; the digest is over it too.
  const portable = JSON.parse(
    JSON.stringify({ ...kb, digest: '' }).replaceAll(JSON.stringify(packageRoot).slice(1, -1), '.'),
  ) as unknown
  if (process.env['UPDATE_GOLDEN'] !== undefined) {
    writeFileSync(golden, `${JSON.stringify(portable, null, 2)}\n`)
  }

  it('is the golden one (after a wanted change, once with UPDATE_GOLDEN=1)', () => {
    expect(portable).toEqual(JSON.parse(readFileSync(golden, 'utf8')))
  })
})

it('allowed by name, APIs do what they can, and people the rest', async () => {
  const ways = {
    'license-type': ['aps'],
    'addon-type': ['aps'],
    'service-template': ['pem'],
    'service-plan': ['bss', 'manual'],
  }
  const { operations, summary } = plan({ catalog: await sample('business-premium.csv'), site: site({ ways }) })
  const via = new Map(operations.map(({ step, via: way }) => [step, way]))
  expect(Object.fromEntries(via)).toMatchObject({
    'license-types': 'aps',
    'addon-types': 'aps',
    'license-resource-types': 'pem',
    'resource-categories': 'manual',
    'service-template': 'pem',
    'service-plans': 'bss',
    'sales-categories': 'manual',
    verify: 'read',
  })
  expect(summary.manual).toBe(8)
})
