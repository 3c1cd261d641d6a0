/** Offer ids as catalogs write them: in any case, with blanks and braces (reference/catalog.md, section 3.1). */

import type { OfferId } from './offer.ts'

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Azure plans, such as `MS-AZR-0145P` (US) and `MS-AZR-0146P` (ES): the only ids seen that are no GUIDs. */
const azurePlan = /^[a-z]{2}-azr-\d{4}[a-z]$/

/** Lower case, without blanks of any kind, braces and quotes. Says nothing about whether it is an id. */
export function tidyOfferId(text: string): OfferId {
  return guid.test(text) ? text : text.replace(/[\s\u200b{}"']/g, '').toLowerCase()
}

export function isGuid(id: string): boolean {
  return guid.test(id)
}

/** Whether a tidied text is an id: a GUID, or the id of an offer that is billed by consumption. */
export function isOfferId(id: string): boolean {
  return guid.test(id) || azurePlan.test(id)
}
