/** What people do at resellers, as strict as OA: nobody passes on what it has not got. */

import { takeInventory } from '../../src/resource/inventory.ts'
import type { ObservedState } from '../../src/resource/observed-state.ts'
import type { Operation } from '../../src/plan/plan.ts'

type Do = (observed: ObservedState, operation: Operation, account: number) => ObservedState

export const resellerDeeds: Record<string, Do> = {
  delegation: (observed, { value }, account) => {
    const plans = planIds(observed, value?.['plans'])
    const { resellerPlans } = observed
    if (resellerPlans === undefined) return observed
    const by = value?.['by'] as string | null
    const offered = by === null ? undefined : resellerPlans.get(Number(by.slice('reseller/'.length)))
    const absent = plans.find((id) => by !== null && offered?.has(id) !== true)
    if (absent !== undefined) throw new Error(`${by} cannot pass on plan ${absent}`)
    const copies = new Map([
      ...plans.map((id) => [id, id * 10 + account] as const),
      ...(resellerPlans.get(account) ?? []),
    ])
    return { ...observed, resellerPlans: new Map([...resellerPlans, [account, copies]]) }
  },
  'reseller-template': (observed, { value }, account) => {
    const template = observed.resellerTemplates.get(account)
    if (template === undefined) return observed
    const added = (value?.['resources'] as string[]).map((resource) => [resourceId(observed, resource), 0] as const)
    const limits = new Map([...added, ...template.limits])
    return {
      ...observed,
      resellerTemplates: new Map([...observed.resellerTemplates, [account, { ...template, limits }]]),
    }
  },
  'reseller-plans': (observed, { value }) => {
    planIds(observed, value?.['plans'])
    planIds(observed, value?.['changed'])
    return observed
  },
  'delegated-paths': (observed, { value }) => {
    planIds(observed, (value?.['paths'] as string[][]).flat())
    return observed
  },
}

function planIds(observed: ObservedState, addresses: unknown): number[] {
  const { plans } = takeInventory(observed)
  return (addresses as string[]).map((address) => {
    const plan = plans.get(address.slice('service-plan/'.length))
    if (plan === undefined) throw new Error(`${address} does not exist`)
    return plan.id
  })
}

function resourceId(observed: ObservedState, address: string): number {
  const found = takeInventory(observed).resourceTypes.get(address.slice('resource-type/'.length))
  if (found === undefined) throw new Error(`${address} does not exist`)
  return found.id
}
