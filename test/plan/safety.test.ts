/** The safety rules: what each counts, and that an ordinary plan never meets those that stand at nothing. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAllowance } from '../../src/cli/read-allowance.ts'
import { guardPlan } from '../../src/plan/guard-plan.ts'
import type { Operation, Plan } from '../../src/plan/plan.ts'
import { findBreaches, safetyDiagnostics, safetyRules } from '../../src/plan/safety.ts'
import { takeInventory } from '../../src/resource/inventory.ts'
import { safetySchema } from '../../src/resource/safety-config.ts'
import { safetyRuleNames, type SafetyRuleName } from '../../src/resource/safety-rule-names.ts'
import { nobodyTouched, type Touched } from '../../src/resource/touched.ts'
import { OaFault } from '../../src/oa/oa-fault.ts'
import type { OaReader } from '../../src/oa/oa-client.ts'
import { isPossible, worlds } from './random-world.ts'
import {
  catalogOf,
  emptyInstallation,
  guid,
  noMatrix,
  offer,
  plan,
  planOf,
  realMatrix,
  realTitle,
  site,
  sold,
  type,
} from './small-world.ts'

const caps = safetySchema.parse({})
const empty = plan({ catalog: catalogOf(offer(1)), observed: emptyInstallation() })

function operation(given: Partial<Operation>): Operation {
  const [first] = empty.operations
  return { ...(first as Operation), action: 'update', before: {}, ...given }
}
const planWith = (...operations: Operation[]): Plan => ({ ...empty, operations })
const touched = (subscriptions: number, orders?: string[]): Touched => ({
  subscriptions: new Set(Array.from({ length: subscriptions }, (_, index) => index)),
  openOrders: orders?.map((number, id) => ({ id, number })),
})
const rulesOf = (given: Plan, who: Touched = nobodyTouched, changed: Record<string, number> = {}) =>
  findBreaches(given, who, safetySchema.parse(changed)).map(({ rule, count }) => `${rule} ${count}`)

const servicePlan = (fee: string, maximum = 300) => ({
  name: 'Plan E3',
  periods: [{ length: 1, unit: 'month', setupFee: '0.00', recurringFee: fee }],
  rates: [{ resource: 'resource-type/x', included: 0, minimum: 0, maximum, setupFee: '0.00', recurringFee: fee }],
})

describe('safety rules', () => {
  it('each has a cap, and each cap a rule', () => {
    expect(safetyRules.map(({ name }) => name).sort()).toEqual([...safetyRuleNames].sort())
  })

  it('any price change of what exists is counted, fee by fee; a new rate or a new plan is none', () => {
    const before = servicePlan('12.50')
    const changed = operation({ address: 'service-plan/x', before, value: servicePlan('9.00') })
    expect(rulesOf(planWith(changed))).toEqual(['price-changes 2'])
    const added = {
      ...before,
      rates: [...before.rates, { ...before.rates[0], resource: 'resource-type/y', recurringFee: '7' }],
    }
    expect(rulesOf(planWith(operation({ address: 'service-plan/x', before, value: added })))).toEqual([])
    expect(rulesOf(planWith(operation({ action: 'create', before: null, value: servicePlan('9.00') })))).toEqual([])
  })

  it('I8: any new limit of -1 in a template is counted, P3: and any unlimited rate', () => {
    const limits = { 'resource-type/a': -1, 'resource-type/b': 0, 'resource-type/c': -1 }
    const template = operation({
      address: 'service-template/12',
      before: { limits: { 'resource-type/c': -1 } },
      value: { limits },
    })
    expect(rulesOf(planWith(template))).toEqual(['unlimited-limits 1'])
    const rate = operation({ address: 'service-plan/x', before: servicePlan('1'), value: servicePlan('1', -1) })
    expect(rulesOf(planWith(rate))).toEqual(['unlimited-limits 1'])
  })

  it('P6: open orders count where the plan synchronises, and are told by number', () => {
    const sync = operation({ action: 'sync', type: 'manual', address: 'plan-sync/x', before: null })
    expect(rulesOf(planWith(sync), touched(3, ['A-1', 'A-2']))).toEqual(['open-orders 2'])
    expect(rulesOf(planWith(sync), touched(3, []))).toEqual([])
    expect(rulesOf(planWith(operation({})), touched(3, ['A-1']))).toEqual([])
    const [found] = findBreaches(planWith(sync), touched(3, ['A-1']), caps)
    expect(found?.message).toContain('order A-1')
  })

  it('P6: where nothing tells open orders, the plan says so', () => {
    expect(safetyDiagnostics(planWith(), touched(3), caps).map(({ code }) => code)).toEqual([
      'safety/touched',
      'safety/orders-not-counted',
    ])
  })

  it('subscriptions, changed objects and changed plans go up to their caps and no further', () => {
    const many = Array.from({ length: 3 }, (_, n) =>
      operation({ address: `service-plan/${n}`, before: servicePlan('1') }),
    )
    const rules = { 'objects-changed': 2, 'plans-changed': 3, 'subscriptions-touched': 10 }
    expect(rulesOf(planWith(...many), touched(10), rules)).toEqual(['objects-changed 3'])
    expect(rulesOf(planWith(...many), touched(11), { ...rules, 'plans-changed': 2 })).toEqual([
      'objects-changed 3',
      'plans-changed 3',
      'subscriptions-touched 11',
    ])
  })

  it('what a plan makes and then completes is not a change of what exists', () => {
    const address = 'license-type/x'
    const made = [operation({ action: 'create', address, before: null }), operation({ address })]
    expect(rulesOf(planWith(...made), nobodyTouched, { 'objects-changed': 0 })).toEqual([])
  })
})

describe('whom a plan touches', () => {
  const observed = emptyInstallation({ ...sold(type('license', 1)), plans: [planOf(40, [1]), planOf(41, [1])] })
  const installation = { observed, inventory: takeInventory(observed), site: site() }
  const sync = (address: string) => planWith(operation({ action: 'sync', address, before: null }))
  const billing = (answer: (name: string, params: Record<string, number>) => unknown): OaReader =>
    ({
      read: (name: string, params: Record<string, number>) => Promise.resolve().then(() => answer(name, params)),
    }) as never
  const twoRates = billing((name, { PlanID = 0, ResourceRateID = 0 }) =>
    name === 'PlanRateListFullGet_API'
      ? [{ ResourceRateID: PlanID * 10 }, { ResourceRateID: PlanID * 10 + 1 }]
      : [
          { SubscriptionID: ResourceRateID, PlanID: 40 },
          { SubscriptionID: 7, PlanID: 40 },
          { SubscriptionID: 8, PlanID: 41 },
        ],
  )
  const messages = async (given: Plan, reader: OaReader) =>
    (await guardPlan(given, installation, reader)).plan.diagnostics.map(({ message }) => message)

  it('a plan synchronisation: each subscription of that plan once', async () => {
    expect(await messages(sync(`plan-sync/${guid(1)}`), twoRates)).toContain(
      'The synchronisations touch 3 subscriptions.',
    )
  })

  it('a template synchronisation: those of every plan on it', async () => {
    expect(await messages(sync('template-sync/12'), twoRates)).toContain('The synchronisations touch 4 subscriptions.')
  })

  it('nobody where nothing is synchronised, and nothing is read', async () => {
    const unread = billing(() => {
      throw new Error('nobody expected a read')
    })
    expect(await messages(planWith(operation({})), unread)).toEqual(empty.diagnostics.map(({ message }) => message))
  })

  it('is not known where Billing refuses, and the plan says so', async () => {
    const refusing = billing((name) => {
      throw new OaFault({
        code: 'oa/refused',
        outcome: 'refused',
        system: 'billing',
        method: name,
        message: 'no such method',
      })
    })
    const { plan: guarded } = await guardPlan(sync('template-sync/12'), installation, refusing)
    const codes = guarded.diagnostics.map(({ code }) => code)
    expect(codes).toContain('safety/not-counted')
  })
})

it.each([
  ['price-changes=3', ['price-changes', 3]],
  ['open-orders=0', ['open-orders', 0]],
] satisfies [string, [SafetyRuleName, number]][])('--allow %s', (text, wanted) => {
  expect([...readAllowance(text)]).toEqual([wanted])
})

it.each(['price-changes', 'price-changes=', 'price-changes=-1', 'price-changes=all', 'prices=3', '=3', '3'])(
  '--allow %s is a usage error',
  (text) => {
    expect(() => readAllowance(text)).toThrow('It must be <rule>=<number>')
  },
)

it('no plan for any small world changes a price or sets anything to unlimited, whatever was there', () => {
  fc.assert(
    fc.property(worlds.filter(isPossible), (world) => {
      const found = rulesOf(plan(world), nobodyTouched)
      expect(found.filter((rule) => /^(price|unlimited)/.test(rule))).toEqual([])
    }),
    { numRuns: 150 },
  )
})

it.skipIf(noMatrix)(`${realTitle}: a first run with everything in it is within all caps`, async () => {
  expect(rulesOf(plan({ catalog: await realMatrix(), observed: emptyInstallation() }))).toEqual([])
})
