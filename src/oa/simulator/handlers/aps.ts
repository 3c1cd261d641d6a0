/** The APS bus: types as resources, the resource type manager and the collection of plans (oa-wire.md 1.4, 2.4, 6.2). */

import { instanceResource, planResource, typeResource } from '../aps-resources.ts'
import type { Context, HandlerTable } from '../handler.ts'
import { accessViolation, invalidArguments, noSuchRow } from '../refusal.ts'
import { parseRql } from '../rql.ts'
import { filterResources, type Resource, selectProperties } from '../rql-apply.ts'
import { createType, updateType } from '../save-type.ts'
import type { OfferType } from '../state.ts'
import { completeValues, readProperties } from '../type-properties.ts'
import type { World } from '../world.ts'

interface PageParams {
  query?: string | undefined
  start: number
  count: number
}

export const apsHandlers = {
  // The items of this collection are not documented (inferred).
  'aps.types.list': ({ world }, params) => {
    const { typeIds, apsId, propertyNames } = world.application
    return page(
      world,
      [
        { id: `${apsId}/Globals/1.0`, name: 'Globals', properties: [] },
        { id: typeIds.license, name: 'License', properties: Object.values(propertyNames) },
        { id: typeIds.addon, name: 'Addon', properties: Object.values(propertyNames) },
      ],
      params,
    )
  },

  'aps.resources.list': (context, params) => page(context.world, visibleResources(context), params),

  'aps.resources.get': (context, { id }) => {
    const instance = context.world.instances.find((candidate) => candidate.apsId === id)
    if (instance !== undefined) return instanceResource(context.world, instance)
    return showType(context, findType(context, id))
  },

  'aps.resources.create': (context, { body }) => {
    const instanceId = requireInstance(context)
    const { typeIds } = context.world.application
    const kind = (['license', 'addon'] as const).find((candidate) => typeIds[candidate] === body.aps.type)
    if (kind === undefined) throw noSuchRow('APS Type', body.aps.type)
    const values = completeValues(context.world, readProperties(context.world, kind, body))
    const type = createType(context, { kind, instanceId }, values)
    if (context.world.apsAsync === 0) return typeResource(context, type)
    context.session.startPending(`resource ${type.id}`, context.world.apsAsync)
    return typeResource(context, type, 'aps:proto')
  },

  'aps.resources.update': (context, { id, body }) => {
    requireInstance(context)
    const type = findType(context, id)
    if (body.aps.id !== id || body.aps.type !== context.world.application.typeIds[type.kind]) {
      throw invalidArguments('The body describes another resource than the address.')
    }
    return typeResource(context, updateType(context, id, readProperties(context.world, type.kind, body)))
  },

  'aps.resourceTypes.get': (context, { id }) => {
    requireUser(context)
    const resourceType = context.state.resourceTypes.get(Number(id))
    if (resourceType === undefined) throw noSuchRow('ResourceType', id)
    return {
      id: resourceType.id,
      name: resourceType.name,
      description: resourceType.description,
      resourceClassName: resourceType.resourceClass,
      attributes: [],
      activationParameters: { ...resourceType.activationParameters },
    }
  },

  'aps.servicePlans.list': (context, params) => {
    requireUser(context)
    return page(
      context.world,
      [...context.state.plans.values()].map((plan) => ({ ...planResource(context, plan), ...planNames(plan) })),
      params,
    )
  },
} satisfies Partial<HandlerTable>

/** The collection's schema asks for these two by name. */
function planNames({ id, name }: { id: number; name: string }) {
  return { planId: id, name: { en_US: name } }
}

/** `query` may still hold its own `limit`; the one in `params` counts, cut to the longest page there is. */
function page<T extends Resource>(world: World, resources: readonly T[], { query = '', start, count }: PageParams) {
  const rql = parseRql(query)
  const found = filterResources(resources, rql)
  const items = found
    .slice(start, start + Math.min(count, world.pageSize))
    .map((resource) => selectProperties(resource, rql.select))
  return { items, total: found.length }
}

/** An instance sees its own resources, an administrator all (inferred). */
function visibleResources(context: Context) {
  const { world, state, caller } = context
  const isVisible = (instanceId: number) => caller?.kind !== 'instance' || caller.instanceId === instanceId
  return [
    ...world.instances.filter(({ id }) => isVisible(id)).map((instance) => instanceResource(world, instance)),
    ...[...state.types.values()].filter((type) => isVisible(type.instanceId)).map((type) => showType(context, type)),
  ]
}

function findType({ state, caller }: Context, id: string): OfferType {
  const type = state.types.get(id)
  const isVisible = caller?.kind !== 'instance' || caller.instanceId === type?.instanceId
  if (type === undefined || !isVisible) throw noSuchRow('APS Resource', id)
  return type
}

function showType(context: Context, type: OfferType) {
  const status = context.session.isPending(`resource ${type.id}`) ? 'aps:proto' : 'aps:ready'
  return typeResource(context, type, status)
}

/** "Allowed with application certificate only" (client code); that an instance token will do is inferred. */
function requireInstance({ caller }: Context): number {
  if (caller?.kind === 'instance') return caller.instanceId
  throw accessViolation('Access to the resource is allowed with application certificate only.')
}

function requireUser({ caller }: Context): void {
  if (caller?.kind !== 'user') throw accessViolation('Access to the platform service is not allowed.')
}
