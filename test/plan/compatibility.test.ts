/** Which plans exclude each other, and the list that says so (rule I15; pain points P7 and P8). */

import { describe, expect, it } from 'vitest'
import { compatibilityFindings, planConflicts } from '../../src/resource/compatibility.ts'
import { compatibilityList } from '../../src/resource/compatibility-list.ts'
import { address } from '../../src/resource/resource.ts'
import { planLines } from '../../src/view/plan-text.ts'
import { createStyle } from '../../src/view/style.ts'
import {
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
  withVersion,
} from './small-world.ts'

const planAt = (number: number) => address('service-plan', guid(number))
const limited = { limit: 1, limitScope: 'Concurrent' }

describe('P7: conflicts', () => {
  it('P7: come from limits in the catalog: such an offer excludes itself', () => {
    const catalog = catalogOf(
      offer(1, limited),
      offer(2, { limit: 2, limitScope: 'lifetime' }),
      offer(3, { limit: 9, limitScope: 'None' }),
    )
    const conflicts = (policy = {}) => planConflicts(contextOf({ catalog, site: site({ policy }) }).context)
    expect(conflicts()).toEqual([1, 2].map((each) => ({ plan: planAt(each), with: [planAt(each)] })))
    expect(conflicts({ selfConflictUpTo: 1 })).toEqual([{ plan: planAt(1), with: [planAt(1)] }])
  })

  it('P7: come from groups in the policy, for plans that exist as well', () => {
    const catalog = catalogOf(offer(1), offer(2), offer(3))
    const observed = emptyInstallation({ ...sold(type('license', 1)), plans: [planOf(41, [1])] })
    const { context } = contextOf({ catalog, observed, site: site({ policy: { conflicts: [['offer 1', guid(3)]] } }) })
    expect(planConflicts(context)).toEqual([
      { plan: planAt(1), with: [planAt(3)] },
      { plan: planAt(3), with: [planAt(1)] },
    ])
  })

  it('I15: no plan holds two offers of one group', () => {
    const catalog = catalogOf(offer(1), offer(5, { parents: [1] }), offer(6, { parents: [1] }))
    const findings = (conflicts: string[][]) =>
      compatibilityFindings(contextOf({ catalog, site: site({ policy: { conflicts } }) }).context)
    expect(findings([['Offer 5', 'Offer 6']])).toMatchObject([
      {
        severity: 'error',
        code: 'plan/conflicting-offers',
        message: 'The plan "Offer 1" would hold offers that policy.conflicts keeps apart: Offer 5, Offer 6.',
      },
    ])
    expect(findings([['Offer 5', 'Ofer 6']])).toMatchObject([
      { severity: 'warning', code: 'policy/unknown-offer', hint: 'Did you mean "Offer 6"?' },
    ])
  })
})

describe('the step', () => {
  const catalog = catalogOf(offer(1, limited))
  const shown = (version: string, given = catalog) =>
    planLines(plan({ catalog: given, observed: withVersion(version) }), {
      style: createStyle(false),
      width: 200,
      details: false,
    })

  it('A10: is skipped from 18.3 on, and the plan says why', () => {
    expect(shown('18.3')).toContain(
      '- skipped  Deploy the offer compatibility list: not from application version 18.3 on, and this is 18.3',
    )
    expect(shown('18.2').join('\n')).not.toContain('skipped')
  })

  it('A10: is skipped where nothing excludes anything', () => {
    expect(shown('18.2', catalogOf(offer(1))).join('\n')).toContain('no plans exclude each other')
  })
})

describe('P8: the list', () => {
  const resellers = site({
    resellers: [
      { account: 1001, name: 'Contoso', model: 'value-added' },
      {
        account: 1011,
        name: 'Contoso North',
        model: 'value-added',
        parent: 1001,
        tier: 2,
        delegated: [{ plan: 41, copy: 301 }],
      },
      { account: 1004, name: 'Northwind', model: 'power' },
    ],
  }).resellers
  const conflicts = [
    { plan: planAt(1), with: [planAt(1), planAt(2)] },
    { plan: planAt(2), with: [planAt(1)] },
  ]
  const idOf = (given: string) => (given === planAt(1) ? 41 : 42)
  const list = (given: Record<string, unknown> = {}) =>
    compatibilityList({
      conflicts,
      idOf,
      resellers,
      copies: new Map([
        [
          1001,
          new Map([
            [41, 201],
            [42, 202],
          ]),
        ],
      ]),
      site: site(given),
    })

  it('P8: holds the ids of the provider and of resellers of every tier, each with its own', () => {
    const { text, without } = list({ compatibilityList: { note: false } })
    expect(JSON.parse(text)).toEqual({
      incompatiblePlans: [
        { planId: 41, incompatibleWith: [41, 42] },
        { planId: 42, incompatibleWith: [41] },
        { planId: 201, incompatibleWith: [201, 202] },
        { planId: 202, incompatibleWith: [201] },
        { planId: 301, incompatibleWith: [301] },
      ],
    })
    expect(without.map(({ name }) => name)).toEqual(['Northwind'])
  })

  it('P8: never passes for the format of the vendor, and has names that can be set', () => {
    const made = JSON.parse(list({ compatibilityList: { list: 'x', plan: 'p', with: 'w' } }).text) as Record<
      string,
      unknown
    >
    expect(Object.keys(made)).toEqual(['_note', 'x'])
    expect(JSON.stringify(made['_note'])).toContain('inferred, not documented')
  })
})
