/** Procedure B (KB 126207): new add-ons for the plans that exist, their ancestors there, and nothing else. */

import { describe, expect, it } from 'vitest'
import {
  addonRunbook,
  at,
  catalogOf,
  contextOf,
  emptyInstallation,
  guid,
  offer,
  plan as planAny,
  planOf,
  site,
  sold,
  type,
  type World,
} from './small-world.ts'

const plan = (world: World) => planAny({ runbook: addonRunbook, ...world })
const findings = (world: World) =>
  contextOf({ runbook: addonRunbook, ...world }).selection.diagnostics.map(
    ({ severity, code, message }) => `${severity} ${code}: ${message}`,
  )

/** 5 is sold under 1 and 2; 6 needs 5; 7 is sold under 3 only, which has a type and no plan. */
const catalog = catalogOf(
  offer(1),
  offer(2),
  offer(3),
  offer(5, { parents: [1, 2] }),
  offer(6, { parents: [5] }),
  offer(7, { parents: [3] }),
)
const licenses = [type('license', 1), type('license', 2), type('license', 3)]

/** Three plans of license 1, of which two share their name, one of 2, one of both, and one of something else. */
const plans = [
  planOf(40, [1], { name: 'Monthly' }),
  planOf(41, [1], { name: 'Monthly' }),
  planOf(42, [2]),
  planOf(43, [1, 2]),
  planOf(44, [77]),
]
const observed = emptyInstallation({ ...sold(...licenses), plans })

/** Which plans get rates for which offers, by number. */
function ratesAdded(world: Partial<World>): Record<string, number[]> {
  const changed = plan({ catalog, observed, ...world }).operations.filter(({ step }) => step === 'service-plans')
  return Object.fromEntries(
    changed.map(({ label, value, before }) => {
      const resources = (rates: unknown) => (rates as { resource: string }[]).map(({ resource }) => resource)
      const old = new Set(resources(before?.['rates']))
      const added = resources(value?.['rates']).filter((resource) => !old.has(resource))
      return [label, added.map((resource) => parseInt(resource.slice(-12), 16))]
    }),
  )
}

describe('a new add-on', () => {
  it('goes into every plan that sells a License it follows from, however many sell the same one', () => {
    expect(ratesAdded({ catalog, wanted: [guid(5)] })).toEqual({
      'Monthly (40)': [5],
      'Monthly (41)': [5],
      'Plan 42': [5],
      'Plan 43': [5],
    })
  })

  it('P1: brings the ancestors that it needs, as types, resources and rates', () => {
    const made = plan({ catalog, observed, wanted: [guid(6)] })
    expect(at(made, `addon-type/${guid(5)}`)).toHaveLength(1)
    expect(at(made, `resource-type/${guid(5)}`)).toMatchObject([{ reason: 'needed by Offer 6' }])
    expect(ratesAdded({ catalog, wanted: [guid(6)] })['Plan 42']).toEqual([5, 6])
  })

  it('I5: takes the ancestors that a plan has already, and adds only what is missing there', () => {
    const addon = type('addon', 5, { parents: [guid(1), guid(2)] })
    const state = emptyInstallation({ ...sold(...licenses, addon), plans: [planOf(40, [1, 5]), planOf(42, [2])] })
    expect(ratesAdded({ catalog, observed: state, wanted: [guid(6)] })).toEqual({ 'Plan 40': [6], 'Plan 42': [5, 6] })
  })

  it('I5: goes the way that adds the fewest rates, though another is as short from the License', () => {
    const forked = catalogOf(
      offer(1),
      offer(4, { parents: [1] }),
      offer(5, { parents: [1] }),
      offer(6, { parents: [4, 5] }),
    )
    const types = [type('license', 1), ...[4, 5].map((n) => type('addon', n, { parents: [guid(1)] }))]
    const state = emptyInstallation({ ...sold(...types), plans: [planOf(40, [1, 5])] })
    expect(ratesAdded({ catalog: forked, observed: state, wanted: [guid(6)] })).toEqual({ 'Plan 40': [6] })
  })

  it('makes no license type and no plan, and touches no period, price or old rate', () => {
    const made = plan({ catalog, observed, wanted: [guid(6)] })
    expect(made.operations.filter(({ address }) => /^(license-type|upgrade|sales)/.test(address ?? ''))).toEqual([])
    for (const { action, changes, value, before } of made.operations.filter(({ step }) => step === 'service-plans')) {
      expect([action, changes.map(({ field }) => field)]).toEqual(['update', ['rates']])
      expect(value).toMatchObject({ ...before, rates: expect.anything() as unknown })
      expect(JSON.stringify(value?.['rates'])).toContain(JSON.stringify(before?.['rates']).slice(1, -1))
    }
  })

  it('synchronizes the template, each plan that it touches, and the store, in the order of the KB', () => {
    const made = plan({ catalog, observed, wanted: [guid(5)] })
    expect(made.operations.filter(({ action }) => action === 'sync').map(({ address }) => address)).toEqual([
      'template-sync/12',
      `plan-sync/${guid(1)}`,
      'plan-sync/plan-41',
      `plan-sync/${guid(2)}`,
      'plan-sync/plan-43',
      'store-sync/provider',
    ])
    expect([...new Set(made.operations.map(({ step }) => step))]).toEqual([
      'addon-types',
      'addon-resource-types',
      'resource-categories',
      'service-template',
      'service-plans',
      'template-sync',
      'plan-sync',
      'store-sync',
      'verify',
    ])
  })

  it('P19: becomes a possible parent of the old add-on types that follow from it', () => {
    const old = type('addon', 6, { parents: [guid(9)] })
    const more = catalogOf(...catalog.offers.values(), offer(9))
    const state = emptyInstallation({ ...sold(...licenses, type('license', 9), old), plans })
    expect(at(plan({ catalog: more, observed: state, wanted: [guid(5)] }), `addon-type/${guid(6)}`)).toMatchObject([
      { step: 'addon-parents', value: { parents: [guid(5)] } },
    ])
  })

  it('that is nowhere asked for by name goes everywhere it belongs, and the rest is told', () => {
    expect(ratesAdded({ catalog })).toMatchObject({ 'Monthly (40)': [5, 6], 'Plan 42': [5, 6] })
    expect(findings({ catalog, observed })).toContain(
      'info addons/no-plan: 1 add-on of the catalog belongs to no service plan here: Offer 7.',
    )
  })
})

describe('--plan', () => {
  it('narrows to the plans named, by id or name', () => {
    expect(ratesAdded({ catalog, wanted: [guid(5)], plans: ['41', 'plan 42'] })).toEqual({
      'Monthly (41)': [5],
      'Plan 42': [5],
    })
  })

  it('with a name that several plans have lists their ids', () => {
    expect(findings({ catalog, observed, wanted: [guid(5)], plans: ['monthly'] })).toEqual([
      'error plans/ambiguous-plan: 2 service plans are called "monthly" (--plan): 40, 41.',
    ])
  })

  it('with a name that no plan has says so', () => {
    expect(findings({ catalog, observed, wanted: [guid(5)], plans: ['Monthyl'] })).toEqual([
      'error plans/unknown-plan: No service plan of the Office 365 template has the id or name "Monthyl" (--plan).',
    ])
  })

  it('with a plan that cannot carry the add-on says why', () => {
    expect(findings({ catalog, observed, wanted: [guid(7)], plans: ['42', '44'] })).toEqual([
      `error addons/not-for-plan: The plan "Plan 42" (42) cannot carry Offer 7 (${guid(7)}): no chain of parents leads from Offer 2 to it.`,
      `error addons/not-for-plan: The plan "Plan 44" (44) cannot carry Offer 7 (${guid(7)}): it has no rate of a License.`,
    ])
  })

  it('with a plan that can carry nothing at all says so', () => {
    expect(findings({ catalog, observed, plans: ['44'] })).toContain(
      'error addons/not-for-plan: The plan "Plan 44" (44) can carry none of the add-ons in the catalog.',
    )
  })
})

describe('what cannot be brought is told:', () => {
  it('an offer that is no add-on', () => {
    expect(findings({ catalog, observed, wanted: [guid(1)] })).toEqual([
      `error addons/not-an-addon: Offer 1 (${guid(1)}) is no add-on: it is sold in a plan of its own.`,
    ])
  })

  it('an add-on of which no plan sells an ancestor', () => {
    expect(findings({ catalog, observed, wanted: [guid(7)] })).toEqual([
      `error addons/no-plan: Offer 7 (${guid(7)}) belongs to no service plan here: none sells an offer that it can be added to.`,
    ])
  })

  it('an add-on that the policy keeps out', () => {
    const given = site({ policy: { plans: { exceptAddons: [guid(5)] } } })
    expect(findings({ catalog, observed, site: given, wanted: [guid(5)] })).toEqual([
      `error addons/excepted: Offer 5 (${guid(5)}) goes into no plan here: policy.plans.exceptAddons lists it.`,
    ])
    expect(ratesAdded({ catalog, observed, site: given })).toMatchObject({ 'Plan 42': [5, 6] })
  })
})

describe('policy.plans.existing', () => {
  const listed = (...ids: (number | string)[]) => site({ policy: { plans: { existing: 'listed', listed: ids } } })
  const compatible = site({ policy: { plans: { existing: 'compatible' } } })
  const changed = (world: Partial<World>) =>
    planAny({ catalog, observed, ...world })
      .operations.filter(({ address, action }) => address?.startsWith('service-plan/') && action === 'update')
      .map(({ label }) => label)

  it('narrows add-ons to the plans it lists, unless a plan is named', () => {
    expect(Object.keys(ratesAdded({ catalog, site: listed(42, 'Plan 43'), wanted: [guid(5)] }))).toEqual([
      'Plan 42',
      'Plan 43',
    ])
    expect(Object.keys(ratesAdded({ catalog, site: listed(42), wanted: [guid(5)], plans: ['41'] }))).toEqual([
      'Monthly (41)',
    ])
  })

  it('lets new offers into no old plan, all, or the listed ones', () => {
    expect(changed({ catalog, wanted: [guid(1), guid(5)] })).toEqual([])
    expect(changed({ catalog, wanted: [guid(1), guid(5)], site: compatible })).toHaveLength(4)
    expect(changed({ catalog, wanted: [guid(1), guid(5)], site: listed(41) })).toEqual(['Monthly (41)'])
  })

  it('never lets in an old add-on that nobody asked for', () => {
    const addon = type('addon', 5, { parents: [guid(1), guid(2)] })
    const state = emptyInstallation({ ...sold(...licenses, addon), plans })
    expect(changed({ catalog, observed: state, wanted: [guid(7)], site: compatible })).toEqual([])
  })

  it('with a plan that does not exist is an error', () => {
    expect(contextOf({ catalog, observed, site: listed(4711) }).selection.diagnostics).toMatchObject([
      { severity: 'error', code: 'plans/unknown-plan' },
    ])
  })
})
