/** What license types and add-on types have in common: APS resources made from an offer. */

import { z } from 'zod'
import type { Offer, OfferId } from '../../catalog/offer.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import { sameJson } from '../../lib/json.ts'
import type { MethodResult } from '../../oa/methods.ts'
import type { TypePropertyNames } from '../../oa/type-property-names.ts'
import type { Inventory } from '../inventory.ts'
import type { ObservedState, ObservedType } from '../observed-state.ts'
import { nameFor, onboardedAfter, type WishContext } from '../wish-context.ts'
import {
  address,
  nameIn,
  type Found,
  type ManualTask,
  type ResourceId,
  type Seen,
  type Task,
  type Value,
  type Way,
} from '../resource.ts'

export const offerTypeFields = {
  name: z.string(),
  offerId: z.string(),
  provisioningId: z.string(),
  /** "Can be assigned to users". */
  assignable: z.boolean(),
}

type OfferTypeValue = z.infer<z.ZodObject<typeof offerTypeFields>>

/**
 * The name and the assignability of an existing type are its operator's business: names differ by habit, and the
 * catalog tells only indirectly whether a license can be assigned to users.
 */
export function commonFields(context: WishContext, offer: Offer): OfferTypeValue {
  const existing = context.inventory.types.get(offer.id)
  return {
    name: existing?.name ?? nameFor(context, offer),
    offerId: offer.id,
    provisioningId: offer.provisioningId ?? '',
    assignable: existing?.assignable ?? !offer.perGigabyte,
  }
}

/**
 * The catalog's list cut to what is onboarded after this run. What an existing type lists beyond the catalog's horizon
 * stays: an offer that the loaded catalog does not know, or one that has a type although the catalog cannot sell it.
 */
export function cutToOnboarded(
  context: WishContext,
  listed: Iterable<OfferId>,
  existing: readonly OfferId[],
): OfferId[] {
  const { catalog, sellable, inventory } = context
  const wanted = new Set(
    existing.filter((id) => !catalog.offers.has(id) || (!sellable.offers.has(id) && inventory.types.has(id))),
  )
  for (const id of listed) if (onboardedAfter(context, id)) wanted.add(id)
  return [...wanted].sort()
}

/** Creates or updates types by APS REST; a create that OA finishes later is waited for. */
export function apsWay(kind: 'license-type' | 'addon-type'): Way {
  return {
    name: 'aps',
    // The bus is documented, the types and property names are not (oa-wire.md, section 2.2).
    grade: 'inferred',
    verbs: ['create', 'update'],
    methods: ['aps.resources.create', 'aps.resources.update'],
    parallel: 8,
    async perform(task) {
      const { client, target } = task
      const type = kind === 'license-type' ? target.licenseType : target.addonType
      const properties = toWire(task.value, target.properties)
      if (task.action === 'update') {
        const id = String(task.idOf(address(kind, task.key)))
        await client.write('aps.resources.update', { id, body: { aps: { type, id }, ...properties } }, () =>
          findTypes(task, type),
        )
        return id
      }
      const created = await client.write('aps.resources.create', { body: { aps: { type }, ...properties } }, () =>
        findTypes(task, type),
      )
      await untilReady(task, created)
      return created.aps.id
    },
  }
}

/** As the bus would have answered, in as much as we use of it. */
async function findTypes(task: Task, type: string): Promise<Found<MethodResult<'aps.resources.create'>>[]> {
  const found = await task.find()
  return found.map(({ id, value, unfinished }) => ({
    id,
    name: nameIn(value),
    result: { aps: { type, id: String(id), status: unfinished === true ? 'aps:proto' : 'aps:ready' } },
  }))
}

async function untilReady(task: Task, { aps }: MethodResult<'aps.resources.create'>): Promise<void> {
  if (aps.status !== 'aps:proto') return
  const isReady = await task.waitFor('OA has accepted it and is at work on it', async () => {
    const { status } = (await task.client.read('aps.resources.get', { id: aps.id })).aps
    return status === 'aps:proto' ? undefined : true
  })
  if (isReady !== true) throw notReady(task.label, aps.id)
}

/** What to say of a type that stays `aps:proto`. */
export function notReady(label: string, id: ResourceId | undefined): OnboardError {
  return new OnboardError({
    kind: 'uncertain',
    code: 'apply/not-ready',
    message: `${label}: OA has accepted it (APS id ${id ?? 'unknown'}) and is not done with it in the time allowed (waits.readySeconds).`,
    hint: 'Look at Operations > Tasks. resume looks again: o365-onboard resume',
  })
}

/** Types of the same offer; the Provider's Guide allows one. */
export function rivalTypes<V extends Value>(
  key: string,
  { types }: ObservedState,
  inventory: Inventory,
  valueOf: (type: ObservedType) => V,
): (Seen<V> & { id: string })[] {
  const first = inventory.types.get(key)
  return types
    .filter((type) => type.offerId === key && type.kind === first?.kind && type !== first)
    .map((type) => ({ id: type.apsId, value: valueOf(type) }))
}

/** Our field names to the installation's property names. */
function toWire(value: Value, names: TypePropertyNames): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([field, data]) => [names[field as keyof TypePropertyNames], data]),
  )
}

/** The fields of the form that a person fills in, or changes. */
export function formLines({ value, before, nameOf }: ManualTask, labels: Readonly<Record<string, string>>): string[] {
  return Object.entries(labels)
    .filter(([field]) => before === undefined || !sameJson(before[field], value[field]))
    .map(([field, label]) => `${label}: ${fieldText(value[field], nameOf)}`)
}

/** As the panel lists it, whatever Microsoft calls the offer. */
function typeName(id: string, nameOf: (key: string) => string): string {
  const addresses = [address('license-type', id), address('addon-type', id)]
  return addresses.map(nameOf).find((name, index) => name !== addresses[index]) ?? nameOf(id)
}

function fieldText(data: Value[string] | undefined, nameOf: (id: string) => string): string {
  if (data === null || data === undefined || data === '') return 'empty'
  if (typeof data === 'boolean') return data ? 'Yes' : 'No'
  if (Array.isArray(data))
    return data.length === 0 ? 'empty' : data.map((id) => typeName(String(id), nameOf)).join(', ')
  return typeof data === 'string' ? data : JSON.stringify(data)
}
