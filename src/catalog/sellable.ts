/** Which offers of a catalog can become license and add-on types, and which trial belongs to which paid offer. */

import { collapseDiagnostics } from '../lib/collapse-diagnostics.ts'
import type { Diagnostic } from '../lib/diagnostic.ts'
import { count, firstFew } from '../lib/text.ts'
import { isWithdrawn } from './unsold-offers.ts'
import type { Catalog } from './catalog.ts'
import type { Offer, OfferId } from './offer.ts'
import { linkTrials } from './trials.ts'

export type LeftOutReason = 'trial' | 'usage' | 'withdrawn' | 'no-provisioning-id'

export interface Sellable {
  /** Licences and add-ons that can be onboarded, in order of id. */
  offers: ReadonlyMap<OfferId, Offer>
  leftOut: ReadonlyMap<OfferId, { offer: Offer; reason: LeftOutReason }>
  /** The Trial Offer ID of a paid offer; withdrawn trials are absent. */
  trials: ReadonlyMap<OfferId, OfferId>
  /** What a trial stands for; trials of nothing are absent. */
  paidOf: ReadonlyMap<OfferId, readonly OfferId[]>
  diagnostics: readonly Diagnostic[]
}

/**
 * Sorts the offers of a catalog. Pure. Trials do not become types of their own (KB 126207), usage offers are not
 * onboarded, what the price list withdraws cannot be ordered, and a type without a Provisioning ID cannot be created.
 */
export function sellableOffers(catalog: Catalog): Sellable {
  const offers = new Map<OfferId, Offer>()
  const leftOut = new Map<OfferId, { offer: Offer; reason: LeftOutReason }>()
  for (const [id, offer] of catalog.offers) {
    const reason = reasonToLeaveOut(offer)
    if (reason === undefined) offers.set(id, offer)
    else leftOut.set(id, { offer, reason })
  }
  const { trials, paidOf, diagnostics } = linkTrials(catalog)
  return {
    offers,
    leftOut,
    trials: new Map([...trials].filter(([, trial]) => !isGone(catalog, trial))),
    paidOf,
    diagnostics: [...leftOutNotes([...leftOut.values()]), ...collapseDiagnostics(diagnostics)],
  }
}

function isGone({ offers }: Catalog, id: OfferId): boolean {
  const offer = offers.get(id)
  return offer !== undefined && isWithdrawn(offer)
}

function reasonToLeaveOut(offer: Offer): LeftOutReason | undefined {
  if (offer.kind === 'trial' || offer.kind === 'usage') return offer.kind
  if (isWithdrawn(offer)) return 'withdrawn'
  return offer.provisioningId === undefined ? 'no-provisioning-id' : undefined
}

function leftOutNotes(leftOut: readonly { offer: Offer; reason: LeftOutReason }[]): Diagnostic[] {
  const because = (wanted: LeftOutReason): Offer[] =>
    leftOut.filter(({ reason }) => reason === wanted).map(({ offer }) => offer)
  return [
    ...usageNote(because('usage')),
    ...withdrawnNote(because('withdrawn')),
    ...unprovisionedNote(because('no-provisioning-id')),
  ]
}

function usageNote(offers: readonly Offer[]): Diagnostic[] {
  const [first] = offers
  if (first === undefined) return []
  const message = `${count(offers.length, 'offer')} billed by usage left out: ${namesOf(offers)}.`
  return [{ severity: 'info', code: 'catalog/usage-offer', message, at: first.at }]
}

function withdrawnNote(offers: readonly Offer[]): Diagnostic[] {
  const [first] = offers
  if (first === undefined) return []
  const message = `${count(offers.length, 'offer')} withdrawn by the price list (DEL or DEPR) left out: ${namesOf(offers)}.`
  const at = first.origins.priceChange ?? first.at
  return [{ severity: 'info', code: 'catalog/withdrawn-offer', message, at }]
}

function unprovisionedNote(offers: readonly Offer[]): Diagnostic[] {
  const [first] = offers
  if (first === undefined) return []
  const message = `${count(offers.length, 'offer')} without a Provisioning ID left out: ${namesOf(offers)}.`
  const hint = `To sell one, add its Provisioning ID to the map provisioningIds of the configuration, under its offer id.`
  return [{ severity: 'warning', code: 'catalog/no-provisioning-id', message, hint, at: first.at }]
}

function namesOf(offers: readonly Offer[]): string {
  return firstFew(
    offers.map(({ name }) => `“${name}”`),
    3,
  )
}
