/** What a site decides for itself about names, categories, periods and plans; the defaults reproduce KB 126207's example. */

import { z } from 'zod'
import { roundings } from '../lib/money.ts'

const rule = z.strictObject({
  category: z.string().min(1),
  /** Only base offers, or only add-ons. */
  kind: z.enum(['license', 'addon']).optional(),
  /** Only offers priced per gigabyte. */
  perGigabyte: z.boolean().optional(),
  /** Only offers whose name contains one of these words, whatever their case. */
  nameHas: z.array(z.string().min(1)).optional(),
})

/** The first rule that fits an offer decides its category; a rule without conditions fits every offer. */
export type CategoryRule = z.infer<typeof rule>

/** Category names of the Provider's Guide (reference/domain.md, section 2.4); the rules are ours. */
const resourceCategoryRules: CategoryRule[] = [
  { category: 'Additional Licenses', kind: 'license' },
  { category: 'Extra Storage', perGigabyte: true },
  { category: 'Extra Storage', nameHas: ['storage'] },
  { category: 'Dynamics Add-Ons', nameHas: ['dynamics', 'crm'] },
  { category: 'Extra Instances', nameHas: ['instance', 'sandbox'] },
  { category: 'Skype for Business Add-Ons', nameHas: ['skype', 'phone', 'calling', 'conferencing', 'pstn'] },
  { category: 'Exchange Add-Ons', nameHas: ['exchange', 'archiving'] },
  { category: 'Online Analytic Add-ons', nameHas: ['analytic', 'power bi'] },
  { category: 'Other Add-Ons' },
]

const salesCategoryRules: CategoryRule[] = [
  { category: 'Dynamics 365', nameHas: ['dynamics', 'crm'] },
  { category: 'Office 365 Enterprise', nameHas: ['enterprise'] },
  { category: 'Office 365 Business', nameHas: ['business'] },
  { category: 'Office 365' },
]

const period = z.strictObject({ length: z.int().positive(), unit: z.enum(['day', 'month', 'year']) })
export type Period = z.infer<typeof period>

export const policySchema = z.strictObject({
  names: z
    .strictObject({
      /** `{offer}` stands for the offer's name in the catalog. */
      resourceType: z.string().includes('{offer}').default('{offer}'),
      plan: z.string().includes('{offer}').default('{offer}'),
      /** OA cuts off at 60 characters before 20.5 (reference/oa-wire.md, section 1.5). */
      resourceTypeMaxLength: z.int().min(20).max(250).default(60),
    })
    .prefault({}),
  /** Groups of offers, by id or name, of which a customer can have only one. */
  conflicts: z.array(z.array(z.string().min(1)).min(2)).default([]),
  /**
   * An offer with a concurrent or lifetime limit up to this counts as in conflict with itself; without it every such
   * limit does, since the checker knows no numbers (inferred: the vendor's own rule is not public).
   */
  selfConflictUpTo: z.int().min(0).optional(),
  resourceCategories: z.array(rule).default(resourceCategoryRules),
  salesCategories: z.array(rule).default(salesCategoryRules),
  /** Which part of the catalog is sold here; the defaults leave nothing out. */
  market: z
    .strictObject({
      /** Parents of another segment count, as Microsoft documents; or only those of the own one and corporate ones. */
      crossSegmentParents: z.enum(['all', 'own-and-corporate']).default('all'),
      /** Countries, each of which an offer must allow. */
      countries: z.array(z.string().min(1)).default([]),
      /** Terms sold, such as `1 Year`; all of them without it. */
      terms: z.array(z.string().min(1)).min(1).optional(),
      /** The currency of price lists that tell none, such as a sheet saved as CSV without the rows above its header. */
      priceCurrency: z
        .string()
        .regex(/^[A-Za-z]{3}$/, 'must be a currency of three letters')
        .optional(),
    })
    .prefault({}),
  plans: z
    .strictObject({
      periods: z
        .array(period)
        .min(1)
        .default([{ length: 1, unit: 'month' }]),
      /** Which add-ons a new plan gets: every one it can carry, only those of this run, or none. */
      addons: z.enum(['all', 'selected', 'none']).default('all'),
      /** Offer ids that no plan gets. */
      exceptAddons: z.array(z.string().toLowerCase()).default([]),
      /** How many seats a plan for a one-time price has, by offer id, where the offer's minimum and maximum differ. */
      oneTimeSeats: z.record(z.string().toLowerCase(), z.int().positive()).default({}),
      /** The most a customer may buy where the catalog states no maximum: Microsoft's own "unlimited". */
      maximum: z.int().positive().default(10_000_000),
      /** Which plans that exist already get the new add-ons they can carry, and upgrade paths to new plans. */
      existing: z.enum(['none', 'compatible', 'listed']).default('none'),
      /** Their ids or names, for `existing: listed`. */
      listed: z.array(z.union([z.int(), z.string().min(1)])).default([]),
    })
    .prefault({}),
  /** How a price list (`--prices`) becomes fees. */
  prices: z
    .strictObject({
      /** The installation's; without it that of its plans, and where it has none that of the list. */
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/, 'three capital letters, such as USD')
        .optional(),
      /** Which of the two prices in Microsoft's list customers pay. */
      column: z.enum(['erp', 'list']).optional(),
      rounding: z.enum(roundings).default('half-up'),
      decimals: z.int().min(0).max(4).default(2),
    })
    .prefault({}),
})

export type Policy = z.infer<typeof policySchema>

/** The category that the first fitting rule names, or undefined when none fits. */
export function categoryOf(
  rules: readonly CategoryRule[],
  offer: { name: string; kind: string; perGigabyte: boolean },
): string | undefined {
  const name = offer.name.toLowerCase()
  return rules.find(
    ({ kind, perGigabyte, nameHas }) =>
      (kind === undefined || kind === offer.kind) &&
      (perGigabyte === undefined || perGigabyte === offer.perGigabyte) &&
      (nameHas === undefined || nameHas.some((word) => name.includes(word.toLowerCase()))),
  )?.category
}
