/** What is told of two rows about one offer, always with both places. */

import { formatPlace, type Diagnostic } from '../lib/diagnostic.ts'
import { fieldWords } from './field-words.ts'
import type { Offer, OfferField } from './offer.ts'

function places(earlier: Offer, later: Offer): string {
  return `${formatPlace(earlier.at)} and ${formatPlace(later.at)}`
}

export function repeatedRows(earlier: Offer, later: Offer): Diagnostic {
  const message = `Offer ${later.id} is listed twice with the same data: ${places(earlier, later)}.`
  return { severity: 'info', code: 'catalog/repeated-offer', message, at: later.at }
}

export function unitedMarkets(earlier: Offer, later: Offer): Diagnostic {
  const message = `Offer ${later.id} is listed for several markets, which are united: ${places(earlier, later)}.`
  return { severity: 'info', code: 'catalog/united-markets', message, at: later.at }
}

export function unitedLists(earlier: Offer, later: Offer, field: OfferField): Diagnostic {
  const message = `Offer ${later.id} has different ${fieldWords[field]}, which are united: ${places(earlier, later)}.`
  const hint = 'If they are not true of all your markets, load only the files of one.'
  return {
    severity: 'warning',
    code: `catalog/united-${field === 'parents' ? 'parents' : 'conversions'}`,
    message,
    hint,
    at: later.at,
  }
}

export function twoTexts(earlier: Offer, later: Offer, field: 'name' | 'description'): Diagnostic {
  const which = field === 'name' ? `two names, “${earlier.name}” and “${later.name}”` : 'two descriptions'
  const message = `Offer ${later.id} has ${which}: ${places(earlier, later)}. The later is used.`
  const hint = `Delete the row with the old ${field}.`
  const code = field === 'name' ? 'catalog/renamed-offer' : 'catalog/two-descriptions'
  return { severity: 'warning', code, message, hint, at: later.at }
}

export function conflictingRows(earlier: Offer, later: Offer, fields: readonly OfferField[]): Diagnostic {
  const what = listOf(fields.map((field) => fieldWords[field]))
  const message = `Offer ${later.id} is listed twice with different ${what}: ${places(earlier, later)}.`
  const hint = 'Delete one of the two rows, or settle it in a YAML file of corrections.'
  return { severity: 'error', code: 'catalog/duplicate-offer', message, hint, at: later.at }
}

function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}
