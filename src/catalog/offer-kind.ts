/** What an offer is: licence, add-on, trial or usage. Parents decide about add-ons, whatever the Offer Type says. */

import { looseKey } from '../lib/text.ts'
import type { Offer, OfferKind } from './offer.ts'
import { isGuid } from './offer-id.ts'

export type KindFacts = Pick<Offer, 'id' | 'name' | 'parents' | 'convertsTo' | 'billingFrequencies'> & {
  /** The cell of the Offer Type column; undefined when there is none. */
  offerType: string | undefined
}

/**
 * The kind of an offer. In real catalogs 21 of 257 offers are marked as add-ons without parents or the other way round
 * (reference/catalog.md, section 0, fact 6), so parents are trusted and the mark is not.
 */
export function offerKind(facts: KindFacts): OfferKind {
  if (!isGuid(facts.id) || facts.billingFrequencies.includes('usage')) return 'usage'
  if (claimedKind(facts.offerType) === 'usage') return 'usage'
  if (isTrial(facts)) return 'trial'
  return facts.parents.length > 0 ? 'addon' : 'license'
}

/** What the Offer Type column claims, as far as its wordings are known: `Base`, `Add-on`, `ADDON`, `NON-SPECIFIC`, … */
export function claimedKind(offerType: string | undefined): OfferKind | undefined {
  if (offerType === undefined) return undefined
  const key = looseKey(offerType)
  if (key.includes('trial')) return 'trial'
  if (key.includes('usage')) return 'usage'
  if (key.includes('addon')) return 'addon'
  return ['base', 'license', 'licence', 'nonspecific'].includes(key) ? 'license' : undefined
}

function isTrial({ offerType, name, convertsTo, billingFrequencies }: KindFacts): boolean {
  if (offerType !== undefined) return claimedKind(offerType) === 'trial'
  return /\btrial$/i.test(name) && (convertsTo.length > 0 || billingFrequencies.includes('none'))
}
