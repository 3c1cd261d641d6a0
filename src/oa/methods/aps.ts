/** The APS bus calls we make (REST; reference/oa-wire.md, sections 1.4, 2.4, 4.1 and 6.2). */

import { z } from 'zod'
import { method } from '../method-spec.ts'

/** The `aps` block of every resource; `status` is `aps:proto` until the asynchronous phase is over. */
const apsBlock = z.looseObject({ type: z.string(), id: z.string(), status: z.string().optional() })
const resource = z.looseObject({ aps: apsBlock })
/** A relation to one other resource. */
const relation = z.looseObject({ aps: z.looseObject({ id: z.string() }) })

function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), total: z.int() })
}

/** One page of an RQL query: `query` holds the conditions, `start` and `count` become `limit(start,count)`. */
const pageParams = z.object({ query: z.string().optional(), start: z.int().nonnegative(), count: z.int().positive() })

export const apsMethods = {
  'aps.types.list': method({
    system: 'aps',
    effect: 'read',
    grade: 'inferred',
    source: 'oa-wire.md 2.1: the collection is documented, the items are not',
    params: pageParams,
    result: page(z.looseObject({ id: z.string() })),
    http: { verb: 'GET', path: '/aps/2/types', returns: 'page', token: 'user' },
  }),
  'aps.resources.list': method({
    system: 'aps',
    effect: 'read',
    grade: 'documented',
    source: 'APS controller, RQL',
    params: pageParams,
    result: page(resource),
    http: { verb: 'GET', path: '/aps/2/resources', returns: 'page', token: 'instance' },
  }),
  'aps.resources.get': method({
    system: 'aps',
    effect: 'read',
    grade: 'documented',
    source: 'APS controller',
    params: z.object({ id: z.string() }),
    result: resource,
    http: { verb: 'GET', path: '/aps/2/resources/{id}', returns: 'one', token: 'instance' },
  }),
  'aps.resources.create': method({
    system: 'aps',
    effect: 'write',
    grade: 'documented',
    source: 'APS controller; the token kind is inferred (oa-wire.md 1.4)',
    params: z.object({ body: z.looseObject({ aps: z.object({ type: z.string() }) }) }),
    result: resource,
    http: { verb: 'POST', path: '/aps/2/resources', returns: 'one', token: 'instance' },
  }),
  'aps.resources.update': method({
    system: 'aps',
    effect: 'write',
    repeatable: true,
    grade: 'documented',
    source: 'APS controller; the token kind is inferred (oa-wire.md 1.4)',
    params: z.object({ id: z.string(), body: z.looseObject({ aps: z.object({ type: z.string(), id: z.string() }) }) }),
    result: resource,
    http: { verb: 'PUT', path: '/aps/2/resources/{id}', returns: 'one', token: 'instance' },
  }),
  'aps.resourceTypes.get': method({
    system: 'aps',
    effect: 'read',
    grade: 'documented',
    source: 'ResourceTypeManagement 1.1 (from 8.2 on)',
    params: z.object({ id: z.string() }),
    result: z.looseObject({
      id: z.union([z.int(), z.string()]),
      name: z.string(),
      resourceClassName: z.string(),
      activationParameters: z.record(z.string(), z.unknown()).optional(),
    }),
    http: {
      verb: 'GET',
      path: '/aps/2/services/resource-type-manager/resourceTypes/{id}',
      returns: 'one',
      token: 'user',
    },
  }),
  'aps.servicePlans.list': method({
    system: 'aps',
    effect: 'read',
    grade: 'documented',
    source: 'ServicePlan 1.0',
    params: pageParams,
    result: page(
      z.looseObject({
        planId: z.int(),
        name: z.record(z.string(), z.string()),
        aps: z.looseObject({ id: z.string() }).optional(),
        vendor: relation.optional(),
        parentServicePlan: relation.optional(),
      }),
    ),
    http: { verb: 'GET', path: '/aps/2/collections/service-plans', returns: 'page', token: 'user' },
  }),
}
