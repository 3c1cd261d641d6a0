/** What exists already: adopted by its key, completed where the catalog knows more, and otherwise left alone. */

import { describe, expect, it } from 'vitest'
import { sameJson } from '../../src/lib/json.ts'
import { typeFromWire } from '../../src/resource/observe/types.ts'
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
} from '../plan/small-world.ts'

/** The list that an operation sets, as numbers; undefined when there is none. */
function listAt(world: World, address: string, field: string): number[] | undefined {
  const [operation] = at(plan(world), address)
  return (operation?.value?.[field] as string[] | undefined)?.map((id) => parseInt(id.slice(-12), 16))
}

const unknown = '99999999-0000-4000-8000-000000000099'

describe('the possible parents of an old add-on type', () => {
  const catalog = catalogOf(offer(1), offer(2), offer(3), offer(5, { parents: [1, 2, 3] }), offer(6, { parents: [1] }))
  const old = sold(type('license', 1), type('addon', 5, { parents: [guid(1)] }))

  it('follow what this run brings, although the add-on was not asked for', () => {
    const observed = emptyInstallation(old)
    const made = plan({ catalog, observed, wanted: [guid(2)] })
    const [operation, ...more] = at(made, `addon-type/${guid(5)}`)
    expect(more).toEqual([])
    expect(operation).toMatchObject({
      step: 'addon-parents',
      action: 'update',
      needs: [`license-types:license-type/${guid(2)}`],
      changes: [{ field: 'parents', from: [guid(1)], to: [guid(1), guid(2)] }],
      manual: { lines: ['Open "Offer 5" and set:', 'Possible parent offers: Offer 1, Offer 2'] },
    })
  })

  it('stay when nothing new is a parent', () => {
    expect(
      listAt({ catalog, observed: emptyInstallation(old), wanted: [guid(6)] }, `addon-type/${guid(5)}`, 'parents'),
    ).toBe(undefined)
  })

  it('keep what the catalog does not know', () => {
    const types = sold(type('license', 1), type('addon', 5, { parents: [unknown, guid(1)].sort() }))
    const made = plan({ catalog, observed: emptyInstallation(types), wanted: [guid(2)] })
    expect(at(made, `addon-type/${guid(5)}`)[0]?.value?.['parents']).toEqual([guid(1), guid(2), unknown])
  })

  it('keep a parent that has a type, although the catalog lacks its Provisioning ID', () => {
    const bare = catalogOf(
      offer(1),
      offer(2, { provisioningId: undefined }),
      offer(3),
      offer(5, { parents: [1, 2, 3] }),
    )
    const types = sold(type('license', 2), type('addon', 5, { parents: [guid(2)] }))
    const world = { catalog: bare, observed: emptyInstallation(types), wanted: [guid(3)] }
    expect(listAt(world, `addon-type/${guid(5)}`, 'parents')).toEqual([2, 3])
  })

  it('lose a parent that the catalog takes back', () => {
    const types = sold(type('license', 1), type('license', 3), type('addon', 6, { parents: [guid(1), guid(3)] }))
    expect(listAt({ catalog, observed: emptyInstallation(types) }, `addon-type/${guid(6)}`, 'parents')).toEqual([1])
  })

  it('name the paid offer of a trial, not the trial', () => {
    const trial = offer(9, { kind: 'trial', convertsTo: [1], provisioningId: 'PROV_1' })
    const types = sold(type('addon', 5, { parents: [guid(9)] }))
    const world = {
      catalog: catalogOf(offer(1), trial, offer(5, { parents: [9] })),
      observed: emptyInstallation(types),
    }
    expect(listAt(world, `addon-type/${guid(5)}`, 'parents')).toEqual([1])
  })
})

describe('a type', () => {
  it('is adopted by its offer id in any case, whatever it is called', () => {
    const wire = { aps: { id: 'type-1', type: 'License', status: 'aps:ready' }, name: 'Sondername' }
    const properties = site().apsTypes.properties
    const seen = typeFromWire(
      'license',
      { ...wire, offerId: ` ${guid(0xabc).toUpperCase()} `, provisioning_id: 'PROV_2748', isUserSpecific: 'true' },
      properties,
    )
    const made = plan({ catalog: catalogOf(offer(0xabc)), observed: emptyInstallation({ types: [seen] }) })
    expect(at(made, `license-type/${guid(0xabc)}`)).toEqual([])
    expect(made.summary.unchanged).toBeGreaterThan(0)
    expect(at(made, `resource-type/${guid(0xabc)}`)[0]?.needs).toEqual([])
  })

  it('keeps its name, assignability and trial, and gets the Provisioning ID and trial of the catalog', () => {
    const trial = offer(9, { kind: 'trial', convertsTo: [1], provisioningId: 'PROV_1' })
    const existing = { assignable: false, name: 'Mine', provisioningId: 'OLD', trialOfferId: unknown }
    const observed = emptyInstallation(sold(type('license', 1, existing), type('license', 2, existing)))
    const made = plan({ catalog: catalogOf(offer(1), offer(2), trial), observed })
    const changes = [1, 2].map((n) => at(made, `license-type/${guid(n)}`)[0]?.changes)
    expect(changes).toEqual([
      [
        { field: 'provisioningId', from: 'OLD', to: 'PROV_1' },
        { field: 'trialOfferId', from: unknown, to: guid(9) },
      ],
      [{ field: 'provisioningId', from: 'OLD', to: 'PROV_2' }],
    ])
  })

  it('of the other kind is left as it is, with a warning, and nothing is built on it', () => {
    const observed = emptyInstallation(sold(type('addon', 1), type('license', 5, { upgrades: [guid(1)] })))
    const made = plan({ catalog: catalogOf(offer(1), offer(2), offer(5, { parents: [1, 2] })), observed })
    expect(made.diagnostics.filter(({ code }) => code === 'plan/other-kind').map(({ message }) => message)).toEqual([
      `Offer 1 (${guid(1)}) is an add-on in the installation and a license in the catalog; it is left as it is.`,
      `Offer 5 (${guid(5)}) is a license in the installation and an add-on in the catalog; it is left as it is.`,
    ])
    const about = made.operations.filter(({ address }) => address?.endsWith(guid(1)) || address?.endsWith(guid(5)))
    expect(about).toEqual([])
    const rates = at(made, `service-plan/${guid(2)}`)[0]?.value?.['rates'] as { resource: string }[]
    expect(rates.map(({ resource }) => resource)).toEqual([`resource-type/${guid(2)}`])
  })
})

describe('possible upgrades', () => {
  it('are the catalog list cut to licenses that are onboarded after this run', () => {
    const catalog = catalogOf(offer(1, { convertsTo: [1, 2, 3, 5, 8] }), offer(2), offer(3), offer(5, { parents: [1] }))
    const world = { catalog, observed: emptyInstallation(sold(type('license', 3))), wanted: [guid(1)] }
    expect(listAt(world, `license-type/${guid(1)}`, 'upgrades')).toEqual([3])
    expect(listAt({ catalog }, `license-type/${guid(1)}`, 'upgrades')).toEqual([2, 3])
  })

  it('keep what the catalog does not know', () => {
    const observed = emptyInstallation(sold(type('license', 1, { upgrades: [unknown] })))
    const made = plan({ catalog: catalogOf(offer(1, { convertsTo: [2] }), offer(2)), observed })
    expect(at(made, `license-type/${guid(1)}`)[0]?.value?.['upgrades']).toEqual([guid(2), unknown])
  })
})

describe('an existing plan', () => {
  const catalog = catalogOf(offer(1), offer(5, { parents: [1] }), offer(6, { parents: [5] }))
  const observed = emptyInstallation({ ...sold(type('license', 1)), plans: [planOf(40, [1], { name: 'Own name' })] })
  const compatible = site({ policy: { plans: { existing: 'compatible' } } })

  it('is adopted by its license rate and left alone', () => {
    const made = plan({ catalog, observed })
    expect(made.operations.filter(({ step }) => ['service-plans', 'plan-sync'].includes(step))).toEqual([])
    expect(made.diagnostics).toEqual([])
  })

  it('gets the rates it lacks where the policy says so, and is synchronized', () => {
    const made = plan({ catalog, observed, site: compatible })
    const [update, ...more] = at(made, `service-plan/${guid(1)}`)
    const rates = update?.value?.['rates'] as { resource: string; recurringFee: string }[]
    expect(more).toEqual([])
    expect(update).toMatchObject({ action: 'update', label: 'Own name' })
    expect(rates.map(({ resource, recurringFee }) => [resource, recurringFee])).toEqual([
      [`resource-type/${guid(1)}`, '12.50'],
      [`resource-type/${guid(5)}`, '0.00'],
      [`resource-type/${guid(6)}`, '0.00'],
    ])
    expect(update?.value).toMatchObject({ published: true, periods: [{ recurringFee: '12.50' }] })
    expect(update?.reason).toContain('Offer 6 needs Offer 5: the only shortest chain')
    expect(update?.needs).toContain('service-template:service-template/12')
    expect(at(made, `plan-sync/${guid(1)}`)).toHaveLength(1)
  })

  it('makes a resource that it will show ask for its category', () => {
    const types = [type('license', 1), type('addon', 5, { parents: [guid(1)] })]
    const given = { catalog: catalogOf(offer(1), offer(5, { parents: [1] })), site: compatible }
    const made = plan({ ...given, observed: emptyInstallation({ ...sold(...types), plans: [planOf(40, [1])] }) })
    expect(at(made, 'resource-category/Other Add-Ons')[0]?.value).toEqual({ resources: [`resource-type/${guid(5)}`] })
    expect(at(made, `service-plan/${guid(1)}`)[0]?.needs).toEqual([
      'resource-categories:resource-category/Other Add-Ons',
    ])
  })
})

describe('a new plan', () => {
  const catalog = catalogOf(
    offer(1),
    offer(5, { parents: [1] }),
    offer(6, { parents: [5] }),
    offer(7, { parents: [1] }),
  )
  const ratesOf = (given: Partial<World>) => {
    const [made] = at(plan({ catalog, wanted: [guid(1)], ...given }), `service-plan/${guid(1)}`)
    const rates = made?.value?.['rates'] as { resource: string }[] | undefined
    return rates?.map(({ resource }) => parseInt(resource.slice(-12), 16))
  }
  const addons = [5, 6, 7].map((n) => type('addon', n, { parents: [guid(1)] }))

  it('carries every add-on it can, old ones too', () => {
    expect(ratesOf({ observed: emptyInstallation(sold(...addons)) })).toEqual([1, 5, 6, 7])
  })

  it('carries only what this run brings, or nothing, as the policy says', () => {
    const observed = emptyInstallation(sold(...addons))
    const policy = (which: string) => site({ policy: { plans: { addons: which } } })
    expect(ratesOf({ observed, site: policy('selected'), wanted: [guid(1), guid(7)] })).toEqual([1, 7])
    expect(ratesOf({ observed, site: policy('selected'), wanted: [guid(1), guid(6)] })).toEqual([1, 5, 6])
    expect(ratesOf({ observed, site: policy('none') })).toEqual([1])
  })

  it('leaves out what the policy excepts, but not as an ancestor', () => {
    const policy = { plans: { exceptAddons: [guid(5), guid(7)] } }
    expect(ratesOf({ observed: emptyInstallation(sold(...addons)), site: site({ policy }) })).toEqual([1, 5, 6])
  })

  it('rates no old add-on whose resource is missing or not in the template (rule I11)', () => {
    const { resourceTypes = [], ...rest } = sold(...addons)
    const bare = emptyInstallation({ ...rest, resourceTypes: resourceTypes.filter(({ id }) => id !== 107) })
    expect(ratesOf({ observed: bare })).toEqual([1, 5, 6])
    const limits = new Map([[106, 0]])
    expect(
      ratesOf({ observed: { ...emptyInstallation(sold(...addons)), template: { ...bare.template, limits } } }),
    ).toEqual([1])
  })

  it('has the maximum of the offer, else that of the policy', () => {
    const given = catalogOf(offer(1, { maxSeats: 25 }), offer(5, { parents: [1], maxSeats: undefined }))
    const made = plan({ catalog: given, site: site({ policy: { plans: { maximum: 77 } } }) })
    const rates = at(made, `service-plan/${guid(1)}`)[0]?.value?.['rates'] as { maximum: number }[]
    expect(rates.map(({ maximum }) => maximum)).toEqual([25, 77])
  })
})

describe('the template', () => {
  it('gets limit 0 where a resource is unlimited, and keeps every other limit', () => {
    const { template, ...rest } = sold(type('license', 1), type('license', 2))
    const limits = new Map([
      [1, -1],
      [101, -1],
      [102, 7],
    ])
    const observed = emptyInstallation({ ...rest, template: { ...emptyInstallation(rest).template, limits } })
    const made = plan({ catalog: catalogOf(offer(1), offer(2)), observed })
    expect(template?.limits.get(101)).toBe(0)
    expect(at(made, 'service-template/12')[0]?.changes).toEqual([
      {
        field: 'limits',
        from: { [`resource-type/${guid(1)}`]: -1, [`resource-type/${guid(2)}`]: 7 },
        to: { [`resource-type/${guid(1)}`]: 0, [`resource-type/${guid(2)}`]: 7 },
      },
    ])
    expect(at(made, 'template-sync/12')[0]?.manual?.lines).toContain('- Offer 1')
  })
})

describe('categories', () => {
  it('are asked for what is new or shows none, not for what has one', () => {
    const plans = [planOf(40, [1]), planOf(41, [2])].map((entry) =>
      entry.id === 40 ? entry : { ...entry, rates: entry.rates.map((rate) => ({ ...rate, category: undefined })) },
    )
    const observed = emptyInstallation({ ...sold(type('license', 1), type('license', 2)), plans })
    const made = plan({ catalog: catalogOf(offer(1), offer(2), offer(3)), observed })
    const [operation] = at(made, 'resource-category/Additional Licenses')
    expect(operation?.manual?.lines.slice(1)).toEqual(['- Offer 2', '- Offer 3'])
    expect(sameJson(operation?.before, { resources: [`resource-type/${guid(1)}`] })).toBe(true)
  })

  it('of the store are asked for plans that are in none, where they can be read', () => {
    const sellableOnes = sold(type('license', 1), type('license', 2))
    const plans = [planOf(40, [1]), planOf(41, [2])]
    const seen = (salesCategories: { id: number; name: string; planIds: number[] }[] | undefined) =>
      plan({
        catalog: catalogOf(offer(1), offer(2)),
        observed: emptyInstallation({ ...sellableOnes, plans, salesCategories }),
      }).operations.filter(({ step }) => step === 'sales-categories')
    expect(seen(undefined)).toEqual([])
    const [operation, ...more] = seen([{ id: 9, name: 'Office 365', planIds: [40] }])
    expect(more).toEqual([])
    expect(operation?.manual?.lines.slice(1)).toEqual(['- Plan 41'])
  })
})
