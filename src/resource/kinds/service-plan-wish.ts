/** What a service plan holds: its License, and every add-on it is to carry with the ancestors that one needs there. */

import type { Offer, OfferId } from '../../catalog/offer.ts'
import { chainsFrom, explainChain, type Chain } from '../../graph/chains.ts'
import type { OfferGraph } from '../../graph/offer-graph.ts'
import { isOneTime } from '../../catalog/one-time.ts'
import { licensesIn, type PlanKey } from '../inventory.ts'
import type { ObservedPlan } from '../observed-state.ts'
import { perContext } from '../per-context.ts'
import type { Policy } from '../policy.ts'
import { selectedOffers, type WishContext } from '../wish-context.ts'
import { oneTimeSeats } from './service-plan-rates.ts'

export interface PlanDraft {
  /** What the plan gets a rate for: an add-on after the ancestors it needs. */
  offers: readonly Offer[]
  /** Why the add-ons that need more than what is there have the ancestors they have. */
  notes: readonly string[]
}

/** What gets its first rate, or another one, by this run. */
export function offersToRate(context: WishContext): Set<OfferId> {
  const drafts = [
    ...plansToCreate(context).map(({ offer }) => draftPlan(context, offer)),
    ...plansToKeep(context).map(({ key, plan }) => extendPlan(context, key, plan)),
  ]
  return new Set(drafts.flatMap(({ offers }) => offers.map(({ id }) => id)))
}

/** The selected licenses that no plan sells yet; one for a one-time price needs to know its seats. */
export function plansToCreate(context: WishContext): { offer: Offer; reason: string }[] {
  return selectedOffers(context, 'license').filter(
    ({ offer }) =>
      !context.inventory.plans.has(offer.id) &&
      (!isOneTime(offer) || oneTimeSeats(offer, context.site.policy) !== undefined),
  )
}

/** The plans that exist and that this run looks at: those of the selected licenses, and those it may extend. */
export function plansToKeep({ inventory, selected, reach }: WishContext): { key: PlanKey; plan: ObservedPlan }[] {
  return [...inventory.plans]
    .filter(([key, { id }]) => reach.plans.has(id) || selected.has(key))
    .map(([key, plan]) => ({ key, plan }))
}

/** Drafts made so far. */
const drafts = perContext(() => new Map<PlanKey, PlanDraft>())

function once(context: WishContext, key: PlanKey, make: () => PlanDraft): PlanDraft {
  const draft = drafts(context).get(key) ?? make()
  drafts(context).set(key, draft)
  return draft
}

/**
 * The offers of a new plan. They are closed under ancestor chains (rule I5): for each add-on the shortest chain down
 * from the license, and every offer on it. A plan for a one-time price holds nothing but its license.
 */
export function draftPlan(context: WishContext, license: Offer): PlanDraft {
  const { plans } = context.site.policy
  return once(context, license.id, () => {
    if (isOneTime(license)) return { offers: [license], notes: [] }
    const chains = chainsDownFrom(context, [license.id])
    const carried = [...chains].filter(([id]) => isCarried(context, id, plans)).map(([, chain]) => chain)
    return draft(context, [license.id, ...carried.flatMap(({ path }) => path)], carried)
  })
}

function isCarried(context: WishContext, id: OfferId, plans: Policy['plans']): boolean {
  if (plans.addons === 'none' || plans.exceptAddons.includes(id)) return false
  return plans.addons === 'all' || context.selected.has(id)
}

/**
 * The offers that a plan is extended by: the add-ons of this run that it can carry, and of the ancestors that these need
 * only those that are missing there. Nothing that it sells is looked at again.
 */
export function extendPlan(context: WishContext, key: PlanKey, plan: ObservedPlan): PlanDraft {
  const { reach, site, inventory } = context
  if (!reach.plans.has(plan.id)) return { offers: [], notes: [] }
  return once(context, key, () => {
    const { exceptAddons } = site.policy.plans
    const rated = new Set(inventory.ratedIn.get(plan.id))
    const chains = chainsDownFrom(context, soldComplete(context, plan))
    const carried = [...chains]
      .filter(([id]) => reach.addons.has(id) && !exceptAddons.includes(id))
      .map(([, chain]) => chain)
    const missing = carried.flatMap(({ path }) => path).filter((id) => !rated.has(id))
    return draft(context, missing, carried)
  })
}

/**
 * What customers can buy under a plan: its licenses, and each of its add-ons that has a complete chain of rates down from
 * one of them. A license that is paid once carries nothing. An add-on sold without its ancestors (pain point P1) is nothing to build on.
 */
export function soldComplete(context: Pick<WishContext, 'graph' | 'inventory'>, plan: ObservedPlan): Set<OfferId> {
  const { graph, inventory } = context
  const rated = new Set(inventory.ratedIn.get(plan.id))
  const open = licensesIn(inventory, plan).filter((id) => {
    const license = graph.offers.get(id)
    return license?.kind === 'license' && !isOneTime(license)
  })
  const sold = new Set(open)
  // What is an add-on in the catalog and a license here is left as it is (rule I1).
  const carries = (id: OfferId): boolean => inventory.types.get(id)?.kind === 'addon' && recurs(graph, id)
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const next = graph.childrenOf(id).filter((child) => rated.has(child) && !sold.has(child) && carries(child))
    for (const child of next) sold.add(child)
    open.push(...next)
  }
  return sold
}

function chainsDownFrom(context: WishContext, roots: Iterable<OfferId>): Map<OfferId, Chain> {
  const { graph, inventory, selected } = context
  const standing = { onboarded: new Set(inventory.types.keys()), selected: new Set(selected.keys()) }
  return chainsFrom(graph, roots, standing, (id) => recurs(graph, id) && canBeRated(context, id))
}

/** What is paid once has a plan of its own, is no add-on in another one, and carries none. */
export function recurs(graph: OfferGraph, id: OfferId): boolean {
  const offer = graph.offers.get(id)
  return offer === undefined || !isOneTime(offer)
}

function draft(context: WishContext, ids: Iterable<OfferId>, chains: readonly Chain[]): PlanDraft {
  return {
    offers: [...new Set(ids)].flatMap((id) => context.catalog.offers.get(id) ?? []),
    notes: chains.flatMap((chain) => chainNote(context, chain)),
  }
}

/** A rate needs a resource of the template (rule I11): one that this run puts there, or one that is there. */
export function canBeRated(
  { selected, inventory, observed }: Pick<WishContext, 'selected' | 'inventory' | 'observed'>,
  id: OfferId,
): boolean {
  if (selected.has(id)) return true
  const resourceType = inventory.resourceTypes.get(id)
  return (
    !inventory.duplicates.has(id) &&
    inventory.types.get(id)?.kind === 'addon' &&
    resourceType !== undefined &&
    observed.template.limits.has(resourceType.id)
  )
}

function chainNote(context: WishContext, chain: Chain): string[] {
  if (chain.path.length <= 2) return []
  const names = chain.path.map((id) => context.catalog.offers.get(id)?.name ?? id)
  return [`${names.at(-1) ?? ''} needs ${names.slice(1, -1).join(', then ')}: ${explainChain(chain.why)}`]
}
