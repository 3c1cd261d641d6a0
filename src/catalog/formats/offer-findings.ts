/** What can be odd about an offer, worded once for all formats. */

import type { Diagnostic, Place, Severity } from '../../lib/diagnostic.ts'
import { count, firstFew } from '../../lib/text.ts'
import type { Offer, OfferId } from '../offer.ts'
import { isGuid } from '../offer-id.ts'
import { claimedKind } from '../offer-kind.ts'

/** Collects findings; a place is only computed for a finding. */
export type Report = (severity: Severity, code: string, at: Place, message: string, hint: string) => void

export function reportTo(found: Diagnostic[]): Report {
  return (severity, code, at, message, hint) => found.push({ severity, code, message, hint, at })
}

export function reportBadId(report: Report, written: string, at: Place): void {
  if (written === '') {
    report('error', 'catalog/missing-offer-id', at, 'The row has no offer id.', 'Fill in the id, or delete the row.')
  } else {
    const hint = 'An offer id is 8-4-4-4-12 hexadecimal digits.'
    report('error', 'catalog/bad-offer-id', at, `“${written}” is no offer id.`, hint)
  }
}

export function reportMissingName(report: Report, id: OfferId, at: Place): void {
  report('error', 'catalog/missing-name', at, `Offer ${id} has no name.`, 'Fill in its display name.')
}

/** One malformed id is left out; a list of nothing else cannot be trusted at all. */
export function reportBadReferences(
  report: Report,
  { ids, malformed }: { ids: readonly OfferId[]; malformed: readonly string[] },
  list: string,
  at: Place,
): void {
  if (malformed.length === 0) return
  const what = `${malformed.length === 1 ? 'an entry that is' : 'entries that are'} no offer id`
  const message = `${list} has ${what}: ${firstFew(malformed)}.`
  const isAll = ids.length === 0
  const hint = isAll ? 'Correct the list; without it the offer would look different.' : 'It is left out. Correct it.'
  report(isAll ? 'error' : 'warning', 'catalog/bad-reference', at, message, hint)
}

export function reportSelfReference(report: Report, id: OfferId, at: Place): void {
  const message = `Offer ${id} depends on itself. That reference is left out.`
  report('warning', 'catalog/self-reference', at, message, 'Nothing to do; tell Microsoft if it matters.')
}

/**
 * Tells when a file claims another kind than the parents say; parents are trusted.
 *
 * @param claim the claim as the file writes it
 */
export function reportDisagreement(
  report: Report,
  { id, name, kind, parents }: Pick<Offer, 'id' | 'name' | 'kind' | 'parents'>,
  claim: string | undefined,
  at: () => Place,
): void {
  const claimed = claimedKind(claim)
  const isDisputed = kind === 'addon' || kind === 'license'
  if (!isDisputed || claimed === undefined || claimed === kind || !isGuid(id)) return
  const fact = parents.length === 0 ? 'it lists no parent' : `it lists ${count(parents.length, 'parent')}`
  const taken = kind === 'addon' ? 'an add-on' : 'a licence'
  const message = `“${name}” has the offer type “${claim ?? ''}”, but ${fact}; it is taken as ${taken}.`
  const hint = 'Check its list of parents if that is wrong.'
  report('warning', 'catalog/offer-type-disagrees', at(), message, hint)
}
