/** What a new service plan holds: its License, and every add-on it can carry with the ancestors that one needs. */

import type { Offer, OfferId } from '../../catalog/offer.ts'
import { chainsFrom, explainChain, type Chain } from '../../graph/chains.ts'
import type { Period, Policy } from '../policy.ts'
import { selectedOffers, type WishContext } from '../wish-context.ts'

export interface PlanDraft {
  license: Offer
  /** The license first, then its add-ons: an add-on after the ancestors it needs. */
  offers: readonly Offer[]
  /** Why the add-ons that need more than the license have the ancestors they have. */
  notes: readonly string[]
}

/** Plans for the selected licenses that no plan sells yet. */
export function plansToCreate(context: WishContext): PlanDraft[] {
  return selectedOffers(context, 'license')
    .filter(({ offer }) => !context.inventory.plans.has(offer.id))
    .map(({ offer }) => draftPlan(context, offer))
}

/**
 * The rates of a plan are closed under ancestor chains (rule I5): for each add-on the shortest chain down from the
 * license, and every offer on it.
 */
export function draftPlan(context: WishContext, license: Offer): PlanDraft {
  const { plans } = context.site.policy
  const standing = { onboarded: new Set(context.inventory.types.keys()), selected: new Set(context.selected.keys()) }
  const usable = (id: OfferId) => standing.selected.has(id) || standing.onboarded.has(id)
  const chains = chainsFrom(context.graph, license.id, standing, usable)
  const carried = [...chains].filter(([id]) => isCarried(context, id, plans))
  const ids = new Set<OfferId>([license.id])
  for (const [, chain] of carried) for (const id of chain.path) ids.add(id)
  return {
    license,
    offers: [...ids].flatMap((id) => context.catalog.offers.get(id) ?? []),
    notes: carried.flatMap(([, chain]) => chainNote(context, chain)),
  }
}

function isCarried(context: WishContext, id: OfferId, plans: Policy['plans']): boolean {
  if (plans.addons === 'none' || plans.exceptAddons.includes(id)) return false
  return plans.addons === 'all' || context.selected.has(id)
}

function chainNote(context: WishContext, chain: Chain): string[] {
  if (chain.path.length <= 2) return []
  const names = chain.path.map((id) => context.catalog.offers.get(id)?.name ?? id)
  return [`${names.at(-1) ?? ''} needs ${names.slice(1, -1).join(', then ')}: ${explainChain(chain.why)}`]
}

/**
 * The periods of the policy that the offer can be billed by; a yearly offer gets a year where the policy has only
 * months (rule I13).
 */
export function periodsFor(offer: Offer, policy: Policy): readonly Period[] {
  const { billingFrequencies: frequencies } = offer
  const word: Record<Period['unit'], string> = { day: 'daily', month: 'monthly', year: 'annual' }
  const fitting = policy.plans.periods.filter(
    ({ unit }) => frequencies.length === 0 || unit === 'day' || frequencies.includes(word[unit]),
  )
  return fitting.length > 0 ? fitting : [{ length: 1, unit: frequencies.includes('monthly') ? 'month' : 'year' }]
}
