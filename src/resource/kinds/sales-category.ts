/** A sales category of the store and the plans in it (step A9). There is no documented API to write it. */

import { z } from 'zod'
import { groupBy } from '../../lib/group-by.ts'
import { addedTo, fillCategory } from '../added.ts'
import type { Inventory } from '../inventory.ts'
import type { ObservedState } from '../observed-state.ts'
import { categoryOf } from '../policy.ts'
import { address, addressSchema, type Address, type Kind } from '../resource.ts'
import { selectedOffers } from '../wish-context.ts'
import { plansToCreate } from './service-plan-wish.ts'

function plansIn(category: string, observed: ObservedState, inventory: Inventory): Address[] {
  const ids = new Set(observed.salesCategories?.find(({ name }) => name === category)?.planIds)
  return [...inventory.keyOfPlan]
    .filter(([planId]) => ids.has(planId))
    .map(([, key]) => address('service-plan', key))
    .sort()
}

const value = z.object({ plans: z.array(addressSchema) })

export const salesCategory: Kind<z.infer<typeof value>> = {
  name: 'sales-category',
  noun: 'sales category',
  word: 'sales',
  slice: 'salesCategories',
  onlyOrders: true,
  schema: value,
  members: 'plans',
  wish: (context) => {
    const { salesCategories } = context.observed
    const sold = new Set(salesCategories?.flatMap((category) => category.planIds))
    const created = new Set(plansToCreate(context).map(({ offer }) => offer.id))
    const unplaced = selectedOffers(context, 'license').flatMap(({ offer }) => {
      const plan = context.inventory.plans.get(offer.id)
      if (plan === undefined && !created.has(offer.id)) return []
      const isPlaced = plan !== undefined && (salesCategories === undefined || sold.has(plan.id))
      const category = categoryOf(context.site.policy.salesCategories, offer)
      return isPlaced || category === undefined
        ? []
        : [{ category, plan: address('service-plan', offer.id), at: offer.at }]
    })
    return [...groupBy(unplaced, ({ category }) => category)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([category, entries]) => {
        const wanted = entries.map(({ plan }) => plan)
        const present = plansIn(category, context.observed, context.inventory)
        return {
          key: category,
          label: category,
          value: { plans: [...new Set([...present, ...wanted])].sort() },
          needs: wanted,
          reason: 'the first rule of policy.salesCategories that fits',
          sources: entries.map(({ at }) => at),
        }
      })
  },
  seen: (key, observed, inventory) => {
    const category = observed.salesCategories?.find(({ name }) => name === key)
    const plans = plansIn(key, observed, inventory)
    return category === undefined || plans.length === 0 ? undefined : { id: category.id, value: { plans } }
  },
  ways: [],
  execute: {
    verbs: ['update'],
    values: {
      category: { type: 'text', what: 'name of the sales category' },
      categoryId: { type: 'int', what: 'its id, from `ids`', idOf: 'category' },
      planId: { type: 'int', what: 'id of the service plan' },
    },
    calls: ({ key, value: wanted, before, idOf }) =>
      addedTo(wanted, before, 'plans').map((plan) => ({ category: key, planId: Number(idOf(plan)) })),
  },
  manual: (task) => fillCategory(task, 'plans', 'Billing: Products > Service Plans > Sales Categories'),
  click: ({ key, value: wanted, before, idOf }) => ({
    do: 'sales-category.add-plans',
    category: key,
    planIds: addedTo(wanted, before, 'plans').map((plan) => Number(idOf(plan))),
  }),
}
