/** The formats there are, in the order in which they are tried. A new format is a new file here and a line below. */

import { catalogYaml } from './catalog-yaml.ts'
import type { CatalogFormat } from './catalog-format.ts'
import { customLicenseTypes } from './custom-license-types.ts'
import { legacyOfferMatrix } from './legacy-offer-matrix.ts'
import { partnerCenter } from './partner-center.ts'
import { priceList } from './price-list.ts'
import { skuTable } from './sku-table.ts'
import { customServicePlans, resourceCategories, salesCategories } from './vendor-files.ts'

/** A price list has ids and names as a matrix has, so it is asked first; so is the one JSON form with telling keys. */
export const catalogFormats: readonly CatalogFormat[] = [
  priceList,
  skuTable,
  legacyOfferMatrix,
  customLicenseTypes,
  partnerCenter,
  catalogYaml,
  customServicePlans,
  resourceCategories,
  salesCategories,
]
