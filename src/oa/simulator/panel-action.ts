/** What a person can do in the control panel, as data: the clicks that have no public API, and those that have. */

import { z } from 'zod'

const id = z.int()
const ids = z.array(id).min(1)
const amount = z.number().nonnegative()

const typeValues = z.strictObject({
  name: z.string().min(1),
  offerId: z.string().min(1),
  trialOfferId: z.string().nullable(),
  provisioningId: z.string(),
  assignable: z.boolean(),
  upgrades: z.array(z.string()),
  parents: z.array(z.string()),
})

/** Included is -1, 0 or at least the minimum; -1 is unlimited for included and maximum (oa-wire.md 6.4). */
const rate = z.strictObject({
  resourceId: id,
  included: z.int().min(-1),
  minimum: z.int().nonnegative(),
  maximum: z.int().min(-1),
  setupFee: amount,
  recurringFee: amount,
})

const period = z.strictObject({
  length: z.int().positive(),
  unit: z.enum(['hour', 'day', 'month', 'year']),
  setupFee: amount,
  recurringFee: amount,
})

export const panelActionSchema = z.discriminatedUnion('do', [
  /** With an `id` it changes that type, else it makes one: `{ id }`. */
  z.strictObject({
    do: z.literal('type.save'),
    kind: z.enum(['license', 'addon']),
    id: z.string().optional(),
    /** Whose type a new one is; the first instance's if left out. */
    instanceId: id.optional(),
    values: typeValues,
  }),
  /** An "Application Service Reference" to the type: `{ resourceTypeId }`. */
  z.strictObject({ do: z.literal('resource-type.create'), name: z.string(), typeId: z.string() }),
  /** Makes the category if there is none of that name: `{ categoryId }`. */
  z.strictObject({ do: z.literal('resource-category.add-resources'), category: z.string().min(1), resourceIds: ids }),
  /** The unit that Billing measures a resource in; one that plans have rates for is refused. */
  z.strictObject({ do: z.literal('resource.set-unit'), resourceId: id, unit: z.string().min(1), multiplier: id }),
  z.strictObject({ do: z.literal('template.switch'), templateId: id, active: z.boolean() }),
  /** Deactivates, adds, sets the limits to 0, and leaves the template as active as it was: `{}`. */
  z.strictObject({ do: z.literal('template.add-resources'), templateId: id, resourceIds: ids }),
  /** `{ planId }`. */
  z.strictObject({
    do: z.literal('plan.create'),
    name: z.string().min(1),
    templateId: id,
    published: z.boolean(),
    periods: z.array(period),
    rates: z.array(rate),
  }),
  z.strictObject({ do: z.literal('plan.add-rates'), planId: id, rates: z.array(rate).min(1) }),
  z.strictObject({ do: z.literal('plan.publish'), planId: id, published: z.boolean() }),
  z.strictObject({ do: z.literal('plan.add-upgrade-paths'), planId: id, toPlanIds: ids }),
  /** Makes the category if there is none of that name: `{ categoryId }`. */
  z.strictObject({ do: z.literal('sales-category.add-plans'), category: z.string().min(1), planIds: ids }),
  /** The three synchronisations are only noted down: there are no subscriptions here. */
  z.strictObject({ do: z.literal('template.sync'), templateId: id, resourceIds: ids }),
  z.strictObject({ do: z.literal('plan.sync'), planId: id }),
  z.strictObject({ do: z.literal('store.sync') }),
  /** In the panel of whoever is above: gives copies, with the upgrade paths among just these plans. */
  z.strictObject({ do: z.literal('reseller.delegate'), account: id, planIds: ids }),
  /** Brings the rates of delegated plans to the copies; without price synchronisation they wait for a confirmation. */
  z.strictObject({ do: z.literal('reseller.sync'), account: id }),
  z.strictObject({ do: z.literal('reseller.confirm'), account: id }),
  /** In a power reseller's own panel: its template, and plans of its own like the given ones. */
  z.strictObject({ do: z.literal('reseller.add-resources'), account: id, resourceIds: ids }),
  z.strictObject({ do: z.literal('reseller.copy-plans'), account: id, planIds: ids }),
  /** Application > Import Package, from a file: `{ version }`. */
  z.strictObject({ do: z.literal('package.import'), file: z.string().min(1) }),
  z.strictObject({ do: z.literal('package.remove'), version: z.string().min(1) }),
  /** To the imported package of that version; the release may be left out. */
  z.strictObject({ do: z.literal('instance.upgrade'), instanceId: id, version: z.string().min(1) }),
  /** Looks at Operations > Tasks; refused with the list of those of Office 365 that are not processed. */
  z.strictObject({ do: z.literal('tasks.check') }),
  z.strictObject({ do: z.literal('task.finish'), id }),
  /** No click: one of the vendor's scripts has run on the management node. */
  z.strictObject({ do: z.literal('script.ran'), name: z.string().min(1) }),
  /** Puts a file on the branding site: `{ sha256 }`. */
  z.strictObject({ do: z.literal('site.deploy'), file: z.string().min(1), text: z.string() }),
])

export type PanelAction = z.infer<typeof panelActionSchema>
