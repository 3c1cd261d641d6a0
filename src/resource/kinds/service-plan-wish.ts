/** What a new service plan holds: its License, and every add-on it can carry with the ancestors that one needs. */

import type { Offer, OfferId } from '../../catalog/offer.ts'
import { chainsFrom, explainChain, type Chain } from '../../graph/chains.ts'
import type { ObservedPlan } from '../observed-state.ts'
import type { Period, Policy } from '../policy.ts'
import { selectedOffers, type WishContext } from '../wish-context.ts'

export interface PlanDraft {
  license: Offer
  /** The license first, then its add-ons: an add-on after the ancestors it needs. */
  offers: readonly Offer[]
  /** Why the add-ons that need more than the license have the ancestors they have. */
  notes: readonly string[]
}

/** Add-ons that an existing plan can carry and has no rate for, where the policy wants them in. */
export function addonsToAdd(context: WishContext, license: Offer, plan: ObservedPlan): PlanDraft {
  if (context.site.policy.plans.existing === 'none') return { license, offers: [], notes: [] }
  const draft = draftPlan(context, license)
  const rated = new Set(plan.rates.map((rate) => context.inventory.offerOf.get(rate.resourceId)))
  return { ...draft, offers: draft.offers.filter(({ id }) => !rated.has(id)) }
}

/** What gets its first rate, or another one, by this run. */
export function offersToRate(context: WishContext): Set<OfferId> {
  const drafts = [
    ...plansToCreate(context).map(({ offer }) => draftPlan(context, offer)),
    ...plansToKeep(context).map(({ offer, plan }) => addonsToAdd(context, offer, plan)),
  ]
  return new Set(drafts.flatMap(({ offers }) => offers.map(({ id }) => id)))
}

/** The selected licenses that no plan sells yet. */
export function plansToCreate(context: WishContext): { offer: Offer; reason: string }[] {
  return selectedOffers(context, 'license').filter(({ offer }) => !context.inventory.plans.has(offer.id))
}

/**
 * The plans that exist and that this run looks at: those of the selected licenses, and where the policy extends plans
 * those of every license in the catalog, since an add-on may belong to one that nobody named.
 */
export function plansToKeep(context: WishContext): { offer: Offer; plan: ObservedPlan }[] {
  const extendsAll = context.site.policy.plans.existing !== 'none'
  return [...context.inventory.plans].sort().flatMap(([id, plan]) => {
    const offer = context.sellable.offers.get(id)
    return offer?.kind === 'license' && (extendsAll || context.selected.has(id)) ? [{ offer, plan }] : []
  })
}

/** Drafts made so far: several kinds of resources look at the same plans. */
const drafted = new WeakMap<WishContext, Map<OfferId, PlanDraft>>()

/**
 * The rates of a plan are closed under ancestor chains (rule I5): for each add-on the shortest chain down from the
 * license, and every offer on it.
 */
export function draftPlan(context: WishContext, license: Offer): PlanDraft {
  const drafts = drafted.get(context) ?? new Map<OfferId, PlanDraft>()
  drafted.set(context, drafts)
  const draft = drafts.get(license.id) ?? makeDraft(context, license)
  drafts.set(license.id, draft)
  return draft
}

function makeDraft(context: WishContext, license: Offer): PlanDraft {
  const { plans } = context.site.policy
  const standing = { onboarded: new Set(context.inventory.types.keys()), selected: new Set(context.selected.keys()) }
  const chains = chainsFrom(context.graph, license.id, standing, (id) => canBeRated(context, id))
  const carried = [...chains].filter(([id]) => isCarried(context, id, plans))
  const ids = new Set<OfferId>([license.id])
  for (const [, chain] of carried) for (const id of chain.path) ids.add(id)
  return {
    license,
    offers: [...ids].flatMap((id) => context.catalog.offers.get(id) ?? []),
    notes: carried.flatMap(([, chain]) => chainNote(context, chain)),
  }
}

/** A rate needs a resource of the template (rule I11): one that this run puts there, or one that is there. */
function canBeRated({ selected, inventory, observed }: WishContext, id: OfferId): boolean {
  if (selected.has(id)) return true
  const resourceType = inventory.resourceTypes.get(id)
  return (
    inventory.types.get(id)?.kind === 'addon' &&
    resourceType !== undefined &&
    observed.template.limits.has(resourceType.id)
  )
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
