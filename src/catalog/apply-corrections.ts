/** What a site knows better, from its YAML: it wins over every file, and may add whole offers. */

import { formatPlace, type Diagnostic } from '../lib/diagnostic.ts'
import { sameJson } from '../lib/json.ts'
import { fieldWords } from './field-words.ts'
import type { Correction } from './formats/catalog-format.ts'
import { newOffer } from './new-offer.ts'
import type { Offer, OfferField, OfferId } from './offer.ts'

/** Gives the offers with the corrections on them. An entry with a name and a kind is a whole offer where there is none. */
export function applyCorrections(
  offers: ReadonlyMap<OfferId, Offer>,
  corrections: readonly Correction[],
): { offers: ReadonlyMap<OfferId, Offer>; diagnostics: Diagnostic[] } {
  if (corrections.length === 0) return { offers, diagnostics: [] }
  const corrected = new Map(offers)
  const diagnostics: Diagnostic[] = []
  const seen = new Map<OfferId, Correction[]>()
  for (const correction of corrections) {
    const { id } = correction
    const earlier = seen.get(id) ?? []
    const rival = earlier.flatMap((other) => contradiction(other, correction) ?? [])[0]
    seen.set(id, [...earlier, correction])
    const offer = corrected.get(id)
    if (rival !== undefined) diagnostics.push(rival)
    else if (offer !== undefined) corrected.set(id, correctedOffer(offer, correction))
    else {
      const whole = wholeOffer(correction)
      if (whole === undefined) diagnostics.push(unknownOffer(correction))
      else {
        corrected.set(id, whole)
        if (offers.size > 0) diagnostics.push(addedOffer(whole))
      }
    }
  }
  return { offers: corrected, diagnostics }
}

function correctedOffer(offer: Offer, { fields, placeOf }: Correction): Offer {
  const origins = { ...offer.origins }
  for (const field of Object.keys(fields) as OfferField[]) origins[field] = placeOf(field)
  const corrected: Offer = { ...offer, ...fields, origins }
  const isDerived = fields.kind === undefined && (offer.kind === 'addon' || offer.kind === 'license')
  if (!isDerived) return corrected
  // Parents decide between the two, here as everywhere.
  return { ...corrected, kind: corrected.parents.length > 0 ? 'addon' : 'license' }
}

function wholeOffer({ id, fields, at }: Correction): Offer | undefined {
  const { name, kind } = fields
  return name === undefined || kind === undefined ? undefined : newOffer({ ...fields, id, name, kind, at })
}

function contradiction(one: Correction, other: Correction): Diagnostic | undefined {
  const fields = Object.keys(other.fields) as OfferField[]
  const differing = fields.find(
    (field) => field in one.fields && !sameJson(one.fields[field] ?? null, other.fields[field] ?? null),
  )
  if (differing === undefined) return undefined
  const at = other.placeOf(differing)
  return {
    severity: 'error',
    code: 'catalog/correction-conflict',
    message: `Offer ${other.id} is given a different ${fieldWords[differing]} at ${formatPlace(one.placeOf(differing))}.`,
    hint: 'Keep one of the two.',
    at,
  }
}

function unknownOffer({ id, at }: Correction): Diagnostic {
  return {
    severity: 'warning',
    code: 'catalog/correction-unknown-offer',
    message: `Offer ${id} is in no other file, so there is nothing to correct.`,
    hint: 'Correct its id or take it out; to add an offer, give it a name and a kind.',
    at,
  }
}

function addedOffer({ id, name, at }: Offer): Diagnostic {
  const message = `“${name}” (${id}) is added by the corrections; no other file has it.`
  return { severity: 'info', code: 'catalog/added-offer', message, at }
}
