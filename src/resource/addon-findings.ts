/** What is told of add-ons and plans that do not go together. */

import type { Offer } from '../catalog/offer.ts'
import type { OfferGraph } from '../graph/offer-graph.ts'
import type { Diagnostic } from '../lib/diagnostic.ts'
import { count, firstFew } from '../lib/text.ts'
import { licensesIn, type Inventory } from './inventory.ts'
import type { ObservedPlan } from './observed-state.ts'

export function notAnAddon({ name, id, at }: Offer): Diagnostic {
  return {
    severity: 'error',
    code: 'addons/not-an-addon',
    message: `${name} (${id}) is no add-on: it is sold in a plan of its own.`,
    hint: `Type: o365-onboard add-offers <catalog> --offer ${id}`,
    at,
  }
}

export function excepted({ name, id, at }: Offer): Diagnostic {
  return {
    severity: 'error',
    code: 'addons/excepted',
    message: `${name} (${id}) goes into no plan here: policy.plans.exceptAddons lists it.`,
    hint: 'Take it off that list, or leave it out.',
    at,
  }
}

/** The add-on was asked for, and no plan can carry it. */
export function belongsNowhere({ name, id, at }: Offer, graph: OfferGraph): Diagnostic {
  return {
    severity: 'error',
    code: 'addons/no-plan',
    message: `${name} (${id}) belongs to no service plan here: none sells an offer that it can be added to.`,
    hint: `It needs ${parentsOf(id, graph)}. To bring it with a plan of one of these: o365-onboard add-offers <catalog> --offer ${id}`,
    at,
  }
}

/** The plan was named, and cannot carry the add-on that was asked for. */
export function cannotCarry(plan: ObservedPlan, { name, id, at }: Offer, graph: OfferGraph, inventory: Inventory) {
  const licenses = licensesIn(inventory, plan).map((license) => inventory.types.get(license)?.name ?? license)
  const why =
    licenses.length === 0
      ? 'it has no rate of a License'
      : `no chain of parents leads from ${licenses.join(' or ')} to it`
  return {
    severity: 'error',
    code: 'addons/not-for-plan',
    message: `The plan "${plan.name}" (${plan.id}) cannot carry ${name} (${id}): ${why}.`,
    hint: `The add-on needs ${parentsOf(id, graph)}.`,
    at,
  } satisfies Diagnostic
}

export function carriesNothing(plan: ObservedPlan): Diagnostic {
  return {
    severity: 'error',
    code: 'addons/not-for-plan',
    message: `The plan "${plan.name}" (${plan.id}) can carry none of the add-ons in the catalog.`,
    hint: 'Leave it out, or load a catalog that knows its License.',
  }
}

export function leftOut(addons: readonly Offer[]): Diagnostic[] {
  const [first] = addons
  if (first === undefined) return []
  const names = firstFew(
    addons.map(({ name }) => name),
    3,
  )
  return [
    {
      severity: 'info',
      code: 'addons/no-plan',
      message: `${count(addons.length, 'add-on')} of the catalog ${addons.length === 1 ? 'belongs' : 'belong'} to no service plan here: ${names}.`,
      at: first.at,
    },
  ]
}

function parentsOf(id: string, graph: OfferGraph): string {
  const names = graph.parentsOf(id).map((parent) => graph.offers.get(parent)?.name ?? parent)
  return names.length === 0 ? 'a parent that this catalog does not sell' : `one of: ${firstFew(names)}`
}
