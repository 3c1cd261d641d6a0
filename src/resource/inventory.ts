/** The observed state by stable keys: which offer each object stands for. Names are never a key. */

import type { OfferId } from '../catalog/offer.ts'
import type { Diagnostic } from '../lib/diagnostic.ts'
import { groupBy } from '../lib/group-by.ts'
import type { ObservedPlan, ObservedResourceType, ObservedState, ObservedType } from './observed-state.ts'

/**
 * What a service plan is addressed by: the offer id of its License for the oldest plan that sells exactly that one, which
 * is also the plan that this program makes where there is none; `plan-<id>` for every other plan.
 */
export type PlanKey = string

export interface Inventory {
  types: ReadonlyMap<OfferId, ObservedType>
  resourceTypes: ReadonlyMap<OfferId, ObservedResourceType>
  /** From resource type id back to the offer. */
  offerOf: ReadonlyMap<number, OfferId>
  /** Every plan, oldest first. Many may sell one License, and then only the oldest has its offer id as key. */
  plans: ReadonlyMap<PlanKey, ObservedPlan>
  /** What people call each plan: its name, with its id where several share the name. */
  planLabels: ReadonlyMap<PlanKey, string>
  /** From plan id back to the key. */
  keyOfPlan: ReadonlyMap<number, PlanKey>
  /** What each plan has rates for, by plan id; resources of other applications are no offers. */
  ratedIn: ReadonlyMap<number, readonly OfferId[]>
  /** Resource types that a rate of some plan shows, with the category if there is one. */
  categories: ReadonlyMap<OfferId, string | undefined>
  diagnostics: readonly Diagnostic[]
  /**
   * Offers for which two objects could be meant (rules I1 and I2; P2), each with findings that show both. They stop what
   * is about such an offer; the first object, in the order of reading, stands in the lists above.
   */
  duplicates: ReadonlyMap<OfferId, readonly Diagnostic[]>
}

/**
 * Types are known by offer id, resource types by the type they refer to (`resource_uid`); ids are compared whatever their
 * case. Plans made since the state was read can be named, so that lists of plan ids make sense; two plans of one License
 * are normal.
 */
export function takeInventory(observed: ObservedState, madePlans?: ReadonlyMap<number, PlanKey>): Inventory {
  const diagnostics: Diagnostic[] = []
  const duplicates = new Map<OfferId, Diagnostic[]>()
  const isTwice = (offerId: OfferId, found: Diagnostic): void => {
    duplicates.set(offerId, [...(duplicates.get(offerId) ?? []), found])
  }
  const types = new Map<OfferId, ObservedType>()
  const offerOfType = new Map<string, OfferId>()
  for (const type of observed.types) {
    if (type.offerId === '') {
      diagnostics.push(noOfferId(type))
      continue
    }
    offerOfType.set(type.apsId.toLowerCase(), type.offerId)
    const rival = types.get(type.offerId)
    if (rival === undefined) types.set(type.offerId, type)
    else isTwice(type.offerId, twoTypes(rival, type))
  }
  const resourceTypes = new Map<OfferId, ObservedResourceType>()
  const offerOf = new Map<number, OfferId>()
  for (const resourceType of observed.resourceTypes) {
    const offerId = offerOfType.get(resourceType.typeId.toLowerCase())
    if (offerId === undefined) continue
    offerOf.set(resourceType.id, offerId)
    const rival = resourceTypes.get(offerId)
    if (rival === undefined) resourceTypes.set(offerId, resourceType)
    else isTwice(offerId, twoResourceTypes(offerId, rival, resourceType))
  }
  const plans = new Map<PlanKey, ObservedPlan>()
  const ratedIn = new Map<number, readonly OfferId[]>()
  const categories = new Map<OfferId, string | undefined>()
  for (const plan of [...observed.plans].sort((a, b) => a.id - b.id)) {
    const rated = plan.rates.flatMap((rate) => {
      const offerId = offerOf.get(rate.resourceId)
      if (offerId === undefined) return []
      categories.set(offerId, rate.category ?? categories.get(offerId))
      return [offerId]
    })
    ratedIn.set(plan.id, rated)
    const [license, ...others] = rated.filter((id) => types.get(id)?.kind === 'license')
    const isFirst = license !== undefined && others.length === 0 && !plans.has(license)
    plans.set(isFirst ? license : `plan-${plan.id}`, plan)
  }
  const keyOfPlan = new Map([...plans].map(([key, plan]) => [plan.id, key]))
  for (const [planId, key] of madePlans ?? []) keyOfPlan.set(planId, key)
  return {
    ...{ types, resourceTypes, offerOf, categories, diagnostics, duplicates },
    ...{ plans, planLabels: labelsOf(plans), keyOfPlan, ratedIn },
  }
}

function labelsOf(plans: ReadonlyMap<PlanKey, ObservedPlan>): Map<PlanKey, string> {
  const named = groupBy(plans.values(), ({ name }) => name)
  return new Map(
    [...plans].map(([key, { id, name }]) => [key, named.get(name)?.length === 1 ? name : `${name} (${id})`]),
  )
}

/** The Licenses that a plan has rates for; one in most plans, and in every plan that can be upgraded to (rule I14). */
export function licensesIn({ ratedIn, types }: Pick<Inventory, 'ratedIn' | 'types'>, { id }: ObservedPlan): OfferId[] {
  return (ratedIn.get(id) ?? []).filter((offerId) => types.get(offerId)?.kind === 'license')
}

/** Most likely the property has another name here; going on would create every type a second time. */
function noOfferId({ name, apsId }: ObservedType): Diagnostic {
  return {
    severity: 'error',
    code: 'observe/no-offer-id',
    message: `The type "${name}" (${apsId}) shows no offer id.`,
    hint: 'Set the property names of this installation in the configuration (apsTypes.properties), or give the type its Offer ID.',
  }
}

function twoTypes(a: ObservedType, b: ObservedType): Diagnostic {
  return {
    severity: 'error',
    code: 'observe/two-types',
    message: `Offer ${a.offerId} has two types in the installation: "${a.name}" (${a.apsId}) and "${b.name}" (${b.apsId}).`,
    hint: 'One type per offer is allowed (Provider\'s Guide, "Creating License Types"). Remove the one that no resource type uses.',
  }
}

function twoResourceTypes(offerId: OfferId, a: ObservedResourceType, b: ObservedResourceType): Diagnostic {
  return {
    severity: 'error',
    code: 'observe/two-resource-types',
    message: `Offer ${offerId} has two resource types: "${a.name}" (${a.id}) and "${b.name}" (${b.id}).`,
    hint: 'One resource type per type is allowed (Provider\'s Guide, "Creating Office 365 Resource Types"). Remove the unused one.',
  }
}
