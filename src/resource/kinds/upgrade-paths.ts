/** From which plan a customer may upgrade to which (step A8). OA shows these paths nowhere, so only new ones are wished. */

import { z } from 'zod'
import type { Offer, OfferId } from '../../catalog/offer.ts'
import { groupBy } from '../../lib/group-by.ts'
import { licensesIn, type PlanKey } from '../inventory.ts'
import { address, addressSchema, type Kind } from '../resource.ts'
import { upgradesOf } from '../upgrades.ts'
import type { WishContext } from '../wish-context.ts'
import { plansToCreate } from './service-plan-wish.ts'

const value = z.object({ to: z.array(addressSchema) })

/** A path between two plans, of which one is made by this run. */
interface Path {
  from: PlanKey
  to: PlanKey
  license: Offer
}

/**
 * The paths between plans of which one is new, as far as the catalog's word on their Licenses can be believed. The target
 * has exactly one License, and another than the source (rule I14, pain point P11).
 *
 * @param mayChange whether a plan that exists may get paths
 */
export function newPaths(context: WishContext, mayChange: (planId: number) => boolean): Path[] {
  const { inventory, sellable } = context
  const created = new Set(plansToCreate(context).map(({ offer }) => offer.id))
  const singles = new Map<OfferId, { key: PlanKey; id: number }[]>()
  for (const [key, plan] of inventory.plans) {
    const [license, ...others] = licensesIn(inventory, plan)
    if (license === undefined || others.length > 0) continue
    singles.set(license, [...(singles.get(license) ?? []), { key, id: plan.id }])
  }
  const sourcesOf = (id: OfferId): PlanKey[] =>
    created.has(id) ? [id] : (singles.get(id) ?? []).filter((plan) => mayChange(plan.id)).map(({ key }) => key)
  /** A customer may land in each plan that this run looks after; elsewhere the plan that stands for the License will do. */
  const targetsOf = (id: OfferId): PlanKey[] => {
    const ours = sourcesOf(id)
    return ours.length > 0 || !inventory.plans.has(id) ? ours : [id]
  }
  return [...sellable.offers.values()].flatMap((license) => {
    const sources = license.kind === 'license' ? sourcesOf(license.id) : []
    if (sources.length === 0) return []
    const targets = upgradesOf(context, license).targets.filter((id) => created.has(license.id) || created.has(id))
    return sources.flatMap((from) => targets.flatMap(targetsOf).map((to) => ({ from, to, license })))
  })
}

export const upgradePaths: Kind<z.infer<typeof value>> = {
  name: 'upgrade-paths',
  noun: 'upgrade paths',
  word: 'upgrades',
  slice: undefined,
  schema: value,
  members: 'to',
  wish: (context) => {
    const bySource = groupBy(
      newPaths(context, (id) => context.reach.plans.has(id)),
      ({ from }) => from,
    )
    return [...bySource].map(([from, paths]) => {
      const to = paths.map((path) => address('service-plan', path.to)).sort()
      const license = paths[0]?.license
      return {
        key: from,
        label: context.inventory.planLabels.get(from) ?? license?.name ?? from,
        value: { to },
        needs: [address('service-plan', from), ...to],
        reason: 'the license type lists these upgrades',
        sources: license === undefined ? [] : [license.at],
      }
    })
  },
  seen: () => undefined,
  ways: [],
  execute: {
    verbs: ['update'],
    values: {
      planId: { type: 'int', what: 'id of the service plan' },
      toPlanId: { type: 'int', what: 'id of the plan that it may be upgraded to' },
    },
    calls: ({ key, value: { to }, idOf }) =>
      to.map((plan) => ({
        planId: Number(idOf(address('service-plan', key))),
        toPlanId: Number(idOf(plan)),
      })),
  },
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
