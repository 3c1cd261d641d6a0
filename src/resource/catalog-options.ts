/** What a site's decisions mean for reading a catalog. */

import type { LoadCatalogOptions } from '../catalog/load-catalog.ts'
import type { Site } from './site.ts'

export function catalogOptions({ scenario, provisioningIds, perGigabyte, policy }: Site): LoadCatalogOptions {
  const { crossSegmentParents, countries, terms, priceCurrency } = policy.market
  const market = { crossSegmentParents, countries, ...(terms === undefined ? {} : { terms }) }
  const options = { scenario, provisioningIds, perGigabyte, policy: market }
  return priceCurrency === undefined ? options : { ...options, priceCurrency }
}
