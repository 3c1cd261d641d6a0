/** What license types and add-on types have in common: APS resources made from an offer. */

import { z } from 'zod'
import type { Offer, OfferId } from '../../catalog/offer.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import { sameJson } from '../../lib/json.ts'
import type { MethodResult } from '../../oa/methods.ts'
import type { PropertyNames } from '../site.ts'
import { nameFor, onboardedAfter, type WishContext } from '../wish-context.ts'
import { address, type ManualTask, type Task, type Value, type Way } from '../resource.ts'

/** The longest that an asynchronous create may take before we stop waiting for `aps:ready`. */
const READY_DEADLINE_MS = 600_000

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
        await client.write('aps.resources.update', { id, body: { aps: { type, id }, ...properties } })
        return id
      }
      const created = await client.write('aps.resources.create', { body: { aps: { type }, ...properties } })
      await untilReady(task, created)
      return created.aps.id
    },
  }
}

async function untilReady(task: Task, created: MethodResult<'aps.resources.create'>): Promise<void> {
  let waited = 0
  for (let status = created.aps.status; status === 'aps:proto';) {
    if (waited > READY_DEADLINE_MS) {
      throw new OnboardError({
        kind: 'uncertain',
        code: 'apply/not-ready',
        message: `${task.label}: OA has taken the create (APS id ${created.aps.id}) but it is not ready after ${waited / 1000} s.`,
        hint: 'Look at Operations > Tasks, then type: o365-onboard resume',
      })
    }
    // A tenth of what was waited so far: quick for quick work, gentle for slow work.
    const ms = Math.min(10_000, Math.max(250, waited / 10))
    await task.pause(ms)
    waited += ms
    status = (await task.client.read('aps.resources.get', { id: created.aps.id })).aps.status
  }
}

/** Our field names to the installation's property names. */
function toWire(value: Value, names: PropertyNames): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([field, data]) => [names[field as keyof PropertyNames], data]))
}

/** The fields of the form that a person fills in, or changes. */
export function formLines({ value, before, nameOf }: ManualTask, labels: Readonly<Record<string, string>>): string[] {
  return Object.entries(labels)
    .filter(([field]) => before === undefined || !sameJson(before[field], value[field]))
    .map(([field, label]) => `${label}: ${fieldText(value[field], nameOf)}`)
}

function fieldText(data: Value[string] | undefined, nameOf: (id: string) => string): string {
  if (data === null || data === undefined || data === '') return 'empty'
  if (typeof data === 'boolean') return data ? 'Yes' : 'No'
  if (Array.isArray(data)) return data.length === 0 ? 'empty' : data.map((id) => nameOf(String(id))).join(', ')
  return typeof data === 'string' ? data : JSON.stringify(data)
}
