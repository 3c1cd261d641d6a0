/** Where many plans are sold, one made by hand is looked at alone; only when it does not show, all are. */

import { expect, it } from 'vitest'
import type { Operation } from '../../src/plan/plan.ts'
import type { ObservedPlan, ObservedState } from '../../src/resource/observed-state.ts'
import { readBack } from '../../src/run/read-back.ts'
import { fakeClient, guid, nothingThere, sessionFor } from './rig.ts'

const sold = [40, 41, 42]
const plan = (id: number): ObservedPlan => ({
  ...{ id, name: `Plan ${id}`, published: true, currency: 'USD', billingMonths: 1 },
  ...{ periods: [], rates: [] },
})
const observed: ObservedState = { ...nothingThere, plans: sold.map(plan) }

const wantedRate = {
  ...{ resource: `resource-type/${guid(1)}`, included: 0, minimum: 0, maximum: 300 },
  ...{ setupFee: '0.00', recurringFee: '0.00' },
}
const operation: Operation = {
  ...{ id: `plans:service-plan/${guid(1)}`, step: 'plans', type: 'manual', action: 'create', via: 'manual' },
  ...{ address: `service-plan/${guid(1)}`, title: 'Create plan One', label: 'One', reason: 'a test' },
  ...{ needs: [], sources: [], changes: [], before: null, manual: { where: 'here', lines: [] } },
  value: { name: 'One', template: 'service-template/12', published: false, periods: [], rates: [wantedRate] },
}

/** Type and resource of what plan 43 sells. */
const license: Partial<ObservedState> = {
  types: [
    {
      ...{ kind: 'license', apsId: 'type', name: 'One', offerId: guid(1), trialOfferId: null, provisioningId: 'X' },
      ...{ assignable: true, upgrades: [], parents: [], ready: true },
    },
  ],
  resourceTypes: [{ id: 101, name: 'One', typeId: 'type' }],
}
const rate = {
  ...{ ResourceID: 101, Included_Value: 0, Lower_Limit: 0, Upper_Limit: 300, Setup_Fee: 0, Recurring_Fee: 0 },
  Unit_of_Measure: 'item',
}

/** What is asked about which plan, when the collection lists these and plan 43 is called so. */
async function looksAt(listed: readonly number[], name43: string) {
  const looked: unknown[] = []
  const read = (name: string, params: Record<string, unknown>): unknown => {
    switch (name) {
      case 'aps.servicePlans.list':
        return { items: listed.map((planId) => ({ planId })), total: listed.length }
      case 'PlanDetailsGet_API':
        looked.push(params['PlanID'])
        return {
          PlanID: params['PlanID'],
          Name: params['PlanID'] === 43 ? name43 : 'Plan',
          ServiceTemplateID: 12,
          Published: false,
        }
      case 'PlanPeriodListGet_API':
        return []
      case 'PlanRateListFullGet_API':
        return params['PlanID'] === 43 ? [rate] : []
      default:
        throw new Error(`nobody expected to read ${name}`)
    }
  }
  const { session } = sessionFor([operation], fakeClient(undefined, read), { observed: { ...observed, ...license } })
  return { ...(await readBack(operation, session)), looked, session }
}

it('is content with the one that is new', async () => {
  const { standing, id, looked } = await looksAt([...sold, 43], 'One')
  expect({ standing, id }).toEqual({ standing: 'fulfilled', id: 43 })
  expect(looked).toEqual([43])
})

it('looks at all of them when that is not it', async () => {
  const { standing, looked, session } = await looksAt([...sold, 43], 'Another')
  expect(standing).toBe('different')
  expect(looked).toEqual([43, 40, 41, 42, 43])
  expect(session.observed.plans.map(({ id }) => id)).toEqual([40, 41, 42, 43])
})
