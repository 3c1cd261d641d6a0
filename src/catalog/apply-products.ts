/** Provisioning IDs from the SKU table, for the offers whose file tells the product and not its Provisioning ID. */

import { formatPlace, type Diagnostic } from '../lib/diagnostic.ts'
import type { ProductEntry } from './formats/catalog-format.ts'
import type { Offer, OfferId } from './offer.ts'

/**
 * Fills the gaps; where both have one and they differ, the structure file's stays and both places are told.
 *
 * @param isCorrected whether a site states the Provisioning ID itself; then nothing is compared
 */
export function applyProducts(
  offers: ReadonlyMap<OfferId, Offer>,
  entries: readonly ProductEntry[],
  isCorrected: (id: OfferId) => boolean,
): { offers: ReadonlyMap<OfferId, Offer>; diagnostics: Diagnostic[] } {
  const [table] = entries
  if (table === undefined) return { offers, diagnostics: [] }
  const filled = new Map(offers)
  const diagnostics: Diagnostic[] = []
  const products = firstOfEach(entries, diagnostics)
  let known = 0
  for (const offer of offers.values()) {
    if (offer.productId === undefined) continue
    known++
    const product = products.get(offer.productId)
    if (product === undefined || isCorrected(offer.id)) continue
    if (offer.provisioningId === undefined) filled.set(offer.id, provisioned(offer, product))
    else if (offer.provisioningId !== product.provisioningId) diagnostics.push(otherId(offer, product))
  }
  if (known === 0) diagnostics.push(unused(table))
  return { offers: filled, diagnostics }
}

function provisioned(offer: Offer, { provisioningId, at }: ProductEntry): Offer {
  return { ...offer, provisioningId, origins: { ...offer.origins, provisioningId: at } }
}

/** Two tables may be named; the first that knows a product counts. */
function firstOfEach(entries: readonly ProductEntry[], diagnostics: Diagnostic[]): Map<string, ProductEntry> {
  const products = new Map<string, ProductEntry>()
  for (const entry of entries) {
    const first = products.get(entry.productId)
    if (first === undefined) products.set(entry.productId, entry)
    else if (first.provisioningId !== entry.provisioningId) {
      const message = `Product ${entry.productId} has two Provisioning IDs: ${first.provisioningId} (${formatPlace(first.at)}) and ${entry.provisioningId}. The first is used.`
      const hint = 'Name only the table that is up to date.'
      diagnostics.push({ severity: 'warning', code: 'catalog/two-provisioning-ids', message, hint, at: entry.at })
    }
  }
  return products
}

function otherId(offer: Offer, { provisioningId, at }: ProductEntry): Diagnostic {
  const place = formatPlace(offer.origins.provisioningId ?? offer.at)
  const message = `“${offer.name}” (${offer.id}) has the Provisioning ID ${offer.provisioningId ?? ''} (${place}), the SKU table says ${provisioningId} (${formatPlace(at)}). The former is used.`
  const hint = 'If the table is right, set it for the offer, under provisioningIds in the configuration.'
  return { severity: 'warning', code: 'catalog/other-provisioning-id', message, hint, at }
}

function unused({ at: { file } }: ProductEntry): Diagnostic {
  return {
    severity: 'warning',
    code: 'catalog/sku-table-unused',
    message: 'The SKU table is of no use here: no offer of the catalog has a product id.',
    hint: 'Name the answer of the Partner Center call “offers” too; it tells the product of each offer.',
    at: { file },
  }
}
