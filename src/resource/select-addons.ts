/** Which add-ons procedure B brings, and into which of the plans that exist (KB 126207, steps B1 to B6). */

import type { Catalog } from '../catalog/catalog.ts'
import type { Offer, OfferId } from '../catalog/offer.ts'
import type { Sellable } from '../catalog/sellable.ts'
import { chainsFrom } from '../graph/chains.ts'
import type { OfferGraph } from '../graph/offer-graph.ts'
import { findWanted } from '../graph/wanted.ts'
import type { Diagnostic } from '../lib/diagnostic.ts'
import * as tell from './addon-findings.ts'
import { findPlans } from './find-plans.ts'
import { canBeRated, recurs, soldComplete } from './kinds/service-plan-wish.ts'
import type { Inventory } from './inventory.ts'
import type { ObservedPlan, ObservedState } from './observed-state.ts'
import { plansInPolicy, type PlanReach } from './plan-reach.ts'
import type { Policy } from './policy.ts'

export interface AddonRequest {
  catalog: Catalog
  sellable: Sellable
  graph: OfferGraph
  observed: ObservedState
  inventory: Inventory
  policy: Policy['plans']
  /** Add-ons by id or name; empty for every one of the catalog that belongs to a plan here. */
  wanted: readonly string[]
  /** Plans by id or name; empty for every one, or where the policy lists plans for those. */
  plans: readonly string[]
}

export interface AddonSelection {
  /** The add-ons that this run makes or completes, in order of id, with the reason of each. */
  selected: ReadonlyMap<OfferId, string>
  reach: PlanReach
  diagnostics: readonly Diagnostic[]
}

/**
 * An add-on belongs to a plan when a chain of parents leads up to what the plan sells. It brings the ancestors on the
 * shortest such chain that have no resource here yet; licenses and plans are never brought (KB 126207, procedure B).
 */
export function selectAddons(request: AddonRequest): AddonSelection {
  const scope = scopeOf(request)
  const asked = askedAddons(request)
  const belonging = scope.plans.map((plan) => ({ plan, needed: addonsUnder(request, plan, asked.addons) }))
  const selected = new Map<OfferId, string>()
  for (const addon of asked.addons) {
    const homes = belonging.filter(({ needed }) => needed.has(addon.id))
    if (homes.length === 0) continue
    selected.set(addon.id, request.wanted.length > 0 ? 'asked for' : 'in the catalog')
    for (const id of homes.flatMap(({ needed }) => needed.get(addon.id) ?? []))
      if (!selected.has(id)) selected.set(id, `needed by ${addon.name}`)
  }
  return {
    selected: new Map([...selected].sort(([a], [b]) => (a < b ? -1 : 1))),
    reach: { plans: new Set(scope.plans.map(({ id }) => id)), addons: new Set(asked.addons.map(({ id }) => id)) },
    diagnostics: [...scope.diagnostics, ...asked.diagnostics, ...misfits(request, asked.addons, belonging)],
  }
}

/** What a person typed counts; then what the policy lists; that it lists none is about procedure A only. */
function scopeOf({ plans, policy, observed }: AddonRequest): ReturnType<typeof findPlans> {
  if (plans.length > 0) return findPlans(plans, observed.plans, '--plan')
  return plansInPolicy(policy.existing === 'listed' ? 'listed' : 'compatible', policy.listed, observed)
}

function askedAddons({ catalog, sellable, wanted, policy }: AddonRequest): {
  addons: Offer[]
  diagnostics: Diagnostic[]
} {
  const isExcepted = ({ id }: Offer): boolean => policy.exceptAddons.includes(id)
  if (wanted.length === 0) {
    const addons = [...sellable.offers.values()].filter((offer) => offer.kind === 'addon' && !isExcepted(offer))
    return { addons, diagnostics: [...sellable.diagnostics] }
  }
  const { found, diagnostics } = findWanted(wanted, catalog, sellable)
  const addons = found.filter(({ kind }) => kind === 'addon').sort((a, b) => (a.id < b.id ? -1 : 1))
  return {
    addons: addons.filter((offer) => !isExcepted(offer)),
    diagnostics: [
      ...diagnostics,
      ...found.filter(({ kind }) => kind !== 'addon').map(tell.notAnAddon),
      ...addons.filter(isExcepted).map(tell.excepted),
    ],
  }
}

/** For each add-on that belongs to the plan, the ancestors there that have no resource yet. */
function addonsUnder(
  { graph, inventory, observed }: AddonRequest,
  plan: ObservedPlan,
  asked: readonly Offer[],
): Map<OfferId, OfferId[]> {
  const sold = soldComplete({ graph, inventory }, plan)
  const standing = {
    onboarded: new Set(inventory.types.keys()),
    selected: new Set(asked.map(({ id }) => id)),
  }
  const usable = (id: OfferId): boolean =>
    graph.offers.get(id)?.kind === 'addon' && inventory.types.get(id)?.kind !== 'license' && recurs(graph, id)
  const chains = chainsFrom(graph, sold, standing, usable)
  const isReady = (id: OfferId): boolean => canBeRated({ selected: new Map(), inventory, observed }, id)
  return new Map(
    asked.flatMap(({ id }): [OfferId, OfferId[]][] => {
      if (sold.has(id)) return [[id, []]]
      const path = chains.get(id)?.path
      return path === undefined ? [] : [[id, path.slice(1, -1).filter((ancestor) => !isReady(ancestor))]]
    }),
  )
}

type Belonging = readonly { plan: ObservedPlan; needed: ReadonlyMap<OfferId, unknown> }[]

function misfits(request: AddonRequest, asked: readonly Offer[], belonging: Belonging): Diagnostic[] {
  const { graph, inventory, wanted, plans } = request
  const homeless = asked.filter(({ id }) => belonging.every(({ needed }) => !needed.has(id)))
  if (plans.length > 0) {
    const nothing = belonging.filter(({ needed }) => needed.size === 0)
    const pairs = belonging.flatMap(({ plan, needed }) =>
      asked.filter(({ id }) => !needed.has(id)).map((addon) => tell.cannotCarry(plan, addon, graph, inventory)),
    )
    return wanted.length > 0 ? pairs : nothing.map(({ plan }) => tell.carriesNothing(plan))
  }
  if (wanted.length > 0) return homeless.map((addon) => tell.belongsNowhere(addon, graph))
  return tell.leftOut(homeless)
}
