/** Operations: service templates (oa-wire.md 5). */

import type { Context, HandlerTable } from '../handler.ts'
import { invalidArguments } from '../refusal.ts'
import type { TemplateResource } from '../state.ts'
import { addTemplateResource, findTemplate, setTemplateActive, setTemplateLimits } from '../template-changes.ts'
import { measurementUnit } from '../units.ts'

export const templateHandlers = {
  'pem.getServiceTemplateList': ({ state }, { owner_id, active }) =>
    [...state.templates.values()]
      .filter((template) => template.ownerId === owner_id && (template.active || !active))
      .map((template) => ({
        st_id: template.id,
        name: template.name,
        description: template.description,
        active: template.active,
        owner_id: template.ownerId,
      })),

  'pem.getServiceTemplate': (context, { st_id, get_resources, get_full_info }) => {
    const template = findTemplate(context, st_id)
    return {
      st_id,
      version: 1,
      name: template.name,
      owner_id: template.ownerId,
      is_active: template.active,
      autoprovidable: true,
      ...(get_resources && {
        resource_types: template.resources.map((resource) => describe(context, resource, get_full_info === true)),
      }),
    }
  },

  'pem.addResourceTypeToServiceTemplate': (context, { owner_id, st_id, rt_id }) => {
    if (findTemplate(context, st_id).ownerId !== owner_id) {
      throw invalidArguments(`Service template #${st_id} does not belong to account #${owner_id}.`)
    }
    addTemplateResource(context, st_id, rt_id)
  },

  'pem.setSTRTLimits': (context, { st_id, limits }) => {
    setTemplateLimits(
      context,
      st_id,
      new Map(limits.map(({ resource_id, resource_limit64 }) => [resource_id, resource_limit64])),
    )
  },

  // The argument of deactivateST is inferred from that of activateST.
  'pem.deactivateST': (context, { st_id }) => {
    setTemplateActive(context, st_id, false)
  },

  'pem.activateST': (context, { st_id }) => {
    setTemplateActive(context, st_id, true)
  },
} satisfies Partial<HandlerTable>

/** Which members need `get_full_info` is inferred: the page names the activation parameters. */
function describe({ state }: Context, { resourceTypeId, limit }: TemplateResource, full: boolean) {
  const resourceType = state.resourceTypes.get(resourceTypeId)
  const resourceClass = resourceType?.resourceClass ?? ''
  return {
    name: resourceType?.name ?? '',
    resclass_name: resourceClass,
    resource_type_id: resourceTypeId,
    measurement_unit: measurementUnit(resourceClass),
    measurement_type: 'A',
    limit: String(limit),
    usage: '0',
    ...(full && {
      attributes: [],
      act_params: Object.entries(resourceType?.activationParameters ?? {}).map(([var_name, var_value]) => ({
        var_name,
        var_value,
      })),
    }),
  }
}
