/** What several files say of the same offers, put together: structure first, then prices, corrections, products. */

import { hasErrors, type Diagnostic } from '../lib/diagnostic.ts'
import { applyCorrections } from './apply-corrections.ts'
import { applyPrices } from './apply-prices.ts'
import { applyProducts } from './apply-products.ts'
import { doubtedUpgrades } from './doubted-upgrades.ts'
import { needed } from './foreign-text.ts'
import { inOrderOfId, mergeOffers } from './merge-offers.ts'
import type { Offer, OfferField, OfferId } from './offer.ts'
import type { LoadedPart } from './read-catalog-file.ts'
import { settleCurrencies } from './settle-currencies.ts'

/**
 * Makes one catalog of the parts. A matrix, an API answer or license types give structure; price lists, the SKU table
 * and corrections only add to it. Diagnostics are those of the parts and those of their meeting.
 *
 * @param priceCurrency of price lists that tell none
 */
export function assembleOffers(
  parts: readonly LoadedPart[],
  priceCurrency?: string,
): {
  offers: ReadonlyMap<OfferId, Offer>
  /** Upgrades that one file claims and a better one does not know; those that no correction has settled. */
  doubted: ReadonlyMap<OfferId, ReadonlySet<OfferId>>
  diagnostics: Diagnostic[]
} {
  const corrections = parts.flatMap((part) => part.corrections ?? [])
  const stated = new Map<OfferId, Set<string>>()
  for (const { id, fields } of corrections) {
    stated.set(id, new Set([...(stated.get(id) ?? []), ...Object.keys(fields)]))
  }
  const isStated = (id: OfferId, field: OfferField): boolean => stated.get(id)?.has(field) ?? false
  const structures = parts.flatMap(({ offers, format }) => (offers === undefined ? [] : { offers, format }))
  const merged = mergeOffers(structures, isStated)
  const doubted = new Map([...doubtedUpgrades(structures)].filter(([id]) => !isStated(id, 'convertsTo')))
  const prices = settleCurrencies(
    parts.flatMap((part) => part.prices ?? []),
    priceCurrency,
  )
  const priced = applyPrices(merged.offers, prices.entries)
  const corrected = applyCorrections(priced.offers, corrections)
  const provisioned = applyProducts(
    corrected.offers,
    parts.flatMap((part) => part.products ?? []),
    (id) => isStated(id, 'provisioningId'),
  )
  const own = parts.flatMap((part) => part.diagnostics)
  const lone = provisioned.offers.size === 0 && !hasErrors(own) ? aloneWithoutStructure(parts) : []
  const meeting =
    lone.length > 0 ? lone : [merged, prices, priced, corrected, provisioned].flatMap((step) => step.diagnostics)
  const offers = corrections.length === 0 ? provisioned.offers : inOrderOfId(provisioned.offers)
  return { offers, doubted, diagnostics: [...own, ...meeting] }
}

/** Files that only add to a catalog, when there is no other. */
function aloneWithoutStructure(parts: readonly LoadedPart[]): Diagnostic[] {
  if (parts.some(({ offers }) => offers !== undefined)) return []
  return parts.flatMap(({ file, prices, products, corrections }) => {
    const lone = (code: string, message: string): Diagnostic[] => [
      { severity: 'error', code, message, hint: `Name another file with it. ${needed}`, at: { file } },
    ]
    if (prices !== undefined) {
      return lone('catalog/price-list', 'This is a licence-based price list, which says nothing about parents.')
    }
    if (products !== undefined) {
      return lone('catalog/sku-table', 'This is the table of product names, which can only tell Provisioning IDs.')
    }
    return corrections === undefined ? [] : lone('catalog/corrections-only', 'This YAML only corrects other files.')
  })
}
