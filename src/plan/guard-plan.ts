/** Measures a plan against the safety rules: whom it touches is read from the installation, the rest stands in the plan. */

import type { OaReader } from '../oa/oa-client.ts'
import { findKind, keyOf } from '../resource/kinds.ts'
import type { Inventory } from '../resource/inventory.ts'
import type { ObservedState } from '../resource/observed-state.ts'
import type { Site } from '../resource/site.ts'
import { lookAtTouched } from '../resource/touched.ts'
import type { Plan } from './plan.ts'
import { findBreaches, safetyDiagnostics, type SafetyBreach } from './safety.ts'
import { sealPlan } from './seal-plan.ts'

export interface GuardedPlan {
  /** The plan, with what the rules found among its diagnostics. */
  plan: Plan
  breaches: readonly SafetyBreach[]
}

/** @throws OaFault when the read of open orders, which the site allows, fails */
export async function guardPlan(
  plan: Plan,
  { observed, inventory, site }: { observed: ObservedState; inventory: Inventory; site: Site },
  reader: OaReader,
): Promise<GuardedPlan> {
  const touched = await lookAtTouched(reader, site, plansToSync(plan, observed, inventory))
  const breaches = findBreaches(plan, touched, site.safety)
  const others = plan.diagnostics.filter(({ code }) => !code.startsWith('safety/'))
  const diagnostics = [...others, ...safetyDiagnostics(plan, touched, site.safety)]
  return { plan: sealPlan({ ...plan, diagnostics }), breaches }
}

/** The plans whose subscriptions a synchronisation reaches: with the template's, those of every plan that uses it. */
function plansToSync({ operations }: Plan, observed: ObservedState, inventory: Inventory): number[] {
  const syncs = operations.flatMap(({ action, address }) =>
    action === 'sync' && address !== undefined ? [address] : [],
  )
  if (syncs.some((address) => address.startsWith('template-sync/'))) return observed.plans.map(({ id }) => id)
  return syncs.flatMap((address) => {
    if (!address.startsWith('plan-sync/')) return []
    const id = findKind('service-plan')?.seen(keyOf(address), observed, inventory)?.id
    return typeof id === 'number' ? [id] : []
  })
}
