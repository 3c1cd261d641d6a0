/** Which category of the vendor's guide an offer belongs to, by simple rules on its name. */

import type { Offer } from '../offer.ts'

export interface VendorCategory {
  /** The internal key that the vendor's files use among themselves. */
  key: string
  name: string
}

type Facts = Pick<Offer, 'name' | 'kind' | 'perGigabyte'>

type Rule = readonly [fits: (offer: Facts) => boolean, category: VendorCategory]

const named =
  (words: RegExp) =>
  ({ name }: Facts): boolean =>
    words.test(name)

/** The guide's resource categories; only the key `XL` is documented, the others follow its pattern. */
const resourceRules: readonly Rule[] = [
  [({ perGigabyte }) => perGigabyte, { key: 'XS', name: 'Extra Storage' }],
  [({ kind }) => kind !== 'addon', { key: 'XL', name: 'Additional Licenses' }],
  [named(/\bexchange\b|\barchiving\b/i), { key: 'XE', name: 'Exchange Add-Ons' }],
  [
    named(/\bskype\b|\bphone\b|\bcalling\b|\bconferencing\b|\bpbx\b/i),
    { key: 'XK', name: 'Skype for Business Add-Ons' },
  ],
  [named(/\bpower bi\b|\banalytics?\b|\bdelve\b/i), { key: 'XA', name: 'Online Analytic Add-ons' }],
  [named(/\bdynamics\b|\bcrm\b/i), { key: 'XD', name: 'Dynamics Add-Ons' }],
]

const salesRules: readonly Rule[] = [
  [named(/\bdynamics\b|\bcrm\b/i), { key: 'D', name: 'Dynamics 365' }],
  [named(/\b(project|visio)\b/i), { key: 'P', name: 'Project and Visio' }],
  [
    named(/\bbusiness (essentials|premium|basic|standard)\b|\b365 business\b/i),
    { key: 'B', name: 'Office 365 Business' },
  ],
  [named(/\benterprise\b|\b[EF][1-5]\b/i), { key: 'E', name: 'Office 365 Enterprise' }],
]

export function resourceCategoryOf(offer: Facts): VendorCategory {
  return resourceRules.find(([fits]) => fits(offer))?.[1] ?? { key: 'XO', name: 'Other Add-Ons' }
}

export function salesCategoryOf(offer: Facts): VendorCategory {
  return salesRules.find(([fits]) => fits(offer))?.[1] ?? { key: 'O', name: 'Office 365' }
}

/** The categories that some offers use, each once, in order of key. */
export function categoriesOf(offers: readonly Facts[], categoryOf: (offer: Facts) => VendorCategory): VendorCategory[] {
  const used = new Map(offers.map(categoryOf).map((category) => [category.key, category]))
  return [...used.values()].sort((one, other) => (one.key < other.key ? -1 : 1))
}
