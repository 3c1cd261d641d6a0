/** Reading an installation: what is taken for ours, and every way in which it cannot be told. */

import { describe, expect, it } from 'vitest'
import { OnboardError } from '../../src/lib/onboard-error.ts'
import { takeInventory } from '../../src/resource/inventory.ts'
import { observe, observeSlice } from '../../src/resource/observe.ts'
import { guid, site } from '../plan/small-world.ts'
import { APPLICATION, fakeReader, type Answers } from './fake-reader.ts'

const ours = { app_id: '17' }
const license = { id: 100, name: 'E3', parameters: { ...ours, resource_uid: 'type-0' }, limit: '0' }
const office = { 12: { name: 'Office 365', resources: [license] } }
const e3 = { name: 'E3', offerId: guid(1), provisioning_id: 'PACK', isUserSpecific: true }

type World = Parameters<typeof fakeReader>[0]

async function refusal(world: World, given: Record<string, unknown> = {}, more: Answers = {}): Promise<string> {
  const error: unknown = await observe(fakeReader(world, more), site(given)).catch((reason: unknown) => reason)
  if (!(error instanceof OnboardError)) throw error
  return `${error.kind} ${error.code}: ${error.message}`
}

describe('the application', () => {
  it('must be there', async () => {
    expect(await refusal({ templates: office }, {}, { 'pem.APS.getApplications': () => [] })).toBe(
      `failed observe/no-application: The installation has no application ${APPLICATION}.`,
    )
  })

  it.each([
    ['several instances', [3, 4], {}, 'The application has 2 instances: 3, 4.'],
    ['no instance', [], {}, 'The application has 0 instances: none.'],
    ['another instance', [3, 4], { instance: 5 }, 'The application has no instance 5; it has 3, 4.'],
  ])('with %s is not clear', async (_title, instances, given, message) => {
    expect(await refusal({ templates: office, instances }, given)).toBe(
      `invalid-input observe/which-instance: ${message}`,
    )
  })

  it('is that of the configured instance', async () => {
    const reader = fakeReader({ templates: office, instances: [3, 4], licenses: [e3] })
    const { application } = await observe(reader, site({ instance: 4 }))
    expect([application.instanceId, application.resourceId, reader.instances]).toEqual([4, 'instance-4', [4]])
  })

  it('must be ready', async () => {
    expect(await refusal({ templates: office, status: 'Upgrading' })).toBe(
      'failed observe/instance-not-ready: Application instance 3 is "Upgrading", not "Ready".',
    )
  })
})

describe('the types of the bus', () => {
  it('are taken in their newest version, by number, from any page of the list', async () => {
    const typeIds = ['License/2.9', 'Addon/2.1', 'License/2.10', 'LicenseOther/3.0', 'Addon/10.0', 'Addon/9.9']
    const reader = fakeReader({ templates: office, typeIds: typeIds.map((id) => `${APPLICATION}/${id}`) })
    const { application } = await observe(reader, site())
    expect(application.licenseType).toBe(`${APPLICATION}/License/2.10`)
    expect(application.addonType).toBe(`${APPLICATION}/Addon/10.0`)
  })

  it('are not asked for where the configuration names them', async () => {
    const reader = fakeReader({ templates: office })
    const { application } = await observe(reader, site({ apsTypes: { license: 'L/1', addon: 'A/1' } }))
    expect([application.licenseType, application.addonType]).toEqual(['L/1', 'A/1'])
    expect(reader.calls).not.toContain('aps.types.list')
  })

  it('must be there', async () => {
    expect(await refusal({ templates: office, typeIds: [`${APPLICATION}/License/2.1`] })).toBe(
      `failed observe/no-type: The APS bus lists no type ${APPLICATION}/Addon/<version>.`,
    )
  })
})

describe('the template', () => {
  const hosting = { name: 'Hosting', resources: [{ id: 5, name: 'Disk', parameters: { app_id: '9' } }] }

  it('is the only one with resources of the application', async () => {
    const { template } = await observe(fakeReader({ templates: { 7: hosting, ...office } }), site())
    expect(template).toEqual({ id: 12, name: 'Office 365', active: true, limits: new Map([[100, 0]]) })
  })

  it('is the configured one, by id or name, even before it holds anything', async () => {
    const templates = { 7: hosting, ...office, 13: { name: 'New', active: false, resources: [] } }
    for (const template of [13, 'New']) {
      expect((await observe(fakeReader({ templates }), site({ template }))).template).toMatchObject({
        id: 13,
        active: false,
      })
    }
  })

  it.each([
    [
      'there is none',
      { 7: hosting },
      {},
      'no-template: No service template holds resources of the Office 365 application.',
    ],
    [
      'none has that name',
      office,
      { template: 'Nope' },
      'no-template: No service template is called or numbered "Nope".',
    ],
    [
      'there are two',
      { ...office, 14: { name: 'Customer Management', resources: [license] } },
      {},
      'which-template: 2 service templates could be meant: "Office 365" (12), "Customer Management" (14).',
    ],
  ])('cannot be told when %s', async (_title, templates, given, message) => {
    expect(await refusal({ templates }, given)).toBe(`invalid-input observe/${message}`)
  })

  it('has no limit where none is told', async () => {
    const bare = { id: 100, name: 'E3', parameters: license.parameters }
    const { template } = await observe(
      fakeReader({ templates: { 12: { name: 'Office 365', resources: [bare] } } }),
      site(),
    )
    expect(template.limits).toEqual(new Map([[100, -1]]))
  })
})

describe('resource types', () => {
  const settings = {
    id: 101,
    name: 'Global Settings',
    parameters: { ...ours, resource_uid: 'instance-3' },
    limit: '-1',
  }
  const tenant = { id: 102, name: 'Tenant', parameters: { ...ours }, className: 'rc.saas.service', limit: '1' }
  const outside = { id: 99, name: 'Not in the template', parameters: { ...ours, resource_uid: 'type-1' } }
  const foreign = { id: 98, name: 'Of another application', parameters: { app_id: '9', resource_uid: 'type-1' } }
  const world: World = {
    templates: { 12: { name: 'Office 365', resources: [license, settings, tenant] } },
    others: [outside, foreign],
    licenses: [e3, { ...e3, offerId: guid(2).toUpperCase() }],
  }

  it('are those of the class and the application, in the template or not', async () => {
    const { resourceTypes } = await observe(fakeReader(world), site())
    expect(resourceTypes.map(({ id, typeId }) => [id, typeId])).toEqual([
      [99, 'type-1'],
      [100, 'type-0'],
      [101, 'instance-3'],
    ])
  })

  it('of the same class that refer to no type are not taken for an offer', async () => {
    const { offerOf } = takeInventory(await observe(fakeReader(world), site()))
    expect(offerOf).toEqual(
      new Map([
        [99, guid(2)],
        [100, guid(1)],
      ]),
    )
  })
})

it('reads types through the property names of the site, whatever their case and blanks', async () => {
  const properties = { name: 'titel', offerId: 'angebot', parents: 'eltern', assignable: 'benutzer' }
  const addon = { titel: 'Archiv', angebot: ` ${guid(0xab).toUpperCase()}`, provisioning_id: ' ARCH ', benutzer: false }
  const addons = [{ ...addon, eltern: [guid(2).toUpperCase(), guid(1), guid(2), ''] }]
  const { types } = await observe(fakeReader({ templates: office, addons }), site({ apsTypes: { properties } }))
  expect(types).toEqual([
    {
      kind: 'addon',
      apsId: 'type-0',
      name: 'Archiv',
      offerId: guid(0xab),
      trialOfferId: null,
      provisioningId: 'ARCH',
      assignable: false,
      upgrades: [],
      parents: [guid(1), guid(2)],
      ready: true,
    },
  ])
})

describe('plans', () => {
  const world: World = {
    templates: office,
    plans: [
      { id: 40, templateId: 12, categoryIds: [7, 8, 0] },
      { id: 41, templateId: 7, categoryIds: [9] },
      { id: 42, templateId: 12, categoryIds: [9] },
    ],
    categories: { 7: 'Additional Licenses' },
  }

  it('are those of the template, with fees as decimal text and categories by name', async () => {
    const { plans } = await observe(fakeReader(world), site())
    expect(plans.map(({ id }) => id)).toEqual([40, 42])
    expect(plans[0]).toMatchObject({
      name: 'Plan 40',
      published: true,
      periods: [{ length: 1, unit: 'month', setupFee: '0.00', recurringFee: '12.50' }],
    })
    expect(plans[0]?.rates[0]).toEqual({
      resourceId: 100,
      unit: 'item',
      included: 0,
      minimum: 1,
      maximum: 300,
      setupFee: '0.00',
      recurringFee: '1234.50',
      category: 'Additional Licenses',
    })
    expect(plans[0]?.rates.map(({ category }) => category)).toEqual(['Additional Licenses', undefined, undefined])
  })

  it('in sales categories are read only where the site allows the read', async () => {
    const given: World = { ...world, salesCategories: { 9: [42, 40] } }
    const careful = fakeReader(given)
    expect((await observe(careful, site())).salesCategories).toBeUndefined()
    expect(careful.calls).not.toContain('SalesCategoryListGet_API')
    const { salesCategories } = await observe(fakeReader(given), site({ reads: { salesCategories: true } }))
    expect(salesCategories).toEqual([{ id: 9, name: 'Category 9', planIds: [40, 42] }])
  })
})

it('reads one slice again and nothing else', async () => {
  const before = await observe(fakeReader({ templates: office, licenses: [e3] }), site())
  const reader = fakeReader({ templates: { 12: { name: 'Renamed', active: false, resources: [] } } })
  const part = await observeSlice(reader, site(), before, 'template')
  expect(part).toEqual({ template: { id: 12, name: 'Renamed', active: false, limits: new Map() } })
  expect(reader.calls).toEqual(['pem.getServiceTemplate'])
})

it('looks at no plan at which no look is wanted, and notices that one is gone', async () => {
  const before = await observe(
    fakeReader({
      templates: office,
      plans: [
        { id: 40, templateId: 12 },
        { id: 41, templateId: 12 },
      ],
    }),
    site(),
  )
  const reader = fakeReader({
    templates: office,
    plans: [
      { id: 41, templateId: 12 },
      { id: 42, templateId: 12 },
      { id: 43, templateId: 12 },
    ],
  })
  const { plans = [] } = await observeSlice(reader, site(), before, 'plans', new Set([40, 41, 43]))
  expect(plans.map(({ id }) => id)).toEqual([41, 42])
  expect(plans[0]).toBe(before.plans.find(({ id }) => id === 41))
  expect(reader.calls.filter((call) => call === 'PlanDetailsGet_API')).toHaveLength(1)
})
