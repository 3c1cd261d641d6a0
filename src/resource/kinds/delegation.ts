/**
 * The plans that a value-added reseller has got from whoever is above it (step A14a). The provider delegates to the first
 * tier; each reseller delegates its copies to the tier below, in its own panel (reference/domain.md, section 2.8).
 */

import { z } from 'zod'
import { addedTo } from '../added.ts'
import { addressSchema, type Address, type Kind } from '../resource.ts'
import type { Reseller } from '../reseller.ts'
import { above, panelOf, rank } from '../resellers/panels.ts'
import { delegatedTo, plansByAddress, plansOfRun } from '../resellers/plans-of-run.ts'
import type { WishContext } from '../wish-context.ts'

const value = z.object({
  plans: z.array(addressSchema),
  /** The reseller that delegates; null for the provider. */
  by: addressSchema.nullable(),
})

/** New plans for every reseller; for one that was named also those it is known to lack. */
export function plansToDelegate(reseller: Reseller, context: WishContext): Address[] {
  const { made, kept } = plansOfRun(context)
  const has = delegatedTo(reseller, context)
  const missed = reseller.named === true && has !== undefined ? kept : []
  return [...made, ...missed].filter((plan) => has?.has(plan) !== true)
}

export const delegation: Kind<z.infer<typeof value>> = {
  name: 'delegation',
  noun: 'delegated plans of',
  word: 'delegate',
  slice: 'resellerPlans',
  forReseller: true,
  readLast: true,
  schema: value,
  members: 'plans',
  wish: (context) =>
    context.site.resellers
      .filter(({ model }) => model === 'value-added')
      .flatMap((reseller) => {
        const plans = plansToDelegate(reseller, context)
        if (plans.length === 0) return []
        const read = context.observed.resellerPlans?.get(reseller.account)?.keys() ?? []
        return [
          {
            key: String(reseller.account),
            label: reseller.name,
            value: {
              plans: [...new Set([...plansByAddress(read, context.inventory), ...plans])].sort(),
              by: above(reseller),
            },
            needs: plans,
            reason: rank(reseller),
            sources: [reseller.at],
          },
        ]
      }),
  seen: (key, { resellerPlans }, inventory) => {
    const copies = resellerPlans?.get(Number(key))
    if (copies === undefined || copies.size === 0) return undefined
    return { id: Number(key), value: { plans: plansByAddress(copies.keys(), inventory), by: null } }
  },
  ways: [],
  manual: ({ key, label, value: wanted, before, nameOf }) => ({
    where: `Billing, in ${panelOf(wanted.by, nameOf)}: Products > Service Plans > Service Templates > the reseller template of ${label} > Delegated Plans`,
    lines: [
      `For ${label} (account ${key}): Add, all of these together in one go:`,
      ...addedTo(wanted, before, 'plans').map((plan) => `- ${nameOf(plan)}`),
    ],
  }),
  click: ({ key, value: wanted, before, idOf }) => ({
    do: 'reseller.delegate',
    account: Number(key),
    planIds: addedTo(wanted, before, 'plans').map((plan) => Number(idOf(plan))),
  }),
}
