/** From which plan a customer may upgrade to which (step A8). OA shows these paths nowhere, so only new ones are wished. */

import { addressesIn } from '../added.ts'
import { address, type Kind } from '../resource.ts'
import { onboardedAfter, type WishContext } from '../wish-context.ts'
import { licenseType } from './license-type.ts'

/** Has a plan once this run is done. */
function hasPlan(context: WishContext, id: string): boolean {
  return context.inventory.plans.has(id) || context.selected.has(id)
}

export const upgradePaths: Kind = {
  name: 'upgrade-paths',
  noun: 'upgrade paths',
  slice: undefined,
  members: 'to',
  wish: (context) => {
    const isNew = (id: string) => !context.inventory.plans.has(id)
    return licenseType.wish(context).flatMap(({ key, label, value, sources }) => {
      const targets = (value['upgrades'] as string[]).filter(
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
  manual: ({ label, value, nameOf }) => ({
    where: `Billing: Products > Service Plans > ${label} > Upgrades`,
    lines: ['Allow upgrades to:', ...addressesIn(value, 'to').map((plan) => `- ${nameOf(plan)}`)],
  }),
  click: ({ key, value, idOf }) => ({
    do: 'plan.add-upgrade-paths',
    planId: Number(idOf(address('service-plan', key))),
    toPlanIds: addressesIn(value, 'to').map((plan) => Number(idOf(plan))),
  }),
}
