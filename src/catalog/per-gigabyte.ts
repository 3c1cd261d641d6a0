/** Which offers are priced per gigabyte, hence cannot be assigned to users (rule I7). */

import { looseKey } from '../lib/text.ts'

/**
 * How Microsoft describes units of one gigabyte. Only two of the five such offers of a real catalog use the phrase of
 * the provider's guide, the first here. `1 GB of additional …` alone proves nothing: the storage of Dynamics 365 for
 * Operations says so too and is sold in licences; what is sold by the gigabyte adds to storage that users share.
 */
const wordings = [
  /\bpriced per (gigabyte|gb)\b/i,
  /(?<![\d.,])1 ?(gb|gigabyte) increments?\b/i,
  /\bincrements? of 1 ?(gb|gigabyte)\b/i,
  /(?<![\d.,])1 ?(gb|gigabyte) of additional\b.*\bshared storage\b/is,
]

/**
 * Takes the texts of the unit (undefined when there is none) and of the description. Where a file gives units, they
 * decide; the description is only a guess.
 */
export function isPricedPerGigabyte(unit: string | undefined, description: string): boolean {
  const unitKey = looseKey(unit ?? '')
  if (unitKey !== '') return ['gb', '1gb'].includes(unitKey) || unitKey.includes('gigabyte')
  return /gb|gigabyte/i.test(description) && wordings.some((wording) => wording.test(description))
}
