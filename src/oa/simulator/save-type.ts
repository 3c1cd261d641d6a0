/** Creating and changing license types and add-on types: the same rules for the APS bus and for the panel. */

import { type Context, nextId } from './handler.ts'
import { noSuchRow, Refusal } from './refusal.ts'
import { namedUuid } from './sequences.ts'
import type { OfferType } from './state.ts'

/** The fields of the two forms (oa-wire.md 2.2). */
export type TypeValues = Pick<
  OfferType,
  'name' | 'offerId' | 'trialOfferId' | 'provisioningId' | 'assignable' | 'upgrades' | 'parents' | 'description'
>

/**
 * A new type. A second type for the same offer is forbidden by the guide but not known to be rejected, so it is not
 * (oa-wire.md 2.3).
 * @throws {Refusal} when an upgrade or a parent has no type.
 */
export function createType(
  context: Context,
  owner: { kind: OfferType['kind']; instanceId: number },
  values: TypeValues,
): OfferType {
  checkReferences(context, owner.instanceId, values)
  const id = namedUuid(`${context.world.name}/type/${nextId(context, 'type')}`)
  const type = { ...owner, ...values, id, revision: 1, modified: context.at }
  context.state.types.set(id, type)
  return type
}

/** @throws {Refusal} when there is no such type, or an upgrade or a parent has none. */
export function updateType(context: Context, id: string, values: Partial<TypeValues>): OfferType {
  const old = context.state.types.get(id)
  if (old === undefined) throw noSuchRow('APS Resource', id)
  const type = { ...old, ...values, revision: old.revision + 1, modified: context.at }
  checkReferences(context, old.instanceId, type)
  context.state.types.set(id, type)
  return type
}

/**
 * Upgrades are picked from the existing license types of the instance, parents from all its types. That the server
 * checks what the form's pick lists offer is inferred, and so is the form of the error (domain.md 2.2).
 */
function checkReferences(context: Context, instanceId: number, values: TypeValues): void {
  if (values.upgrades.length === 0 && values.parents.length === 0) return
  const known = { license: new Set<string>(), addon: new Set<string>() }
  for (const type of context.state.types.values()) {
    if (type.instanceId === instanceId) known[type.kind].add(type.offerId)
  }
  const upgrade = values.upgrades.find((offerId) => !known.license.has(offerId))
  if (upgrade !== undefined) throw new Refusal(`There is no license type for the possible upgrade '${upgrade}'.`)
  const parent = values.parents.find((offerId) => !known.license.has(offerId) && !known.addon.has(offerId))
  if (parent !== undefined) throw new Refusal(`There is no type for the possible parent offer '${parent}'.`)
}
