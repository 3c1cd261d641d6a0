/** A resource type: what Operations and Billing sell for one license type or add-on type (steps A4 and A5). */

import { REFERENCE_CLASS } from '../observe/template.ts'
import { address, type Address, type Kind, type Way } from '../resource.ts'
import { nameFor, selectedOffers } from '../wish-context.ts'

/** `pem.addResourceType` with the APS id of the type as `resource_uid` (oa-wire.md, section 4.1). */
const pemWay: Way = {
  name: 'pem',
  grade: 'documented',
  verbs: ['create'],
  parallel: 8,
  async perform({ client, target, value, idOf }) {
    const created = await client.write('pem.addResourceType', {
      resclass_name: REFERENCE_CLASS,
      name: String(value['name']),
      act_params: [
        { var_name: 'app_id', var_value: String(target.applicationId) },
        { var_name: 'resource_uid', var_value: String(idOf(value['type'] as Address)) },
      ],
    })
    return created.resource_type_id
  },
}

export const resourceType: Kind = {
  name: 'resource-type',
  noun: 'resource type',
  slice: 'resourceTypes',
  wish: (context) =>
    selectedOffers(context).map(({ offer, reason }) => {
      const { resourceType: pattern, resourceTypeMaxLength } = context.site.policy.names
      const type = address(offer.kind === 'license' ? 'license-type' : 'addon-type', offer.id)
      const existing = context.inventory.resourceTypes.get(offer.id)
      return {
        key: offer.id,
        label: existing?.name ?? nameFor(context, offer, pattern, resourceTypeMaxLength),
        value: { name: existing?.name ?? nameFor(context, offer, pattern, resourceTypeMaxLength), type },
        needs: [type],
        reason,
        sources: [offer.at],
      }
    }),
  seen: (key, _observed, inventory) => {
    const found = inventory.resourceTypes.get(key)
    const kind = inventory.types.get(key)?.kind
    if (found === undefined || kind === undefined) return undefined
    const type = address(kind === 'license' ? 'license-type' : 'addon-type', key)
    return { id: found.id, value: { name: found.name, type } }
  },
  ways: [pemWay],
  manual: ({ value, nameOf }) => ({
    where: 'Services > Applications > Office 365 > Resource Types > Create',
    lines: [
      'Resource class: Application Service Reference',
      `Name: ${String(value['name'])}`,
      `${String(value['type']).startsWith('license') ? 'License' : 'Add-on'} type instance: ${nameOf(String(value['type']))}`,
    ],
  }),
  click: ({ value, idOf }) => ({
    do: 'resource-type.create',
    name: String(value['name']),
    typeId: String(idOf(value['type'] as Address)),
  }),
}
