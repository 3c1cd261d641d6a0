/** What the operator knows better than the catalog: values by offer id, put over the loaded offers. */

import type { Diagnostic } from '../lib/diagnostic.ts'
import type { Offer, OfferField, OfferId } from './offer.ts'
import { isOfferId, tidyOfferId } from './offer-id.ts'

export interface Override<Value> {
  /** The name of the option, for messages. */
  option: string
  /** The field that it states. */
  field: OfferField
  values: Readonly<Record<string, Value>>
  isValid: (value: Value) => boolean
  apply: (offer: Offer, value: Value) => Offer
}

/** Provisioning IDs, which many catalogs lack (73 of 274 offers of a real one): identifiers without blanks. */
export function provisioningIdOverride(values: Readonly<Record<string, string>>): Override<string> {
  return {
    option: 'provisioningIds',
    field: 'provisioningId',
    values,
    isValid: (value) => /^[\w.-]+$/.test(value.trim()),
    apply: (offer, value) => ({ ...offer, provisioningId: value.trim() }),
  }
}

/** Whether an offer is priced per gigabyte, where its unit and description do not tell. */
export function perGigabyteOverride(values: Readonly<Record<string, boolean>>): Override<boolean> {
  return {
    option: 'perGigabyte',
    field: 'perGigabyte',
    values,
    isValid: () => true,
    apply: (offer, perGigabyte) => ({ ...offer, perGigabyte }),
  }
}

/**
 * Gives the offers with the override's values, in the same order. An id that is not in the catalog is only a warning:
 * one configuration serves many catalogs.
 */
export function applyOverride<Value>(
  offers: ReadonlyMap<OfferId, Offer>,
  { option, field, values, isValid, apply }: Override<Value>,
): { offers: ReadonlyMap<OfferId, Offer>; diagnostics: Diagnostic[] } {
  if (Object.keys(values).length === 0) return { offers, diagnostics: [] }
  const changed = new Map(offers)
  const given = new Map<OfferId, Value>()
  const diagnostics: Diagnostic[] = []
  const report = (severity: 'error' | 'warning', code: string, message: string, hint: string): void => {
    diagnostics.push({ severity, code, message: `${option}: ${message}`, hint })
  }
  for (const [key, value] of Object.entries(values)) {
    const id = tidyOfferId(key)
    const offer = offers.get(id)
    if (!isOfferId(id)) {
      report(
        'error',
        'catalog/override-bad-id',
        `“${key}” is no offer id.`,
        'Use the offer id of the catalog as the key.',
      )
    } else if (!isValid(value)) {
      report(
        'error',
        'catalog/override-bad-value',
        `“${String(value)}” for ${id} will not do.`,
        'Write it without blanks.',
      )
    } else if (given.has(id) && given.get(id) !== value) {
      report('error', 'catalog/override-conflict', `${id} has two different values.`, 'Keep one of the two entries.')
    } else if (offer === undefined) {
      report(
        'warning',
        'catalog/override-unknown-offer',
        `${id} is not in the catalog.`,
        'Remove it, or correct the id.',
      )
    } else {
      // The configuration's lines are not known here; its option is.
      const origins = { ...offer.origins, [field]: { file: `configuration (${option})` } }
      changed.set(id, { ...apply(offer, value), origins })
    }
    given.set(id, value)
  }
  return { offers: changed, diagnostics }
}
