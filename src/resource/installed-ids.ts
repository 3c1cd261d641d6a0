/** What the installation knows and the catalog does not say. */

import type { Catalog } from '../catalog/catalog.ts'
import type { Inventory } from './inventory.ts'

/**
 * Fills missing Provisioning IDs from the types that exist: an onboarded offer needs none from the catalog, and stays a
 * base or a parent for others.
 */
export function withInstalledIds(catalog: Catalog, { types }: Inventory): Catalog {
  const offers = new Map(
    [...catalog.offers].map(([id, offer]) => {
      const known = types.get(id)?.provisioningId
      return [id, offer.provisioningId === undefined && known ? { ...offer, provisioningId: known } : offer]
    }),
  )
  return { ...catalog, offers }
}
