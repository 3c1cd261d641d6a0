/** Reads the sales categories of the store and the plans in them. */

import type { OaReader } from '../../oa/oa-client.ts'
import type { ObservedSalesCategory } from '../observed-state.ts'
import type { Site } from '../site.ts'

/**
 * The plans of a category come from an internal method whose argument is inferred (oa-wire.md, section 6.3), so the
 * site must allow the read.
 *
 * @returns undefined where it does not
 */
export async function observeSalesCategories(
  reader: OaReader,
  site: Site,
): Promise<ObservedSalesCategory[] | undefined> {
  if (!site.reads.salesCategories) return undefined
  const rows = await reader.read('SalesCategoryListGet_API', { VendorAccountID: site.vendorAccount, SortNo: 1 })
  return Promise.all(
    rows.map(async ({ SalesCategoryID: id, Name: name }) => {
      const plans = await reader.read('GetPlansByCategory', { SalesCategoryID: id })
      return { id, name, planIds: plans.map((plan) => plan.PlanID).sort((a, b) => a - b) }
    }),
  )
}
