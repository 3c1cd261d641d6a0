/** Making a resource type: the same rules for `pem.addResourceType` and for the panel. */

import { type Context, nextId } from './handler.ts'
import { invalidArguments, Refusal } from './refusal.ts'
import type { ResourceType } from './state.ts'

/** Required activation parameters by resource class (oa-wire.md 4.1, documented). */
const requiredParameters: Record<string, readonly string[]> = {
  'rc.saas.service.link': ['app_id', 'resource_uid'],
  'rc.saas.service': ['app_id', 'service_id'],
  'rc.saas.resource': ['app_id', 'resource_id'],
  'rc.saas.resource.kbps': ['app_id', 'resource_id'],
  'rc.saas.resource.mhz': ['app_id', 'resource_id'],
  'rc.saas.resource.unit': ['app_id', 'resource_id'],
  'rc.saas.resource.mbh': ['app_id', 'resource_id'],
  'rc.saas.resource.mhzh': ['app_id', 'resource_id'],
  'rc.saas.resource.unith': ['app_id', 'resource_id'],
  'rc.saas.application': ['app_id'],
  // The odd spelling is real.
  'rc.saas.countedlenk': ['app_id', 'resource_uid', 'service_id', 'resource_id'],
}

/**
 * One resource type per license type is a rule of the guide that nothing is known to enforce, so duplicates are
 * possible here too; and so are duplicate names.
 * @throws {Refusal} for an unknown class, a name that is too long, or an activation parameter that leads nowhere.
 * The codes of all but the missing `resource_uid` are inferred.
 */
export function addResourceType(context: Context, draft: Omit<ResourceType, 'id'>): ResourceType {
  checkName(context, draft.name)
  checkParameters(context, draft)
  const id = nextId(context, 'resourceType')
  const resourceType = { ...draft, id }
  context.state.resourceTypes.set(id, resourceType)
  return resourceType
}

function checkName(context: Context, name: string): void {
  const longest = context.world.resourceTypeNameLength
  if (name.trim() === '') throw invalidArguments('The name of a resource type must not be empty.')
  // Characters, not UTF-16 units, as a database counts them (inferred).
  if (Array.from(name).length > longest) {
    throw invalidArguments(`The name of a resource type must not be longer than ${longest} characters.`)
  }
}

function checkParameters(context: Context, { resourceClass, activationParameters }: Omit<ResourceType, 'id'>): void {
  const required = requiredParameters[resourceClass]
  if (required === undefined) throw notFound(`Resource class '${resourceClass}'`)
  const missing = required.find((name) => activationParameters[name] === undefined)
  if (missing !== undefined) throw invalidArguments(`Activation parameter '${missing}' is required.`)
  if (activationParameters['app_id'] !== String(context.world.application.id)) {
    throw notFound(`Application '${activationParameters['app_id'] ?? ''}'`)
  }
  const uid = activationParameters['resource_uid']
  if (uid !== undefined && !isApsResource(context, uid)) throw notFound(`APS resource '${uid}'`)
}

function isApsResource(context: Context, uid: string): boolean {
  return context.state.types.has(uid) || context.world.instances.some((instance) => instance.apsId === uid)
}

/** The words "is not found" are known from client code; the pair is not. */
function notFound(what: string): Refusal {
  return new Refusal(`${what} is not found.`, { moduleId: 'SaaS', extypeId: 10, status: 404 })
}
