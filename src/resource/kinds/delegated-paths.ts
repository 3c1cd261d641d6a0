/**
 * Upgrade paths between a plan that was delegated before and one that is delegated now: no synchronisation copies them,
 * only plans that are delegated together keep theirs (reference/domain.md, section 2.8; pain point P20).
 */

import { z } from 'zod'
import { addressSchema, type Address, type Kind } from '../resource.ts'
import type { Reseller } from '../reseller.ts'
import { above, panelOf, rank } from '../resellers/panels.ts'
import { delegatedTo, plansOfRun } from '../resellers/plans-of-run.ts'
import type { WishContext } from '../wish-context.ts'
import { plansToDelegate } from './delegation.ts'

const value = z.object({ paths: z.array(z.tuple([addressSchema, addressSchema])), by: addressSchema.nullable() })

/** The paths that a reseller will lack. Where nobody knows what it has, it is taken to have every plan that exists. */
export function lostPaths(reseller: Reseller, context: WishContext): [Address, Address][] {
  const { paths } = plansOfRun(context)
  const fresh = new Set(plansToDelegate(reseller, context))
  const has = delegatedTo(reseller, context)
  const isOld = (plan: Address): boolean => !fresh.has(plan) && has?.has(plan) !== false
  return paths.flatMap(([from, to]) =>
    (fresh.has(from) && isOld(to)) || (isOld(from) && fresh.has(to)) ? [[from, to]] : [],
  )
}

export const delegatedPaths: Kind<z.infer<typeof value>> = {
  name: 'delegated-paths',
  noun: 'delegated upgrade paths of',
  word: 'paths',
  slice: undefined,
  forReseller: true,
  schema: value,
  members: 'paths',
  wish: (context) =>
    context.site.resellers
      .filter(({ model }) => model === 'value-added')
      .flatMap((reseller) => {
        const paths = lostPaths(reseller, context)
        if (paths.length === 0) return []
        const knows = delegatedTo(reseller, context) !== undefined
        return [
          {
            key: String(reseller.account),
            label: reseller.name,
            value: { paths, by: above(reseller) },
            needs: [...new Set(paths.flat())],
            reason: `${rank(reseller)}${knows ? '' : ', whose plans are not known'}`,
            sources: [reseller.at],
          },
        ]
      }),
  seen: () => undefined,
  ways: [],
  manual: ({ key, label, value: { paths, by }, nameOf }) => ({
    where: `Billing, in ${panelOf(by, nameOf)}: Products > Service Plans > Service Templates > the reseller template of ${label} > Delegated Plans`,
    lines: [
      `These upgrade paths of ${label} (account ${key}) are not copied, because one of the two plans was delegated before:`,
      ...paths.map(([from, to]) => `- ${nameOf(from)} → ${nameOf(to)}`),
      'Delegate all plans of each path again, together in one go, and synchronize the reseller. Where the panel refuses because of subscriptions, leave the plan and note the path as missing.',
    ],
  }),
  click: ({ key, value: { paths }, idOf }) => ({
    do: 'reseller.delegate',
    account: Number(key),
    planIds: [...new Set(paths.flat().map((plan) => Number(idOf(plan))))],
  }),
}
