/**
 * The Billing methods we call (XML-RPC `Execute` on port 5224; reference/oa-wire.md, section 6).
 * Parameters and results are named here and travel by position. No Billing write is documented, so there is none but
 * `billing.execute`, for a method that a site names and describes.
 */

import { z } from 'zod'
import { isMoney } from '../../lib/money.ts'
import { method } from '../method-spec.ts'

const id = z.int()
const text = z.string()
const number = z.union([z.number(), z.string()])
/** Money is text or a double, with an optional currency prefix (oa-wire.md 1.3). */
const money = z.union([z.number(), z.string()])
/** Money that is read. */
const amount = money.refine(isMoney, 'not an amount of money')
const flag = z.union([z.int(), z.boolean()]).transform(Boolean)
const sorted = { SortNo: z.int() }

function row<C extends Record<string, z.ZodType>>(columns: C) {
  return z.object(columns)
}

export const billingMethods = {
  'billing.execute': method({
    system: 'billing',
    effect: 'write',
    grade: 'client-code',
    source: "oa-wire.md 6.3 (b); which method, and the order of its parameters, is the site's own",
    params: z.object({
      Server: z.enum(['BM', 'PEMGATE', 'DOMAINGATE', 'MESSAGE', 'KAGATE']),
      Method: z.string().regex(/^\w+$/),
      Params: z.array(z.union([z.int(), z.string(), z.boolean()])),
    }),
    result: z.unknown(),
    forwards: true,
  }),
  GetVersion_API: method({
    system: 'billing',
    effect: 'read',
    grade: 'client-code',
    source: 'oa-wire.md 6.1',
    params: z.object({}),
    result: row({ Version: text }),
    billing: { server: 'BM', order: [], returns: 'item', columns: ['Version'] },
  }),
  PlanDetailsGet_API: method({
    system: 'billing',
    effect: 'read',
    grade: 'documented',
    source: 'PlanDetailsGet_API; the last five columns seen in client code',
    params: z.object({ PlanID: id }),
    result: row({
      PlanID: id,
      Name: text,
      CategoryID: id.optional(),
      CurrencyID: text.optional(),
      ShortDescription: text.optional(),
      LongDescription: text.optional(),
      RecurringType: id.optional(),
      BillingPeriodType: id.optional(),
      BillingPeriod: id.optional(),
      ServiceTemplateID: id.optional(),
      VendorAccountID: id.optional(),
      Published: flag.optional(),
    }),
    billing: {
      server: 'BM',
      order: ['PlanID'],
      returns: 'item',
      columns: [
        'PlanID',
        'Name',
        'CategoryID',
        'CurrencyID',
        'ShortDescription',
        'LongDescription',
        'GateName',
        'GroupID',
        'IsParentReq',
        'RecurringType',
        'BillingPeriodType',
        'BillingPeriod',
        'ShowPriority',
        'Default_PlanPeriodID',
        'IsOTFI',
        'DocID',
        'VendorAccountID',
        'ServiceTemplateID',
        'PricePeriodType',
        'Published',
      ],
    },
  }),
  PlanPeriodListGet_API: method({
    system: 'billing',
    effect: 'read',
    grade: 'client-code',
    source: 'oa-wire.md 6.1',
    params: z.object({ PlanID: id, ...sorted }),
    result: z.array(
      row({
        PlanPeriodID: id,
        Period: id,
        PeriodType: z.int().min(0).max(3),
        Trial: flag,
        SetupFee: amount,
        SubscriptionFee: amount,
        RenewalFee: money,
        Enabled: flag,
      }),
    ),
    billing: {
      server: 'BM',
      order: ['PlanID', 'SortNo'],
      returns: 'list',
      columns: [
        'PlanPeriodID',
        'Period',
        'PeriodType',
        'Trial',
        'SetupFee',
        'SubscriptionFee',
        'RenewalFee',
        'TransferFee',
        'NonRefundableAmt',
        'RefundPeriod',
        'Enabled',
        'NumberOfPeriods',
        'FeeText',
        'SortNumber',
        'IsOTFI',
        'DepositFee',
        'DepositDescr',
      ],
    },
  }),
  PlanRateListFullGet_API: method({
    system: 'billing',
    effect: 'read',
    grade: 'client-code',
    source: 'oa-wire.md 6.1; columns documented for PlanRateListGet_API',
    params: z.object({ PlanID: id, ...sorted }),
    result: z.array(
      row({
        ResourceRateID: id,
        Name: text,
        Included_Value: number,
        Upper_Limit: number,
        Lower_Limit: number,
        Unit_of_Measure: text,
        Setup_Fee: amount,
        Recurring_Fee: amount,
        ResourceID: id,
        ResourceCategoryID: id.optional(),
      }),
    ),
    billing: {
      server: 'BM',
      order: ['PlanID', 'SortNo'],
      returns: 'list',
      columns: [
        'ResourceRateID',
        'Name',
        'Description',
        'Included_Value',
        'Upper_Limit',
        'Lower_Limit',
        'Unit_of_Measure',
        'Setup_Fee',
        'Recurring_Fee',
        'Measurable',
        'ResourceID',
        'SetupFeeDescr',
        'RecurrFeeDescr',
        'IsVisible',
        'IsMain',
        'StoreText',
        'IsSFperUnit',
        'IsRFperUnit',
        'IsSFforUpgrade',
        'StorePriceText',
        'ResourceCategoryID',
        'SortOrder',
        'IsOveruseFeeTiered',
        'IsRecurringFeeTiered',
        'IsSetupFeeTiered',
      ],
    },
  }),
  ResourceCategoryByPlanListGet_API: method({
    system: 'billing',
    effect: 'read',
    grade: 'documented',
    source: 'ResourceCategoryByPlanListGet_API',
    params: z.object({ PlanID: id, ...sorted }),
    result: z.array(row({ ResCatID: id, Name: text })),
    billing: {
      server: 'BM',
      order: ['PlanID', 'SortNo'],
      returns: 'list',
      columns: [
        'ResCatID',
        'Name',
        'Description',
        'ShopDisplayType',
        'SortNumber',
        'Parent_ResCatID',
        'Default_ResourceID',
        'Default_ResCatID',
        'IsOptional',
      ],
    },
  }),
  SalesCategoryListGet_API: method({
    system: 'billing',
    effect: 'read',
    grade: 'inferred',
    source: 'oa-wire.md 6.1: the name is known from client code, its columns are not',
    params: z.object({ VendorAccountID: id, ...sorted }),
    result: z.array(row({ SalesCategoryID: id, Name: text })),
    billing: {
      server: 'BM',
      order: ['VendorAccountID', 'SortNo'],
      returns: 'list',
      columns: ['SalesCategoryID', 'Name'],
    },
  }),
  GetPlansByCategory: method({
    system: 'billing',
    effect: 'read',
    grade: 'inferred',
    source: 'oa-wire.md 6.3 (b): result rows seen in client code, the argument is a guess',
    params: z.object({ SalesCategoryID: id }),
    result: z.array(row({ PlanID: id, Name: text })),
    billing: { server: 'BM', order: ['SalesCategoryID'], returns: 'list', columns: ['PlanID', 'Name'] },
  }),
  SubscriptionListByResourceRateGet_API: method({
    system: 'billing',
    effect: 'read',
    grade: 'client-code',
    source: 'oa-wire.md 6.1',
    params: z.object({ ResourceRateID: id, ...sorted }),
    result: z.array(row({ SubscriptionID: id, Name: text, PlanID: id })),
    billing: {
      server: 'BM',
      order: ['ResourceRateID', 'SortNo'],
      returns: 'list',
      columns: ['SubscriptionID', 'Name', 'PlanID', 'PlanName', 'PlanPeriodID', 'Status', 'ServStatus'],
    },
  }),
  OrderByStatusListGet_API: method({
    system: 'billing',
    effect: 'read',
    grade: 'inferred',
    source: 'oa-wire.md 6.1: parameters seen in client code, columns are a guess',
    params: z.object({
      VendorID: id,
      OrderTypeID: number,
      OrderStatusID: number,
      From: z.int(),
      To: z.int(),
      ...sorted,
    }),
    result: z.array(row({ OrderID: id, OrderNumber: text })),
    billing: {
      server: 'BM',
      order: ['VendorID', 'OrderTypeID', 'OrderStatusID', 'From', 'To', 'SortNo'],
      returns: 'list',
      columns: ['OrderID', 'OrderNumber'],
    },
  }),
}
