/** Puts on the offers what price lists say of them: prices, segment, withdrawal, validity. */

import { comparable } from '../lib/comparable.ts'
import { formatPlace, type Diagnostic } from '../lib/diagnostic.ts'
import { groupBy } from '../lib/group-by.ts'
import type { PriceEntry } from './formats/catalog-format.ts'
import { reportDisagreement, reportTo } from './formats/offer-findings.ts'
import { foldPrices, type FoldedPrices } from './fold-prices.ts'
import type { Offer, OfferField, OfferId } from './offer.ts'

/**
 * Gives the offers with what the entries say, and what is odd about the entries. An offer of the list that has no
 * structure cannot be ordered yet, and one that is in no list is at its end of sale (catalog formats, section 1.1).
 */
export function applyPrices(
  offers: ReadonlyMap<OfferId, Offer>,
  entries: readonly PriceEntry[],
): { offers: ReadonlyMap<OfferId, Offer>; diagnostics: Diagnostic[] } {
  if (entries.length === 0) return { offers, diagnostics: [] }
  const priced = new Map(offers)
  const diagnostics: Diagnostic[] = []
  for (const [id, own] of groupBy(entries, (entry) => entry.id)) {
    const offer = offers.get(id)
    const [first] = own
    if (first === undefined) continue
    if (offer === undefined) diagnostics.push(unknownOffer(first))
    else {
      priced.set(id, pricedOffer(offer, foldPrices(own, diagnostics), diagnostics))
      compare(offer, first, diagnostics)
    }
  }
  const ids = new Set(entries.map(({ id }) => id))
  for (const offer of offers.values()) {
    if (offer.kind !== 'usage' && !ids.has(offer.id)) diagnostics.push(unlisted(offer))
  }
  return { offers: priced, diagnostics }
}

function pricedOffer(offer: Offer, folded: FoldedPrices, diagnostics: Diagnostic[]): Offer {
  const { at, ...fields } = folded
  if (offer.segment !== undefined && fields.segment !== undefined && offer.segment !== fields.segment) {
    diagnostics.push(otherSegment(offer, folded))
  }
  const given = (Object.keys(fields) as (keyof typeof fields)[]).filter((field) => fields[field] !== undefined)
  const changes = Object.fromEntries(given.map((field) => [field, fields[field]]))
  const origins = Object.fromEntries(given.map((field): [OfferField, typeof at] => [field, at]))
  return { ...offer, ...changes, origins: { ...offer.origins, ...origins } }
}

/** What the list says besides is only compared: the structure's name and parents are the ones that count. */
function compare(offer: Offer, { name, claimedKind, at }: PriceEntry, diagnostics: Diagnostic[]): void {
  reportDisagreement(reportTo(diagnostics), offer, claimedKind, () => at)
  if (name === '' || comparable(name) === comparable(offer.name)) return
  const message = `The price list calls “${offer.name}” (${formatPlace(offer.at)}) “${name}”.`
  diagnostics.push({ severity: 'info', code: 'catalog/other-name-in-price-list', message, at })
}

function otherSegment(offer: Offer, { segment, at }: FoldedPrices): Diagnostic {
  const places = `${formatPlace(offer.origins.segment ?? offer.at)} and ${formatPlace(at)}`
  const message = `“${offer.name}” is of the segment ${offer.segment ?? ''} and of ${segment ?? ''}: ${places}.`
  const hint = 'The price list is believed; settle it in a YAML file of corrections if that is wrong.'
  return { severity: 'warning', code: 'catalog/two-segments', message, hint, at }
}

function unknownOffer({ id, name, at }: PriceEntry): Diagnostic {
  const message = `“${name}” (${id}) has a price but is in no matrix: it cannot be ordered yet.`
  return { severity: 'info', code: 'catalog/price-without-offer', message, at }
}

function unlisted({ id, name, at }: Offer): Diagnostic {
  const message = `“${name}” (${id}) is in no price list: it may be at its end of sale.`
  return { severity: 'info', code: 'catalog/offer-without-price', message, at }
}
