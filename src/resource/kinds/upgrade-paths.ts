/** From which plan a customer may upgrade to which (step A8). OA shows these paths nowhere, so only new ones are wished. */

import { z } from 'zod'
import { address, addressSchema, type Kind } from '../resource.ts'
import { onboardedAfter, type WishContext } from '../wish-context.ts'
import { licenseType } from './license-type.ts'

/** Has a plan once this run is done. */
function hasPlan(context: WishContext, id: string): boolean {
  return context.inventory.plans.has(id) || context.selected.has(id)
}

const value = z.object({ to: z.array(addressSchema) })

export const upgradePaths: Kind<z.infer<typeof value>> = {
  name: 'upgrade-paths',
  noun: 'upgrade paths',
  word: 'upgrades',
  slice: undefined,
  schema: value,
  members: 'to',
  wish: (context) => {
    const isNew = (id: string) => !context.inventory.plans.has(id)
    return licenseType.wish(context).flatMap(({ key, label, value: { upgrades }, sources }) => {
      const targets = upgrades.filter(
        (id) => onboardedAfter(context, id) && hasPlan(context, id) && (isNew(key) || isNew(id)),
      )
      if (targets.length === 0) return []
      const to = targets.map((id) => address('service-plan', id))
      return [
        {
          key,
          label,
          value: { to },
          needs: [address('service-plan', key), ...to],
          reason: 'the license type lists these upgrades',
          sources,
        },
      ]
    })
  },
  seen: () => undefined,
  ways: [],
  manual: ({ key, value: { to }, nameOf }) => ({
    where: `Billing: Products > Service Plans > ${nameOf(address('service-plan', key))} > Upgrades`,
    lines: ['Allow upgrades to:', ...to.map((plan) => `- ${nameOf(plan)}`)],
  }),
  click: ({ key, value: { to }, idOf }) => ({
    do: 'plan.add-upgrade-paths',
    planId: Number(idOf(address('service-plan', key))),
    toPlanIds: to.map((plan) => Number(idOf(plan))),
  }),
}
