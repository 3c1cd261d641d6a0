/** What a run does to the provider's plans, as far as resellers are concerned. */

import { upgradePaths } from '../kinds/upgrade-paths.ts'
import { licensesIn } from '../inventory.ts'
import { perContext } from '../per-context.ts'
import { servicePlan } from '../kinds/service-plan.ts'
import type { PlanCopies } from '../observed-state.ts'
import type { Reseller } from '../reseller.ts'
import { address, type Address } from '../resource.ts'
import { sameJson } from '../../lib/json.ts'
import type { WishContext } from '../wish-context.ts'

export interface PlansOfRun {
  /** Plans that this run makes. */
  made: readonly Address[]
  /** Plans that exist, and that it changes. */
  changed: readonly Address[]
  /** Plans of the wanted base offers that exist, changed or not. */
  kept: readonly Address[]
  /** Upgrade paths that this run allows, from plan to plan. */
  paths: readonly (readonly [Address, Address])[]
}

export const plansOfRun = perContext(readPlans)

function readPlans(context: WishContext): PlansOfRun {
  const { observed, inventory } = context
  const made: Address[] = []
  const changed: Address[] = []
  const kept: Address[] = []
  for (const { key, value } of servicePlan.wish(context)) {
    const plan = address(servicePlan.name, key)
    const seen = servicePlan.seen(key, observed, inventory)
    if (seen === undefined) {
      made.push(plan)
      continue
    }
    const existing = inventory.plans.get(key)
    if (existing !== undefined && licensesIn(inventory, existing).some((id) => context.selected.has(id)))
      kept.push(plan)
    if (!sameJson(seen.value, value)) changed.push(plan)
  }
  const paths = upgradePaths
    .wish(context)
    .flatMap(({ key, value: { to } }) => to.map((target) => [address(servicePlan.name, key), target] as const))
  return { made: made.sort(), changed: changed.sort(), kept: kept.sort(), paths }
}

/**
 * The plans that a reseller is known to have: what was read, else what the resellers file says.
 *
 * @returns undefined where nobody knows
 */
export function delegatedTo({ account, delegated }: Reseller, context: WishContext): Set<Address> | undefined {
  const { observed, inventory } = context
  const read: PlanCopies | undefined = observed.resellerPlans?.get(account)
  const plans = read === undefined ? delegated?.map(({ plan }) => plan) : [...read.keys()]
  return plans === undefined ? undefined : new Set(plansByAddress(plans, inventory))
}

/** Plans of other templates are nobody's business here. */
export function plansByAddress(ids: Iterable<number>, { keyOfPlan }: WishContext['inventory']): Address[] {
  const keys = [...ids].flatMap((id) => keyOfPlan.get(id) ?? [])
  return keys.map((key) => address(servicePlan.name, key)).sort()
}
