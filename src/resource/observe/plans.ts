/** Reads the service plans that use the Office 365 template, with periods, rates and resource categories. */

import { formatMoney } from '../../lib/money.ts'
import type { MethodResult } from '../../oa/methods.ts'
import type { OaReader } from '../../oa/oa-client.ts'
import {
  periodUnits,
  type ObservedPlan,
  type ObservedRate,
  type ObservedState,
  type PeriodUnit,
} from '../observed-state.ts'
import type { Site } from '../site.ts'
import { readPages } from './pages.ts'
import { isCopy } from './reseller-plans.ts'

type Details = MethodResult<'PlanDetailsGet_API'>
type Rate = MethodResult<'PlanRateListFullGet_API'>[number]

/** The bus enumerates plans, Billing tells their details: only there the template is documented to be shown. */
export async function listPlans(reader: OaReader, site: Site): Promise<Details[]> {
  return readDetails(reader, site, await listIds(reader))
}

async function listIds(reader: OaReader): Promise<number[]> {
  const listed = await readPages((page) => reader.read('aps.servicePlans.list', page))
  // A copy that was delegated to a reseller is the reseller's, on the same template.
  return listed.filter((plan) => !isCopy(plan)).map(({ planId }) => planId)
}

async function readDetails(reader: OaReader, { vendorAccount }: Site, ids: readonly number[]): Promise<Details[]> {
  const all = await Promise.all(ids.map((PlanID) => reader.read('PlanDetailsGet_API', { PlanID })))
  return all.filter(({ VendorAccountID: vendor }) => vendor === undefined || vendor === vendorAccount)
}

/** @param templateId plans of other templates are left out */
export async function observePlans(
  reader: OaReader,
  all: readonly Details[],
  templateId: number,
): Promise<ObservedPlan[]> {
  const ours = all.filter((plan) => plan.ServiceTemplateID === templateId)
  const plans = await Promise.all(ours.map((details) => readPlan(reader, details)))
  return nameCategories(reader, plans)
}

/**
 * Reads the plans again.
 *
 * @param needless the ids of plans of which no look is wanted: they stay as they were read, or unknown
 */
export async function observePlansAgain(
  reader: OaReader,
  site: Site,
  { plans, template }: Pick<ObservedState, 'plans' | 'template'>,
  needless: ReadonlySet<number>,
): Promise<ObservedPlan[]> {
  const ids = await listIds(reader)
  const details = await readDetails(
    reader,
    site,
    ids.filter((id) => !needless.has(id)),
  )
  const kept = plans.filter(({ id }) => needless.has(id))
  const known = new Map([...kept, ...(await observePlans(reader, details, template.id))].map((plan) => [plan.id, plan]))
  return ids.flatMap((id) => known.get(id) ?? [])
}

interface UnnamedPlan extends Omit<ObservedPlan, 'rates'> {
  rates: (Omit<ObservedRate, 'category'> & { categoryId: number | undefined })[]
}

async function readPlan(reader: OaReader, details: Details): Promise<UnnamedPlan> {
  const [periods, rates] = await Promise.all([
    reader.read('PlanPeriodListGet_API', { PlanID: details.PlanID, SortNo: 1 }),
    reader.read('PlanRateListFullGet_API', { PlanID: details.PlanID, SortNo: 1 }),
  ])
  return {
    id: details.PlanID,
    name: details.Name,
    published: details.Published ?? false,
    currency: /^[A-Z]{3}$/.test(details.CurrencyID ?? '') ? details.CurrencyID : undefined,
    billingMonths: billingMonths(details),
    periods: periods.map((period) => ({
      length: period.Period,
      unit: unitOf(period.PeriodType),
      setupFee: formatMoney(period.SetupFee),
      recurringFee: formatMoney(period.SubscriptionFee),
    })),
    rates: rates.map(readRate),
  }
}

/** Types 2 and 3 are months and years; 4 is a month by the date of the statement (oa-wire.md, section 6.1). */
function billingMonths({ BillingPeriodType: type, BillingPeriod: length = 1 }: Details): number | undefined {
  if (type === 2) return length
  return type === 3 ? 12 * length : type === 4 ? 1 : undefined
}

/** @throws RangeError for a code that the reference does not know */
function unitOf(code: number): PeriodUnit {
  const unit = periodUnits[code]
  if (unit === undefined) throw new RangeError(`Billing has a period of unknown type ${code}`)
  return unit
}

function readRate(rate: Rate): UnnamedPlan['rates'][number] {
  return {
    resourceId: rate.ResourceID,
    included: Number(rate.Included_Value),
    minimum: Number(rate.Lower_Limit),
    maximum: Number(rate.Upper_Limit),
    setupFee: formatMoney(rate.Setup_Fee),
    recurringFee: formatMoney(rate.Recurring_Fee),
    unit: rate.Unit_of_Measure,
    categoryId:
      rate.ResourceCategoryID !== undefined && rate.ResourceCategoryID > 0 ? rate.ResourceCategoryID : undefined,
  }
}

/** Rates tell the id of a category, only the plans tell its name; one plan with a yet unnamed category is asked at a time. */
async function nameCategories(reader: OaReader, plans: readonly UnnamedPlan[]): Promise<ObservedPlan[]> {
  const names = new Map<number, string | undefined>()
  for (const plan of plans) {
    const unnamed = plan.rates.flatMap(({ categoryId: id }) => (id === undefined || names.has(id) ? [] : [id]))
    if (unnamed.length === 0) continue
    const rows = await reader.read('ResourceCategoryByPlanListGet_API', { PlanID: plan.id, SortNo: 1 })
    for (const row of rows) names.set(row.ResCatID, row.Name)
    for (const id of unnamed) if (!names.has(id)) names.set(id, undefined)
  }
  return plans.map((plan) => ({
    ...plan,
    rates: plan.rates.map(({ categoryId, ...rate }) => ({
      ...rate,
      category: categoryId === undefined ? undefined : names.get(categoryId),
    })),
  }))
}
