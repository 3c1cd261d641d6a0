/** A resource type: what Operations and Billing sell for one license type or add-on type (steps A4 and A5). */

import { z } from 'zod'
import type { Offer } from '../../catalog/offer.ts'
import { REFERENCE_CLASS } from '../observe/template.ts'
import { address, addressSchema, nameIn, type Kind, type Way } from '../resource.ts'
import { nameFor, selectedOffers, type WishContext } from '../wish-context.ts'

const value = z.object({
  name: z.string(),
  /** The license type or add-on type it stands for. */
  type: addressSchema,
})
type ResourceTypeValue = z.infer<typeof value>

/** `pem.addResourceType` with the APS id of the type as `resource_uid` (oa-wire.md, section 4.1). */
const pemWay: Way<ResourceTypeValue> = {
  name: 'pem',
  grade: 'documented',
  verbs: ['create'],
  methods: ['pem.addResourceType'],
  parallel: 8,
  async perform({ client, target, value: { name, type }, idOf, find }) {
    const created = await client.write(
      'pem.addResourceType',
      {
        resclass_name: REFERENCE_CLASS,
        name,
        act_params: [
          { var_name: 'app_id', var_value: String(target.applicationId) },
          { var_name: 'resource_uid', var_value: String(idOf(type)) },
        ],
      },
      async () =>
        (await find()).map(({ id, value: seen }) => ({
          id,
          name: nameIn(seen),
          result: { resource_type_id: Number(id) },
        })),
    )
    return created.resource_type_id
  },
}

/** What the resource type of an offer is called, or will be. */
export function resourceNameOf(context: WishContext, offer: Offer): string {
  const { resourceType: pattern, resourceTypeMaxLength } = context.site.policy.names
  const existing = context.inventory.resourceTypes.get(offer.id)
  return existing?.name ?? nameFor(context, offer, pattern, resourceTypeMaxLength)
}

export const resourceType: Kind<ResourceTypeValue> = {
  name: 'resource-type',
  noun: 'resource type',
  word: 'resource',
  slice: 'resourceTypes',
  schema: value,
  wish: (context) =>
    selectedOffers(context).map(({ offer, reason }) => {
      const name = resourceNameOf(context, offer)
      const type = address(offer.kind === 'license' ? 'license-type' : 'addon-type', offer.id)
      return {
        key: offer.id,
        label: name,
        value: { name, type },
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
  rivals: (key, { resourceTypes }, inventory) => {
    const first = inventory.resourceTypes.get(key)
    const kind = inventory.types.get(key)?.kind
    const type = address(kind === 'license' ? 'license-type' : 'addon-type', key)
    return resourceTypes
      .filter(({ id }) => inventory.offerOf.get(id) === key && id !== first?.id)
      .map(({ id, name }) => ({ id, value: { name, type } }))
  },
  ways: [pemWay],
  manual: ({ value: { name, type }, nameOf }) => ({
    where: 'Services > Applications > Office 365 > Resource Types > Create',
    lines: [
      'Resource class: Application Service Reference',
      `Name: ${name}`,
      `${type.startsWith('license') ? 'License' : 'Add-on'} type instance: ${nameOf(type)}`,
    ],
  }),
  click: ({ value: { name, type }, idOf }) => ({ do: 'resource-type.create', name, typeId: String(idOf(type)) }),
}
