/** A power reseller's own plans: made and changed in its own panel, at its own prices. OA shows nobody else which they are. */

import { z } from 'zod'
import { addressSchema, type Kind } from '../resource.ts'
import { rank } from '../resellers/panels.ts'
import { plansOfRun } from '../resellers/plans-of-run.ts'

const value = z.object({
  /** The provider's new plans, of which the reseller makes its own. */
  plans: z.array(addressSchema),
  /** The provider's plans that changed: the reseller's own get the same rates. */
  changed: z.array(addressSchema),
})

export const resellerPlans: Kind<z.infer<typeof value>> = {
  name: 'reseller-plans',
  noun: 'own plans of',
  word: 'plans',
  slice: undefined,
  forReseller: true,
  schema: value,
  members: 'plans',
  wish: (context) => {
    const { made, changed } = plansOfRun(context)
    if (made.length + changed.length === 0) return []
    return context.site.resellers
      .filter(({ model }) => model === 'power')
      .map((reseller) => ({
        key: String(reseller.account),
        label: reseller.name,
        value: { plans: [...made], changed: [...changed] },
        needs: [...made, ...changed],
        reason: rank(reseller),
        sources: [reseller.at],
      }))
  },
  seen: () => undefined,
  ways: [],
  manual: ({ key, label, value: { plans, changed }, nameOf }) => ({
    where: `Billing, in the panel of ${label} (account ${key}): Products > Service Plans`,
    lines: [
      ...(plans.length === 0 ? [] : ['Make a plan of its own, with the same periods and rates, for each of:']),
      ...plans.map((plan) => `- ${nameOf(plan)}`),
      ...(changed.length === 0 ? [] : ["Add to its own plans the rates that the provider's now have:"]),
      ...changed.map((plan) => `- ${nameOf(plan)}`),
      'The prices are its own; so are sales categories and upgrade paths between its plans.',
    ],
  }),
  click: ({ key, value: { plans, changed }, idOf }) => ({
    do: 'reseller.copy-plans',
    account: Number(key),
    planIds: [...plans, ...changed].map((plan) => Number(idOf(plan))),
  }),
}
