/** The three other configuration files of the vendor's script: written only, from what a catalog can tell. */

import type { Catalog } from '../catalog.ts'
import type { Offer } from '../offer.ts'
import type { CatalogFormat } from './catalog-format.ts'
import { categoriesOf, resourceCategoryOf, salesCategoryOf } from './vendor-categories.ts'
import { vendorJson } from './vendor-json.ts'

/**
 * `CustomServicePlans.json`: a plan for each licence, as the vendor's guide demands (one base licence per plan).
 *
 * Not in it, since no catalog knows: `Resources` (the fields of a rate are not documented), `SegmentGroup`,
 * `IncompatiblePlans` and `IncompatibleSegmentGroups`, and a fee (it belongs to the rates). `UpgradeTo` holds what the
 * catalog claims, as far as there is a plan for it. Plans are monthly where the licence can be billed so.
 */
export const customServicePlans: CatalogFormat = {
  name: 'custom-service-plans',
  title: 'CloudBlue CustomServicePlans.json',
  extension: '.json',
  write: (catalog) => {
    const licenses = offersOfKind(catalog, ['license'])
    const ids = new Set(licenses.map(({ id }) => id))
    const plans = licenses.map((offer, index) => [offer.id, servicePlan(offer, index, ids)] as const)
    return vendorJson(Object.fromEntries(plans))
  },
}

/** `resourcecategories_CSP.json`: the categories that the license types refer to, under the tax category of the guide. */
export const resourceCategories: CatalogFormat = {
  name: 'resource-categories',
  title: 'CloudBlue resourcecategories_CSP.json',
  extension: '.json',
  write: (catalog) => {
    const used = categoriesOf(offersOfKind(catalog, ['license', 'addon']), resourceCategoryOf)
    const entries = used.map(({ key, name }, index) => [
      key,
      { name, Description: name, TaxCategoryID: 'Default', DisplayOrder: (index + 1) * 10 },
    ])
    return vendorJson(Object.fromEntries(entries))
  },
}

/** `salescategories_CSP.json`: the categories that the plans refer to. `ShowInStore` is reserved and left out. */
export const salesCategories: CatalogFormat = {
  name: 'sales-categories',
  title: 'CloudBlue salescategories_CSP.json',
  extension: '.json',
  write: (catalog) => {
    const used = categoriesOf(offersOfKind(catalog, ['license']), salesCategoryOf)
    return vendorJson(Object.fromEntries(used.map(({ key, name }) => [key, { name, Description: name }])))
  },
}

function offersOfKind(catalog: Catalog, kinds: readonly Offer['kind'][]): Offer[] {
  return [...catalog.offers.values()].filter(({ kind }) => kinds.includes(kind))
}

function servicePlan(offer: Offer, index: number, plans: ReadonlySet<string>): object {
  const isYearly = offer.billingFrequencies.includes('annual') && !offer.billingFrequencies.includes('monthly')
  return {
    Name: offer.name,
    Description: offer.description,
    PeriodType: isYearly ? 'Y' : 'M',
    Period: 1,
    Trial: 0,
    ShowPriority: (index + 1) * 10,
    UpgradeTo: offer.convertsTo.filter((id) => plans.has(id)),
    SalesCategories: [salesCategoryOf(offer).key],
  }
}
