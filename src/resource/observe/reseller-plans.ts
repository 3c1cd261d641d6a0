/** Reads which plans each reseller has got, and under which ids, from the collection of service plans. */

import type { MethodResult } from '../../oa/methods.ts'
import type { OaReader } from '../../oa/oa-client.ts'
import type { PlanCopies } from '../observed-state.ts'
import type { Site } from '../site.ts'
import { readPages } from './pages.ts'

type ListedPlan = MethodResult<'aps.servicePlans.list'>['items'][number]

/** A copy names the plan it was made from; that the provider's own plans name none is inferred. */
export function isCopy(plan: ListedPlan): boolean {
  return plan.parentServicePlan !== undefined
}

/**
 * The collection names the vendor of a copy by its APS id only, so one copy of each vendor is asked for the account.
 * A copy of a copy counts as a copy of the provider's plan.
 *
 * @returns undefined where there are no resellers, or the configuration does not allow the read (`reads.resellerPlans`)
 */
export async function observeResellerPlans(
  reader: OaReader,
  site: Site,
): Promise<ReadonlyMap<number, PlanCopies> | undefined> {
  if (site.resellers.length === 0 || !site.reads.resellerPlans) return undefined
  const listed = await readPages((page) => reader.read('aps.servicePlans.list', page))
  const byId = new Map(listed.flatMap((plan) => (plan.aps === undefined ? [] : [[plan.aps.id, plan] as const])))
  const byVendor = new Map<string, { plan: number; copy: number }[]>()
  for (const copy of listed) {
    const origin = originOf(copy, byId)
    const vendor = copy.vendor?.aps.id
    if (origin === undefined || vendor === undefined) continue
    const copies = byVendor.get(vendor) ?? []
    copies.push({ plan: origin.planId, copy: copy.planId })
    byVendor.set(vendor, copies)
  }
  const accounts = await Promise.all(
    [...byVendor.values()].map(async (copies) => {
      const { VendorAccountID: account } = await reader.read('PlanDetailsGet_API', { PlanID: copies[0]?.copy ?? 0 })
      const known: PlanCopies = new Map(copies.map(({ plan, copy }) => [plan, copy]))
      return account === undefined ? [] : [[account, known] as const]
    }),
  )
  const found = new Map(accounts.flat())
  // A reseller without a single copy has none: that is known, too.
  return new Map(site.resellers.map(({ account }) => [account, found.get(account) ?? new Map()]))
}

/** The provider's plan at the top of a chain of copies; undefined for a plan that is no copy. */
function originOf(copy: ListedPlan, byId: ReadonlyMap<string, ListedPlan>): ListedPlan | undefined {
  let origin: ListedPlan | undefined
  const seen = new Set<ListedPlan>()
  for (let at: ListedPlan | undefined = copy; at?.parentServicePlan !== undefined && !seen.has(at);) {
    seen.add(at)
    at = byId.get(at.parentServicePlan.aps.id)
    origin = at
  }
  return origin
}
