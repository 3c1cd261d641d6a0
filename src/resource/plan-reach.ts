/** How far a run reaches into plans that exist: into which of them, and with which add-ons. */

import type { OfferId } from '../catalog/offer.ts'
import type { Diagnostic } from '../lib/diagnostic.ts'
import { findPlans } from './find-plans.ts'
import type { ObservedState } from './observed-state.ts'
import type { Policy } from './policy.ts'

export interface PlanReach {
  /** Ids of the plans that may get rates and upgrade paths; all others stay as they are. */
  plans: ReadonlySet<number>
  /** The add-ons that these plans get where they can carry them; the ancestors that are missing there come with them. */
  addons: ReadonlySet<OfferId>
}

/**
 * What the policy lets procedure A do to plans that exist (KB 126207, A8 and A12): nothing, or what this run brings.
 *
 * Never more than what this run brings: an add-on that a plan has been sold without for years is left out for a reason.
 */
export function reachOfNewOffers(
  { existing, listed, addons }: Policy['plans'],
  observed: ObservedState,
  selected: Iterable<OfferId>,
): { reach: PlanReach; diagnostics: Diagnostic[] } {
  const { plans, diagnostics } = plansInPolicy(existing, listed, observed)
  const ids = new Set(plans.map(({ id }) => id))
  return { reach: { plans: ids, addons: new Set(addons === 'none' ? [] : selected) }, diagnostics }
}

/** The plans that the policy names: none, all, or the listed ones. */
export function plansInPolicy(
  existing: Policy['plans']['existing'],
  listed: readonly (string | number)[],
  { plans }: Pick<ObservedState, 'plans'>,
): ReturnType<typeof findPlans> {
  if (existing === 'none') return { plans: [], diagnostics: [] }
  return existing === 'compatible' ? { plans, diagnostics: [] } : findPlans(listed, plans, 'policy.plans.listed')
}
