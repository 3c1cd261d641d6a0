/** Billing: reads of plans and categories (oa-wire.md 6.1). Columns without a value here get one on the way out. */

import { findPlan } from '../plan-changes.ts'
import type { Context, HandlerTable } from '../handler.ts'
import { noSuchRow } from '../refusal.ts'
import type { PlanRate, ServicePlan } from '../state.ts'
import { measurementUnit, money, periodTypeCode } from '../units.ts'

/** "Not set" in some columns (documented). */
const notSet = -2
/** The provider's own account (documented). */
const providerAccount = 1

export const billingHandlers = {
  GetVersion_API: ({ world }) => ({ Version: world.oaVersion }),

  PlanDetailsGet_API: (context, { PlanID }) => {
    const plan = findPlan(context, PlanID)
    const first = plan.periods[0]
    return {
      PlanID,
      Name: plan.name,
      CategoryID: 1,
      CurrencyID: context.world.currency,
      ShortDescription: plan.shortDescription,
      LongDescription: plan.longDescription,
      // 20 is "after the billing period"; 2 are months and 3 years.
      RecurringType: 20,
      BillingPeriodType: first?.unit === 'year' ? 3 : 2,
      BillingPeriod: 1,
      ServiceTemplateID: plan.templateId,
      Published: plan.published ? 1 : 0,
      Default_PlanPeriodID: first?.id ?? notSet,
      VendorAccountID: plan.vendorId ?? providerAccount,
    }
  },

  PlanPeriodListGet_API: (context, { PlanID }) =>
    findPlan(context, PlanID).periods.map((period) => ({
      PlanPeriodID: period.id,
      Period: period.length,
      PeriodType: periodTypeCode(period.unit),
      Trial: period.trial ? 1 : 0,
      SetupFee: money(period.setupFee),
      SubscriptionFee: money(period.recurringFee),
      RenewalFee: money(period.renewalFee),
      Enabled: period.active ? 1 : 0,
      SortNumber: period.sortNumber,
    })),

  PlanRateListFullGet_API: (context, { PlanID }) =>
    findPlan(context, PlanID).rates.map((rate) => describeRate(context, rate)),

  ResourceCategoryByPlanListGet_API: (context, { PlanID }) =>
    categoriesOf(context, findPlan(context, PlanID)).map((category) => ({
      ResCatID: category.id,
      Name: category.name,
    })),

  // The columns are inferred, and so is that another vendor has none.
  SalesCategoryListGet_API: ({ state }, { VendorAccountID }) =>
    VendorAccountID === providerAccount
      ? [...state.salesCategories.values()].map(({ id, name }) => ({ SalesCategoryID: id, Name: name }))
      : [],

  // The argument is inferred.
  GetPlansByCategory: (context, { SalesCategoryID }) => {
    const category = context.state.salesCategories.get(SalesCategoryID)
    if (category === undefined) throw noSuchRow('SalesCategory', SalesCategoryID)
    return category.planIds.map((id) => ({ PlanID: id, Name: findPlan(context, id).name }))
  },

  // Every subscription of the plan holds each of its rates (inferred: real ones may hold only what was ordered).
  SubscriptionListByResourceRateGet_API: ({ state, world }, { ResourceRateID }) => {
    const plan = [...state.plans.values()].find(({ rates }) => rates.some(({ id }) => id === ResourceRateID))
    if (plan === undefined) throw noSuchRow('ResourceRate', ResourceRateID)
    return world.subscriptions
      .filter(({ planId }) => planId === plan.id)
      .map(({ id, name }) => ({ SubscriptionID: id, Name: name, PlanID: plan.id, PlanName: plan.name }))
  },

  // The columns are inferred.
  OrderByStatusListGet_API: ({ world }, { VendorID, OrderTypeID, OrderStatusID }) =>
    VendorID === providerAccount
      ? world.orders
          .filter(({ type, status }) => type === String(OrderTypeID) && status === String(OrderStatusID))
          .map(({ id, number }) => ({ OrderID: id, OrderNumber: number }))
      : [],
} satisfies Partial<HandlerTable>

/** Billing knows a resource type at once, and by the same id (inferred; seen in client code of `bss.addServicePlan`). */
function describeRate(context: Context, rate: PlanRate) {
  const resourceType = context.state.resourceTypes.get(rate.resourceId)
  return {
    ResourceRateID: rate.id,
    Name: resourceType?.name ?? '',
    Included_Value: rate.included,
    Upper_Limit: rate.maximum,
    Lower_Limit: rate.minimum,
    Unit_of_Measure: resourceType?.unit ?? measurementUnit(resourceType?.resourceClass ?? ''),
    Setup_Fee: money(rate.setupFee),
    Recurring_Fee: money(rate.recurringFee),
    ResourceID: rate.resourceId,
    ResourceCategoryID: categoryOf(context, rate) ?? notSet,
    IsMain: rate.showInStore ? 1 : 0,
  }
}

function categoryOf({ state }: Context, rate: PlanRate): number | undefined {
  if (rate.categoryId !== null) return rate.categoryId
  return [...state.resourceCategories.values()].find(({ resourceIds }) => resourceIds.includes(rate.resourceId))?.id
}

function categoriesOf(context: Context, plan: ServicePlan) {
  const used = new Set(plan.rates.map((rate) => categoryOf(context, rate)))
  return [...context.state.resourceCategories.values()].filter(({ id }) => used.has(id))
}
