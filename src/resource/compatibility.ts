/**
 * Which plans a customer cannot have together (rule I15, pain point P7): before application version 18.3 the offer
 * compatibility checker of the store must be told. Orders that break these rules pass, and fail in the background.
 */

import { z } from 'zod'
import type { Offer, OfferId } from '../catalog/offer.ts'
import { comparable } from '../lib/comparable.ts'
import type { Diagnostic } from '../lib/diagnostic.ts'
import { closest } from '../lib/text.ts'
import { servicePlan } from './kinds/service-plan.ts'
import { keyOf } from './kinds.ts'
import { address, addressSchema, type Address } from './resource.ts'
import type { WishContext } from './wish-context.ts'

/** A plan, and those that a customer who has it cannot have; itself where one of it is the most. */
export const planConflict = z.object({ plan: addressSchema, with: z.array(addressSchema) })
export type PlanConflict = z.infer<typeof planConflict>

/** What an operation that deploys the list is told; ids come later. */
export const deployValue = z.object({
  conflicts: z.array(planConflict),
  /** Whether the copies of resellers are listed, too. */
  resellers: z.boolean(),
})

type Pair = readonly [OfferId, OfferId]

/** Conflicts between all plans that exist after this run, in order of address; only their Licenses decide. */
export function planConflicts(context: WishContext): PlanConflict[] {
  const sellers = new Map<OfferId, Address[]>()
  for (const [plan, offers] of offersByPlan(context)) {
    for (const id of offers) {
      if (context.catalog.offers.get(id)?.kind !== 'license') continue
      sellers.set(id, [...(sellers.get(id) ?? []), plan])
    }
  }
  const conflicts = new Map<Address, Set<Address>>()
  const add = (plan: Address, other: Address): void => {
    conflicts.set(plan, (conflicts.get(plan) ?? new Set()).add(other))
  }
  for (const [a, b] of conflictingOffers(context).pairs) {
    for (const plan of sellers.get(a) ?? []) {
      for (const other of sellers.get(b) ?? []) {
        add(plan, other)
        add(other, plan)
      }
    }
  }
  return [...conflicts]
    .map(([plan, others]) => ({ plan, with: [...others].sort() }))
    .sort((a, b) => (a.plan < b.plan ? -1 : 1))
}

/**
 * What is wrong with the policy's conflict groups: offers that nobody knows, and plans of this run that would hold two
 * offers of one group (rule I15).
 */
export function compatibilityFindings(context: WishContext): Diagnostic[] {
  const { groups, unknown } = conflictingOffers(context)
  const nameOf = (id: OfferId): string => context.catalog.offers.get(id)?.name ?? id
  const mixed = servicePlan.wish(context).flatMap(({ label, value, sources }) => {
    const rated = new Set(value.rates.map(({ resource }) => keyOf(resource)))
    return groups.flatMap((group) => {
      const together = group.filter((id) => rated.has(id))
      if (together.length < 2) return []
      return [
        {
          severity: 'error' as const,
          code: 'plan/conflicting-offers',
          message: `The plan "${label}" would hold offers that policy.conflicts keeps apart: ${together.map(nameOf).join(', ')}.`,
          hint: 'Leave one of them out with policy.plans.exceptAddons, or correct policy.conflicts.',
          ...(sources[0] === undefined ? {} : { at: sources[0] }),
        },
      ]
    })
  })
  return [...unknown, ...mixed]
}

function conflictingOffers({ catalog, site }: WishContext): {
  pairs: Pair[]
  groups: OfferId[][]
  unknown: Diagnostic[]
} {
  const { conflicts, selfConflictUpTo } = site.policy
  const selfish = [...catalog.offers.values()].filter((offer) => conflictsWithItself(offer, selfConflictUpTo))
  const unknown: Diagnostic[] = []
  const groups = conflicts.map((group) =>
    group.flatMap((word) => {
      const found = findOffer(catalog.offers, word)
      if (found === undefined) unknown.push(unknownOffer(word, catalog.offers))
      return found?.id ?? []
    }),
  )
  const pairs = groups.flatMap((group) =>
    group.flatMap((a, index) => group.slice(index + 1).map((b) => [a, b] as const)),
  )
  return { pairs: [...selfish.map(({ id }) => [id, id] as const), ...pairs], groups, unknown }
}

/** That the catalog's limit stands for compatibility with itself is inferred (reference/domain.md, section 2.9). */
function conflictsWithItself({ limit, limitScope }: Offer, upTo = Infinity): boolean {
  return limit !== undefined && limit <= upTo && ['concurrent', 'lifetime'].includes(limitScope?.toLowerCase() ?? '')
}

function findOffer(offers: ReadonlyMap<OfferId, Offer>, word: string): Offer | undefined {
  const name = comparable(word)
  return offers.get(word.trim().toLowerCase()) ?? [...offers.values()].find((offer) => comparable(offer.name) === name)
}

function unknownOffer(word: string, offers: ReadonlyMap<OfferId, Offer>): Diagnostic {
  const meant = closest(
    word,
    [...offers.values()].map(({ name }) => name),
  )
  return {
    severity: 'warning',
    code: 'policy/unknown-offer',
    message: `policy.conflicts names "${word}", which the catalog does not have.`,
    ...(meant === undefined ? {} : { hint: `Did you mean "${meant}"?` }),
  }
}

/** Every plan that exists after this run, with the offers that it has rates for. */
function offersByPlan(context: WishContext): Map<Address, OfferId[]> {
  const { inventory } = context
  const found = new Map<Address, OfferId[]>()
  for (const [key, plan] of inventory.plans) {
    const offers = plan.rates.flatMap(({ resourceId }) => inventory.offerOf.get(resourceId) ?? [])
    found.set(address(servicePlan.name, key), offers)
  }
  for (const { key, value } of servicePlan.wish(context)) {
    found.set(
      address(servicePlan.name, key),
      value.rates.map(({ resource }) => keyOf(resource)),
    )
  }
  return found
}
