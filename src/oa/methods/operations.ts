/** The Operations methods we call (XML-RPC on port 8440; reference/oa-wire.md, sections 1.1, 1.2, 3, 4 and 5). */

import { z } from 'zod'
import { method } from '../method-spec.ts'

const id = z.int()
/** Every method may carry the id of an open transaction, except `pem.getRequestStatus`. */
const inTransaction = { txn_id: z.string().optional() }
const nothing = z.unknown().transform(() => undefined)
const actParams = z.array(z.object({ var_name: z.string(), var_value: z.string() }))

/** A resource type inside a service template, as `get_full_info` reports it. */
const templateResource = z.looseObject({
  resource_type_id: id,
  name: z.string(),
  resclass_name: z.string(),
  /** 64-bit values travel as text; -1 is unlimited. */
  limit: z.union([z.int(), z.string()]).optional(),
  act_params: actParams.optional(),
})

const apsToken = z.looseObject({ aps_token: z.string(), controller_uri: z.string().optional() })

const moneyless = z.number().nonnegative()

/** A billing period of a new plan: `periodType` is 0 hours, 1 days, 2 months, 3 years. */
const planPeriod = z.object({
  period: z.int(),
  periodType: z.int(),
  setupFee: moneyless,
  recurringFee: moneyless,
  renewalFee: moneyless,
  active: z.boolean(),
  trial: z.boolean(),
  sortNumber: z.int(),
})

const planRate = z.object({
  resourceId: id,
  resourceCategory: z.string().optional(),
  setupFee: moneyless,
  recurringFee: moneyless,
  showInStore: z.boolean(),
  included: z.int(),
  maximum: z.int(),
})

export const operationsMethods = {
  'pem.getMethodSignature': method({
    system: 'operations',
    effect: 'read',
    grade: 'client-code',
    source: 'oa-wire.md 1.1',
    params: z.object({ method_name: z.string() }),
    result: z.unknown(),
  }),
  'pem.statistics.getStatisticsReport': method({
    system: 'operations',
    effect: 'read',
    grade: 'client-code',
    source: 'oa-wire.md 1.1; the report is XML in a text',
    params: z.object({ reports: z.array(z.object({ name: z.string(), value: z.string() })) }),
    result: z.array(z.looseObject({ value: z.string() })),
  }),
  'pem.APS.getApplications': method({
    system: 'operations',
    effect: 'read',
    grade: 'client-code',
    source: 'oa-wire.md 3',
    params: z.object({ aps_application_id: z.string().optional(), ...inTransaction }),
    result: z.array(z.looseObject({ application_id: id })),
  }),
  'pem.APS.getApplicationInstances': method({
    system: 'operations',
    effect: 'read',
    grade: 'client-code',
    source: 'oa-wire.md 3',
    params: z.object({ app_id: id, ...inTransaction }),
    result: z.array(z.looseObject({ application_instance_id: id, application_resource_id: z.string() })),
  }),
  'pem.APS.getApplicationInstance': method({
    system: 'operations',
    effect: 'read',
    grade: 'documented',
    source: 'pem.APS.getApplicationInstance',
    params: z.object({ application_instance_id: id, ...inTransaction }),
    result: z.looseObject({
      application_instance_id: id,
      application_id: id,
      package_version: z.string(),
      status: z.string(),
      url: z.string().optional(),
      application_resource_id: z.string().optional(),
    }),
  }),
  'pem.APS.getPackage': method({
    system: 'operations',
    effect: 'read',
    grade: 'documented',
    source: 'pem.APS.getPackage',
    params: z.object({
      package_reference: z.object({ application_id: id, application_version: z.string() }),
      ...inTransaction,
    }),
    result: z.looseObject({ status: z.string() }),
  }),
  'pem.APS.importPackage': method({
    system: 'operations',
    effect: 'write',
    grade: 'documented',
    source: 'pem.APS.importPackage',
    // A package is large, and OA gives a transaction five minutes (oa-wire.md, section 9).
    timeoutMs: 300_000,
    params: z.object({ package_url: z.string(), disable_package: z.boolean().optional(), ...inTransaction }),
    result: z.looseObject({ application_id: id, package_version: z.string() }),
  }),
  'pem.APS.upgradeApplicationInstance': method({
    system: 'operations',
    effect: 'write',
    grade: 'client-code',
    source: 'oa-wire.md 3; it runs as a task',
    params: z.object({ application_instance_id: id, package_version: z.string().optional(), ...inTransaction }),
    result: nothing,
  }),
  'pem.APS.getApplicationInstanceToken': method({
    system: 'operations',
    effect: 'read',
    grade: 'inferred',
    source: 'oa-wire.md 1.4: the name is known, its argument is not',
    params: z.object({ application_instance_id: id }),
    result: apsToken,
  }),
  'pem.APS.getUserToken': method({
    system: 'operations',
    effect: 'read',
    grade: 'client-code',
    source: 'oa-wire.md 1.4',
    params: z.object({ user_id: id }),
    result: apsToken,
  }),
  'pem.getResourceTypesByClass': method({
    system: 'operations',
    effect: 'read',
    grade: 'client-code',
    source: 'oa-wire.md 4.2',
    params: z.object({ resclass_name: z.string(), ...inTransaction }),
    result: z.array(z.looseObject({ resource_type_id: id, resource_type_name: z.string() })),
  }),
  'pem.addResourceType': method({
    system: 'operations',
    effect: 'write',
    grade: 'documented',
    source: 'pem.addResourceType',
    params: z.object({
      resclass_name: z.string(),
      name: z.string(),
      descr: z.string().optional(),
      act_params: actParams.optional(),
      ...inTransaction,
    }),
    result: z.looseObject({ resource_type_id: id }),
  }),
  'pem.getServiceTemplateList': method({
    system: 'operations',
    effect: 'read',
    grade: 'documented',
    source: 'pem.getServiceTemplateList',
    params: z.object({ owner_id: id, active: z.boolean(), ...inTransaction }),
    result: z.array(
      z.looseObject({
        st_id: id,
        name: z.string(),
        active: z.union([z.boolean(), z.int()]).transform(Boolean),
        owner_id: id,
      }),
    ),
  }),
  'pem.getServiceTemplate': method({
    system: 'operations',
    effect: 'read',
    grade: 'documented',
    source: 'pem.getServiceTemplate',
    params: z.object({
      st_id: id,
      get_resources: z.boolean(),
      get_full_info: z.boolean().optional(),
      ...inTransaction,
    }),
    result: z.looseObject({
      st_id: id,
      name: z.string(),
      owner_id: id,
      is_active: z.union([z.boolean(), z.int()]).transform(Boolean),
      resource_types: z.array(templateResource).optional(),
    }),
  }),
  'pem.addResourceTypeToServiceTemplate': method({
    system: 'operations',
    effect: 'write',
    repeatable: true,
    grade: 'client-code',
    source: 'oa-wire.md 5.1',
    params: z.object({ owner_id: id, st_id: id, rt_id: id, ...inTransaction }),
    result: nothing,
  }),
  'pem.setSTRTLimits': method({
    system: 'operations',
    effect: 'write',
    repeatable: true,
    grade: 'client-code',
    source: 'oa-wire.md 5.1',
    params: z.object({
      st_id: id,
      limits: z.array(z.object({ resource_id: id, resource_limit64: z.string() })),
      ...inTransaction,
    }),
    result: nothing,
  }),
  'pem.deactivateST': method({
    system: 'operations',
    effect: 'write',
    repeatable: true,
    grade: 'inferred',
    source: 'oa-wire.md 5.1: the name is known, its argument is not',
    params: z.object({ st_id: id, ...inTransaction }),
    result: nothing,
  }),
  'pem.activateST': method({
    system: 'operations',
    effect: 'write',
    repeatable: true,
    grade: 'client-code',
    source: 'oa-wire.md 5.1',
    params: z.object({ st_id: id, ...inTransaction }),
    result: nothing,
  }),
  'bss.addServicePlan': method({
    system: 'operations',
    effect: 'write',
    grade: 'client-code',
    source: 'oa-wire.md 6.3 (a)',
    load: 'billing',
    params: z.object({
      name: z.string(),
      serviceTemplateId: id,
      shortDescription: z.string(),
      longDescription: z.string(),
      planPeriods: z.array(planPeriod),
      resourceRates: z.array(planRate),
      salesCategories: z.array(z.string()),
      ...inTransaction,
    }),
    result: nothing,
  }),
  'txn.Begin': method({
    system: 'operations',
    effect: 'write',
    grade: 'documented',
    source: 'txn.Begin',
    params: z.object({
      txn_id: z.string().optional(),
      timeout: z.int().optional(),
      request_id: z.string().max(256).optional(),
    }),
    result: z.looseObject({ txn_id: z.string() }),
  }),
  'txn.Commit': method({
    system: 'operations',
    effect: 'write',
    grade: 'documented',
    source: 'Using Transactions',
    params: z.object({ txn_id: z.string() }),
    result: nothing,
  }),
  'txn.Rollback': method({
    system: 'operations',
    effect: 'write',
    grade: 'documented',
    source: 'Using Transactions',
    params: z.object({ txn_id: z.string() }),
    result: nothing,
  }),
  'pem.getRequestStatus': method({
    system: 'operations',
    effect: 'read',
    grade: 'documented',
    source: 'pem.getRequestStatus',
    params: z.object({ request_id: z.string() }),
    result: z.looseObject({ request_status: z.int(), status_messages: z.array(z.string()).optional() }),
  }),
}
