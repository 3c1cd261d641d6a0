/** What can be done to a service template: the same rules for the API and for the panel. */

import type { Context } from './handler.ts'
import { invalidArguments, noSuchRow, Refusal } from './refusal.ts'
import type { ServiceTemplate } from './state.ts'

/** @throws {Refusal} when there is none. */
export function findTemplate(context: Context, id: number): ServiceTemplate {
  const template = context.state.templates.get(id)
  if (template === undefined) throw noSuchRow('ServiceTemplate', id)
  return template
}

/** Activating what is active already does nothing; whether OA objects is unknown (inferred). */
export function setTemplateActive(context: Context, id: number, active: boolean): void {
  context.state.templates.set(id, { ...findTemplate(context, id), active })
}

/**
 * A resource type in a template starts with the limit -1, unlimited (oa-wire.md 5.1).
 * @throws {Refusal} when the template is active, when there is no such resource type, or when it is in already.
 */
export function addTemplateResource(context: Context, templateId: number, resourceTypeId: number): void {
  const template = findInactiveTemplate(context, templateId)
  if (!context.state.resourceTypes.has(resourceTypeId)) throw noSuchRow('ResourceType', resourceTypeId)
  if (template.resources.some((resource) => resource.resourceTypeId === resourceTypeId)) {
    throw templateRefusal(2, `Service template #${templateId} already contains resource type #${resourceTypeId}.`)
  }
  const resources = [...template.resources, { resourceTypeId, limit: -1 }]
  context.state.templates.set(templateId, { ...template, resources })
}

/** @throws {Refusal} when the template is active, lacks one of the resource types, or a limit is no number. */
export function setTemplateLimits(context: Context, templateId: number, limits: ReadonlyMap<number, string>): void {
  const template = findInactiveTemplate(context, templateId)
  const present = new Set(template.resources.map((resource) => resource.resourceTypeId))
  const absent = [...limits.keys()].find((id) => !present.has(id))
  if (absent !== undefined) {
    throw templateRefusal(10, `Service template #${templateId} does not contain resource type #${absent}.`)
  }
  const resources = template.resources.map((resource) => {
    const limit = limits.get(resource.resourceTypeId)
    return limit === undefined ? resource : { ...resource, limit: parseLimit(limit) }
  })
  context.state.templates.set(templateId, { ...template, resources })
}

/** With Billing integrated an active template cannot be edited (oa-wire.md 5.2); text and pair are inferred. */
function findInactiveTemplate(context: Context, id: number): ServiceTemplate {
  const template = findTemplate(context, id)
  if (template.active) {
    throw templateRefusal(3, `Service template #${id} is active: deactivate it before you change its resources.`)
  }
  return template
}

/** 64-bit values travel as text (oa-wire.md 1.1). */
function parseLimit(text: string): number {
  const limit = Number(text)
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(limit) || limit < -1) {
    throw invalidArguments(`'${text}' is not a limit.`)
  }
  return limit
}

function templateRefusal(extypeId: number, message: string): Refusal {
  return new Refusal(message, { moduleId: 'ServiceTemplateManager', extypeId, status: 409 })
}
