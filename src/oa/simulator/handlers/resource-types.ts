/** Operations: resource types (oa-wire.md 4). */

import { addResourceType } from '../add-resource-type.ts'
import type { HandlerTable } from '../handler.ts'

export const resourceTypeHandlers = {
  // Never with activation parameters: to find out what a resource type stands for takes another call (client code).
  'pem.getResourceTypesByClass': ({ state }, { resclass_name }) =>
    [...state.resourceTypes.values()]
      .filter((resourceType) => resourceType.resourceClass === resclass_name)
      .map(({ id, name }) => ({ resource_type_id: id, resource_type_name: name, resclass_name })),

  'pem.addResourceType': (context, { resclass_name, name, descr = '', act_params = [] }) => {
    const { id } = addResourceType(context, {
      name,
      description: descr,
      resourceClass: resclass_name,
      activationParameters: Object.fromEntries(act_params.map(({ var_name, var_value }) => [var_name, var_value])),
    })
    return { resource_type_id: id }
  },
} satisfies Partial<HandlerTable>
