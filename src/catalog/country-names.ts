/** Countries as the offer matrix names them, from the two letters that the Partner Center API uses. */

import { looseKey } from '../lib/text.ts'

/** Where Microsoft's name is another than the usual English one, or the usual one changes with the times. */
const ownNames: Readonly<Record<string, string>> = {
  CI: "Côte d'Ivoire",
  CV: 'Cabo Verde',
  CZ: 'Czech Republic',
  HK: 'Hong Kong SAR',
  KR: 'Korea',
  MK: 'North Macedonia',
  MM: 'Myanmar',
  MO: 'Macao SAR',
  PS: 'Palestinian Authority',
  SZ: 'Eswatini',
  TR: 'Turkey',
}

const usualNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

/** The name for an ISO 3166 code of two letters in any case; other texts are given back as they are. */
export function countryName(code: string): string {
  if (!/^[a-z]{2}$/i.test(code)) return code
  const upper = code.toUpperCase()
  return ownNames[upper] ?? usualNames.of(upper)?.replace(' & ', ' and ') ?? upper
}

/** Equal for a code and the name of the same country, in any case and punctuation. */
export function countryKey(nameOrCode: string): string {
  return looseKey(countryName(nameOrCode.trim()).normalize('NFD'))
}
