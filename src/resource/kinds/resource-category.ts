/** A resource category of Billing and the resources in it (step A6). There is no API to write it. */

import { z } from 'zod'
import type { OfferId } from '../../catalog/offer.ts'
import { addedTo, fillCategory } from '../added.ts'
import { categoryOf } from '../policy.ts'
import { address, addressSchema, type Address, type Kind } from '../resource.ts'
import { selectedOffers, type WishContext } from '../wish-context.ts'
import { offersToRate } from './service-plan-wish.ts'

/**
 * A category shows only through the rates of plans. So a resource is put into one when it is new, when a rate shows
 * that it has none, or when it has no rate yet and is about to get one.
 */
function needsCategory(context: WishContext, id: OfferId, aboutToBeRated: ReadonlySet<OfferId>): boolean {
  const { resourceTypes, categories } = context.inventory
  if (!resourceTypes.has(id)) return true
  return categories.has(id) ? categories.get(id) === undefined : aboutToBeRated.has(id)
}

function keyOfResource(resource: Address): OfferId {
  return resource.slice('resource-type/'.length)
}

function inCategory(category: string, categories: ReadonlyMap<OfferId, string | undefined>): Address[] {
  return [...categories]
    .filter(([, name]) => name === category)
    .map(([id]) => address('resource-type', id))
    .sort()
}

const value = z.object({ resources: z.array(addressSchema) })

export const resourceCategory: Kind<z.infer<typeof value>> = {
  name: 'resource-category',
  noun: 'resource category',
  word: 'category',
  slice: 'plans',
  onlyOrders: true,
  schema: value,
  members: 'resources',
  visible: ({ resources }, inventory) => ({
    resources: resources.filter((resource) => inventory.categories.has(keyOfResource(resource))),
  }),
  wish: (context) => {
    const rated = offersToRate(context)
    const byCategory = new Map<string, ReturnType<typeof selectedOffers>>()
    for (const entry of selectedOffers(context)) {
      const category = categoryOf(context.site.policy.resourceCategories, entry.offer)
      if (category === undefined || !needsCategory(context, entry.offer.id, rated)) continue
      byCategory.set(category, [...(byCategory.get(category) ?? []), entry])
    }
    return [...byCategory].sort().map(([category, entries]) => {
      const wanted = entries.map(({ offer }) => address('resource-type', offer.id))
      const present = inCategory(category, context.inventory.categories)
      return {
        key: category,
        label: category,
        value: { resources: [...new Set([...present, ...wanted])].sort() },
        needs: wanted,
        reason: 'the first rule of policy.resourceCategories that fits',
        sources: entries.map(({ offer }) => offer.at),
      }
    })
  },
  seen: (key, _observed, inventory) => {
    const resources = inCategory(key, inventory.categories)
    return resources.length === 0 ? undefined : { id: undefined, value: { resources } }
  },
  ways: [],
  execute: {
    verbs: ['update'],
    values: {
      category: { type: 'text', what: 'name of the resource category' },
      categoryId: { type: 'int', what: 'its id, from `ids`', idOf: 'category' },
      resource: { type: 'text', what: 'offer id of the resource' },
      resourceId: { type: 'int', what: 'id of the resource' },
    },
    calls: ({ key, value: wanted, before, idOf }) =>
      addedTo(wanted, before, 'resources').map((resource) => ({
        category: key,
        resource: keyOfResource(resource),
        resourceId: Number(idOf(resource)),
      })),
  },
  manual: (task) => fillCategory(task, 'resources', 'Billing: Products > Resources > Resource Categories'),
  click: ({ key, value: wanted, before, idOf }) => ({
    do: 'resource-category.add-resources',
    category: key,
    resourceIds: addedTo(wanted, before, 'resources').map((resource) => Number(idOf(resource))),
  }),
}
