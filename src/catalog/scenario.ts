/** Which programme a catalog belongs to: the same product has another offer id in each (rule I6). */

import { formatPlace, type Diagnostic } from '../lib/diagnostic.ts'
import { firstFew } from '../lib/text.ts'
import type { Offer, OfferId } from './offer.ts'

/** Cloud Solution Provider, or the older syndication programme. */
export type Scenario = 'csp' | 'syndication'

/** Offers that tell the programme. Sources: KB 126207 for CSP, KB 127759 for syndication. */
const tellingOffers: Record<Scenario, ReadonlySet<OfferId>> = {
  csp: new Set([
    '031c9e47-4802-4248-838e-778fb1d2cc05', // Office 365 Business Premium
    'c0bd2e08-11ac-4836-bdc7-3712e744922f', // its trial
    '53fc25f7-6639-4f78-bb44-3c2dfec3ed40', // Office 365 Extra File Storage
    '2828be95-46ba-4f91-b2fd-0bef192ecf60', // Exchange Online Archiving for Exchange Online
    'a2706f86-868d-4048-989b-0c69e5c76b63', // Exchange Online Advanced Threat Protection
    '4260988e-990d-479c-ae7b-f01ce8e1bb4d', // Phone System
  ]),
  syndication: new Set([
    '96b36813-d5e2-46b2-b111-41d84f9570d8', // Office 365 Business Premium
    'a4da6eb4-ab6f-4d4e-80a3-207003553a4f', // its trial
    '8283970d-3cba-429c-9c75-eb7d33ec0f14', // Office 365 Business Essentials
  ]),
}

const titles: Record<Scenario, string> = { csp: 'Cloud Solution Provider', syndication: 'syndication' }

/** An error when the catalog holds offers known to be of the other programme than `wanted`, or of both. */
export function checkScenario(offers: Iterable<Offer>, wanted: Scenario): Diagnostic[] {
  const all = [...offers]
  const right = all.filter(({ id }) => tellingOffers[wanted].has(id))
  const other: Scenario = wanted === 'csp' ? 'syndication' : 'csp'
  const wrong = all.filter(({ id }) => tellingOffers[other].has(id))
  const at = wrong[0]?.at
  if (at === undefined) return []
  const message =
    right.length > 0
      ? `The catalog mixes two programmes: ${placesOf(wrong)} of ${titles[other]}, ${placesOf(right)} of ${titles[wanted]}.`
      : `The catalog is of the ${titles[other]} programme, not of ${titles[wanted]}: it has ${placesOf(wrong)}.`
  const code = right.length > 0 ? 'catalog/mixed-scenarios' : 'catalog/wrong-scenario'
  const hint = `Use a catalog of the ${titles[wanted]} programme only; the other one has other ids for the same products.`
  return [{ severity: 'error', code, message, hint, at }]
}

function placesOf(offers: readonly Offer[]): string {
  return firstFew(offers.map(({ name, at }) => `“${name}” (${formatPlace(at)})`))
}
