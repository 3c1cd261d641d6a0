/** A world: the installation that a simulator starts from, as data in one YAML file. */

import { z } from 'zod'
import { typePropertyNames } from '../type-property-names.ts'
import { faultListSchema } from './faults/fault-schedule.ts'
import { worldProblems } from './world-problems.ts'

const id = z.int().nonnegative()
const amount = z.number().nonnegative()

const application = z.strictObject({
  id,
  apsId: z.string().default('http://www.parallels.com/Office365'),
  typeIds: z.strictObject({ license: z.string(), addon: z.string() }).default({
    license: 'http://www.parallels.com/Office365/License/1.2',
    addon: 'http://www.parallels.com/Office365/Addon/1.2',
  }),
  propertyNames: typePropertyNames.prefault({}),
})

const instance = z.strictObject({
  id,
  apsId: z.string(),
  status: z.string().default('Ready'),
  packageVersion: z.string(),
  url: z.string(),
  /** The resource type of the instance itself; 0 is none. */
  resourceTypeId: id.default(0),
})

/** A package of the application that can be imported, by the name of its file. */
const importable = z.strictObject({
  file: z.string(),
  version: z.string(),
  /** The vendor's script without which the tasks of the import fail. */
  needs: z.string().optional(),
})

const resourceType = z.strictObject({
  id,
  name: z.string(),
  description: z.string().default(''),
  resourceClass: z.string(),
  unit: z.string().optional(),
  activationParameters: z.record(z.string(), z.coerce.string()).default({}),
})

const serviceTemplate = z.strictObject({
  id,
  name: z.string(),
  description: z.string().default(''),
  ownerId: id.default(1),
  active: z.boolean().default(true),
  /** `limit` -1 is unlimited, OA's default for a resource type that was just added (oa-wire.md 5.1). */
  resources: z.array(z.strictObject({ resourceTypeId: id, limit: z.int().min(-1) })).default([]),
})

const typeFields = {
  apsId: z.string(),
  /** The application instance that the type belongs to; the first one if left out. */
  instanceId: id.optional(),
  name: z.string(),
  offerId: z.string(),
  provisioningId: z.string(),
  assignable: z.boolean(),
  description: z.string().default(''),
}
const licenseType = z.strictObject({
  ...typeFields,
  trialOfferId: z.string().nullable().default(null),
  upgrades: z.array(z.string()).default([]),
})
const addonType = z.strictObject({ ...typeFields, parents: z.array(z.string()).default([]) })

const plan = z.strictObject({
  id,
  name: z.string(),
  templateId: id,
  shortDescription: z.string().default(''),
  longDescription: z.string().default(''),
  published: z.boolean().default(true),
  periods: z
    .array(
      z.strictObject({
        id,
        length: z.int().positive(),
        unit: z.enum(['hour', 'day', 'month', 'year']),
        setupFee: amount.default(0),
        recurringFee: amount.default(0),
      }),
    )
    .default([]),
  rates: z
    .array(
      z.strictObject({
        id,
        resourceId: id,
        included: z.int().min(-1).default(0),
        minimum: z.int().nonnegative().default(0),
        maximum: z.int().min(-1).default(-1),
        setupFee: amount.default(0),
        recurringFee: amount.default(0),
      }),
    )
    .default([]),
  upgradePaths: z.array(id).default([]),
})

const reseller = z.strictObject({
  /** The account. */
  id,
  name: z.string(),
  model: z.enum(['value-added', 'power']),
  parent: id.default(1),
  priceSyncDisabled: z.boolean().default(false),
  /** Plans it has got, with the ids of its copies. */
  delegated: z.array(z.strictObject({ plan: id, copy: id })).default([]),
})

const billingStyle = z.enum(['struct', 'basic', 'none'])
const credentials = z.strictObject({
  operations: z.strictObject({ username: z.string(), password: z.string() }),
  billing: z.strictObject({
    username: z.string(),
    password: z.string(),
    /** Public clients authenticate in these three ways (oa-wire.md 1.3); `none` stands for a filter by address. */
    styles: z.array(billingStyle).default(['struct', 'basic', 'none']),
  }),
})

/** How this OA behaves, as against what it holds: may change from one start on the same state to the next. */
export const behaviourShape = {
  /** 60, and 250 from 20.5 on (oa-wire.md 1.5). */
  resourceTypeNameLength: z.int().positive().default(60),
  /** Off is possible in OA: then only a filter by address guards Operations. */
  httpAuthentication: z.boolean().default(true),
  /** Creating a type answers 202 and `aps:proto` until it was read this many times. */
  apsAsync: z.int().nonnegative().default(0),
  /** A token is good for this many uses; 0 is without end. */
  tokenLifetimeCalls: z.int().nonnegative().default(0),
  /** No page of the APS bus is longer than this. */
  pageSize: z.int().positive().default(1000),
  /** `pem.getRequestStatus` says "running" this many times for a request that scheduled tasks. */
  taskPolls: z.int().nonnegative().default(0),
  /** Methods whose tasks fail after the commit, each with the message of the failure. */
  taskFailures: z.record(z.string(), z.string()).default({}),
  /** What goes wrong, and at which call; `simulate --faults` and `PUT /faults` take the same. */
  faults: faultListSchema.default([]),
}

export const worldSchema = z
  .strictObject({
    name: z.string().regex(/^[\w-]+$/, 'letters, digits, _ and - only'),
    scenario: z.enum(['csp', 'syndication']),
    oaVersion: z.string(),
    appVersion: z.string(),
    currency: z.string().default('USD'),
    credentials,
    application,
    instances: z.array(instance).min(1),
    importable: z.array(importable).default([]),
    openTasks: z.array(z.strictObject({ id, name: z.string(), state: z.string() })).default([]),
    resourceTypes: z.array(resourceType).default([]),
    serviceTemplates: z.array(serviceTemplate).default([]),
    licenseTypes: z.array(licenseType).default([]),
    addonTypes: z.array(addonType).default([]),
    plans: z.array(plan).default([]),
    resourceCategories: z
      .array(z.strictObject({ id, name: z.string(), resourceIds: z.array(id).default([]) }))
      .default([]),
    salesCategories: z.array(z.strictObject({ id, name: z.string(), planIds: z.array(id).default([]) })).default([]),
    /** Who is subscribed to what; nothing here changes. */
    subscriptions: z.array(z.strictObject({ id, name: z.string().default(''), planId: id })).default([]),
    /** Orders of the provider, with Billing's own codes. */
    orders: z.array(z.strictObject({ id, number: z.string(), type: z.string(), status: z.string() })).default([]),
    /** Internal Billing methods that clients may call, each with the order of its parameters; none by default. */
    internalMethods: z
      .record(z.string(), z.strictObject({ server: z.string().default('BM'), params: z.array(z.string()).min(1) }))
      .default({}),
    resellers: z.array(reseller).default([]),
    ...behaviourShape,
  })
  .superRefine((world, context) => {
    for (const { path, message } of worldProblems(world)) context.addIssue({ code: 'custom', path, message })
  })

export type World = z.output<typeof worldSchema>
