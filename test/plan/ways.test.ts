/** By which way: documented ones by default, others only by name, a person where none is left; and what a person reads. */

import { describe, expect, it } from 'vitest'
import type { Grade } from '../../src/oa/method-spec.ts'
import { chooseWay } from '../../src/plan/choose-way.ts'
import { kinds } from '../../src/resource/kinds.ts'
import type { Kind, Way } from '../../src/resource/resource.ts'
import { syncs } from '../../src/resource/syncs.ts'
import { at, catalogOf, emptyInstallation, guid, offer, plan, planOf, sample, site, sold, type } from './small-world.ts'

describe('the way of a change', () => {
  const way = (name: Way['name'], grade: Grade, verbs: Way['verbs'] = ['create', 'update']): Way => ({
    name,
    grade,
    verbs,
    methods: [],
    parallel: 1,
    perform: () => Promise.resolve(undefined),
  })
  const [first] = kinds as readonly Kind[]
  const ways = [way('aps', 'inferred'), way('bss', 'client-code'), way('pem', 'documented', ['create'])]
  const kind = { ...(first as Kind), name: 'license-type', ways }
  const chosen = (verb: 'create' | 'update', allowed?: string[]) =>
    chooseWay(kind, verb, {}, site(allowed === undefined ? {} : { ways: { 'license-type': allowed } }))?.name

  it('is a documented one where the site says nothing', () => {
    expect(chosen('create')).toBe('pem')
    expect(chosen('update')).toBeUndefined()
  })

  it('is the first that the site allows and that can do it', () => {
    expect(chosen('create', ['bss', 'aps'])).toBe('bss')
    expect(chosen('update', ['pem', 'aps'])).toBe('aps')
  })

  it('is a person where the site puts one first, or allows nothing that can do it', () => {
    expect(chosen('create', ['manual', 'pem'])).toBeUndefined()
    expect(chosen('update', ['pem'])).toBeUndefined()
    expect(chosen('create', [])).toBeUndefined()
  })
})

it('no way is documented but that of resource types, so everything else is by hand unless allowed', async () => {
  const { operations } = plan({ catalog: await sample('business-premium.csv') })
  const byApi = operations.filter(({ type: how }) => how === 'ensure')
  expect(new Set(byApi.map(({ address, via }) => `${address?.split('/')[0] ?? ''} ${via}`))).toEqual(
    new Set(['resource-type pem']),
  )
  for (const { via, manual } of operations) expect(manual !== undefined).toBe(via === 'manual')
})

/** What a person reads, for everything that has to be done by hand here. */
const resellers = [
  { account: 1001, name: 'Contoso', model: 'value-added', priceSyncDisabled: true },
  { account: 1002, name: 'Northwind', model: 'power' },
]

const byHand = (() => {
  const catalog = catalogOf(
    offer(1, { name: 'Enterprise E3', convertsTo: [2] }),
    offer(2, { name: 'Enterprise E5' }),
    offer(5, { name: 'Phone', parents: [1, 2] }),
    offer(6, { name: 'Calling', parents: [5] }),
    offer(8, { name: 'Extra Storage', parents: [2], perGigabyte: true }),
    offer(7, { name: 'E5 Trial', kind: 'trial', convertsTo: [2], provisioningId: 'PROV_2' }),
  )
  const observed = emptyInstallation({
    ...sold(type('license', 1, { name: 'Enterprise E3' }), type('addon', 5, { name: 'Phone', parents: [guid(1)] })),
    plans: [planOf(40, [1], { name: 'Plan E3' })],
  })
  const manual = Object.fromEntries(kinds.map(({ name }) => [name, ['manual']]))
  const given = { ways: manual, policy: { plans: { existing: 'compatible' } }, resellers }
  return plan({ catalog, observed, site: site(given) })
})()

it.each([
  [
    `license-type/${guid(2)}`,
    'Services > Applications > Office 365 > Instances > the instance > License Types',
    [
      'Create a license type:',
      'License Name: Enterprise E5',
      `Offer ID: ${guid(2)}`,
      `Trial Offer ID: ${guid(7)}`,
      'Provisioning ID: PROV_2',
      'Can be assigned to users: Yes',
      'Possible upgrades: empty',
    ],
  ],
  [
    `license-type/${guid(1)}`,
    'Services > Applications > Office 365 > Instances > the instance > License Types',
    ['Open "Enterprise E3" and set:', 'Possible upgrades: Enterprise E5'],
  ],
  [
    `addon-type/${guid(6)}`,
    'Services > Applications > Office 365 > Instances > the instance > Add-on Types',
    [
      'Create an add-on type:',
      'Add-on Name: Calling',
      `Offer ID: ${guid(6)}`,
      'Provisioning ID: PROV_6',
      'Can be assigned to users: Yes',
      'Possible parent offers: Phone',
    ],
  ],
  [
    `addon-type/${guid(5)}`,
    'Services > Applications > Office 365 > Instances > the instance > Add-on Types',
    ['Open "Phone" and set:', 'Possible parent offers: Enterprise E3, Enterprise E5'],
  ],
  [
    `resource-type/${guid(6)}`,
    'Services > Applications > Office 365 > Resource Types > Create',
    ['Resource class: Application Service Reference', 'Name: Calling', 'Add-on type instance: Calling'],
  ],
  [
    'resource-category/Skype for Business Add-Ons',
    'Billing: Products > Resources > Resource Categories',
    ['Open "Skype for Business Add-Ons" (create it if it is missing) and add:', '- Phone', '- Calling'],
  ],
  [
    'service-template/12',
    'Operations: Products > Service Templates',
    [
      'Open "Office 365". General: Deactivate. From here until the last line nothing on it can be sold.',
      'Resources: Add resources, select, Submit:',
      '- Enterprise E5',
      '- Calling',
      '- Extra Storage',
      'Set each of these limits to 0, Submit.',
      'General: Activate. Do not forget.',
    ],
  ],
  [
    `service-plan/${guid(2)}`,
    'Billing: Products > Service Plans > Add New',
    [
      'Name: Enterprise E5',
      'Service template: Office 365',
      'Published: No',
      'Subscription period: 1 month, setup fee 0.00, recurring fee 0.00',
      'Add New Resource Rate for each of:',
      '- Enterprise E5: Inc 0, Min 0, Max 300, fees 0.00 / 0.00',
      '- Phone: Inc 0, Min 0, Max 300, fees 0.00 / 0.00',
      '- Calling: Inc 0, Min 0, Max 300, fees 0.00 / 0.00',
      '- Extra Storage: Inc 0, Min 0, Max 300, fees 0.00 / 0.00',
    ],
  ],
  [
    `resource-unit/${guid(8)}`,
    'Billing: Products > Resources',
    ['Open "Extra Storage" and set, before any plan has a rate for it:', 'Unit of Measure: GB', 'Multiplier: 1048576'],
  ],
  [
    `service-plan/${guid(1)}`,
    'Billing: Products > Service Plans > Plan E3 > Resource Rates',
    [
      'Add New Resource Rate for each of:',
      '- Phone: Inc 0, Min 0, Max 300, fees 0.00 / 0.00',
      '- Calling: Inc 0, Min 0, Max 300, fees 0.00 / 0.00',
    ],
  ],
  [
    `upgrade-paths/${guid(1)}`,
    'Billing: Products > Service Plans > Plan E3 > Upgrades',
    ['Allow upgrades to:', '- Enterprise E5'],
  ],
  [
    'sales-category/Office 365 Enterprise',
    'Billing: Products > Service Plans > Sales Categories',
    ['Open "Office 365 Enterprise" (create it if it is missing) and add:', '- Enterprise E5'],
  ],
  [
    'template-sync/12',
    'Billing: Products > Service Plans > Service Templates',
    [
      'Open "Office 365", tab Resources, select:',
      '- Enterprise E5',
      '- Calling',
      '- Extra Storage',
      'Synchronize, with "Install to Subscriptions, where" = All Subscriptions (KB 123749).',
    ],
  ],
  [
    `plan-sync/${guid(1)}`,
    'Billing: Products > Service Plans > Plan E3',
    [
      'First finish or cancel open upgrade and downgrade orders: their resources are skipped silently (KB 9311).',
      'Update Subscriptions, Select: All.',
      'Tick only: Install new resources, Update Limits.',
      'Leave unticked: every price option and Remove obsolete resources.',
    ],
  ],
  ['store-sync/provider', 'Billing: Products > Online Store > Synchronization Settings', ['Synchronize.']],
  [
    'delegation/1001',
    "Billing, in the provider's panel: Products > Service Plans > Service Templates > the reseller template of Contoso > Delegated Plans",
    ['For Contoso (account 1001): Add, all of these together in one go:', '- Enterprise E5'],
  ],
  [
    'delegated-paths/1001',
    "Billing, in the provider's panel: Products > Service Plans > Service Templates > the reseller template of Contoso > Delegated Plans",
    [
      'These upgrade paths of Contoso (account 1001) are not copied, because one of the two plans was delegated before:',
      '- Plan E3 → Enterprise E5',
      'Delegate all plans of each path again, together in one go, and synchronize the reseller. Where the panel refuses because of subscriptions, leave the plan and note the path as missing.',
    ],
  ],
  [
    'reseller-confirmation/1001',
    'Contoso (account 1001), in its own panel: Products > Service Plans, "Delegated confirmation needed"',
    [
      'Have the reseller check the prices of the plans marked so, and confirm them.',
      'Until then these plans are in none of its stores, also those that were sold before.',
    ],
  ],
  [
    'reseller-template/1002',
    'Operations, in the panel of Northwind (account 1002): Products > Service Templates > its Office 365 template',
    [
      'General: Deactivate. From here until the last line nothing on it can be sold.',
      'Resources: Add resources, select, Submit:',
      '- Enterprise E5',
      '- Calling',
      '- Extra Storage',
      'Set each of these limits to 0, Submit.',
      'General: Activate. Do not forget.',
    ],
  ],
  [
    'reseller-plans/1002',
    'Billing, in the panel of Northwind (account 1002): Products > Service Plans',
    [
      'Make a plan of its own, with the same periods and rates, for each of:',
      '- Enterprise E5',
      "Add to its own plans the rates that the provider's now have:",
      '- Plan E3',
      'The prices are its own; so are sales categories and upgrade paths between its plans.',
    ],
  ],
])('a person is told what to do about %s', (address, where, lines) => {
  const [operation, ...more] = at(byHand, address)
  expect(more).toEqual([])
  expect(operation?.manual).toEqual({ where, lines })
})

it('that was every kind of resource and synchronisation', () => {
  const done = new Set(byHand.operations.map(({ address }) => address?.split('/')[0]))
  for (const { name } of [...kinds, ...syncs]) expect(done).toContain(name)
})
