/** Which part of a catalog a site sells: segments, countries and terms as policy. A pure filter; nothing by default. */

import type { Diagnostic } from '../lib/diagnostic.ts'
import { count, firstFew, looseKey } from '../lib/text.ts'
import { countryKey } from './country-names.ts'
import type { Offer, OfferId } from './offer.ts'
import { segmentOf } from './offer-segment.ts'

export interface MarketPolicy {
  /**
   * Which parents of another segment count. `all` (the default): all of them, since Microsoft documents them as by
   * design. `own-and-corporate`: as the largest distributor does it, an add-on of the corporate segment needs a
   * corporate parent, any other add-on one of its own segment or a corporate one.
   */
  crossSegmentParents?: 'all' | 'own-and-corporate'
  /** Countries, by name or by two letters, each of which an offer must allow. Default: none is asked for. */
  countries?: readonly string[]
  /** The terms sold, such as `1 Year`. Default: all. Trials have terms of their own and are not asked. */
  terms?: readonly string[]
}

type Offers = ReadonlyMap<OfferId, Offer>

interface Filtered {
  offers: Offers
  diagnostics: Diagnostic[]
}

/**
 * Gives the offers that fit the policy, in the same order, with the parents that count. What a catalog does not tell
 * (countries, a term) is no reason to leave an offer out. An add-on whose parents are all left out stays an add-on: it
 * cannot be sold, and does not become a licence.
 */
export function applyMarketPolicy(offers: Offers, policy: MarketPolicy): Filtered {
  const inCountries = keepCountries(offers, policy.countries ?? [])
  const ofTerms = keepTerms(inCountries.offers, policy.terms)
  const linked = policy.crossSegmentParents === 'own-and-corporate' ? keepOwnSegments(ofTerms.offers) : undefined
  return {
    offers: linked?.offers ?? ofTerms.offers,
    diagnostics: [...inCountries.diagnostics, ...ofTerms.diagnostics, ...(linked?.diagnostics ?? [])],
  }
}

function keepCountries(offers: Offers, countries: readonly string[]): Filtered {
  const wanted = countries.map(countryKey)
  if (wanted.length === 0) return { offers, diagnostics: [] }
  return keep(
    offers,
    ({ countries: allowed }) => {
      const keys = new Set(allowed.map(countryKey))
      return keys.size === 0 || wanted.every((key) => keys.has(key))
    },
    'catalog/policy-country',
    `not allowed in ${firstFew(countries)}`,
  )
}

function keepTerms(offers: Offers, terms: readonly string[] | undefined): Filtered {
  if (terms === undefined) return { offers, diagnostics: [] }
  const wanted = new Set(terms.map(termKey))
  return keep(
    offers,
    ({ kind, duration }) => kind === 'trial' || duration === undefined || wanted.has(termKey(duration)),
    'catalog/policy-term',
    `of other terms than ${firstFew(terms)}`,
  )
}

/** `1 Year`, `1 year` and `1 Years` are one term. */
function termKey(term: string): string {
  return looseKey(term).replace(/s$/, '')
}

function keep(offers: Offers, fits: (offer: Offer) => boolean, code: string, why: string): Filtered {
  const kept = new Map<OfferId, Offer>()
  const left: Offer[] = []
  for (const [id, offer] of offers) {
    if (fits(offer)) kept.set(id, offer)
    else left.push(offer)
  }
  const [first] = left
  if (first === undefined) return { offers, diagnostics: [] }
  const names = firstFew(
    left.map(({ name }) => `“${name}”`),
    3,
  )
  const message = `By the policy of the site, ${count(left.length, 'offer')} left out, ${why}: ${names}.`
  return { offers: kept, diagnostics: [{ severity: 'info', code, message, at: first.at }] }
}

function keepOwnSegments(offers: Offers): Filtered {
  const segments = new Map([...offers].map(([id, offer]) => [id, segmentOf(offer)]))
  const kept = new Map<OfferId, Offer>()
  let dropped = 0
  for (const [id, offer] of offers) {
    const own = segments.get(id)
    const parents = offer.parents.filter((parent) => {
      const segment = segments.get(parent)
      return segment === undefined || segment === own || segment === 'corporate'
    })
    dropped += offer.parents.length - parents.length
    kept.set(id, parents.length === offer.parents.length ? offer : { ...offer, parents })
  }
  if (dropped === 0) return { offers, diagnostics: [] }
  const message = `By the policy of the site, ${count(dropped, 'parent reference')} to other segments left out.`
  return { offers: kept, diagnostics: [{ severity: 'info', code: 'catalog/policy-segment', message }] }
}
