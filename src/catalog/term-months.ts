/** Terms as catalogs and price lists write them, in months. */

import { looseKey } from '../lib/text.ts'

/** `1 Month(s)`, `Monthly`, `Annual`, `P1Y`, `12 months`: how many months; undefined for anything else. */
export function monthsOf(term: string): number | undefined {
  const key = looseKey(term)
  if (['monthly', 'month', 'm', 'p1m'].includes(key)) return 1
  if (['annual', 'annually', 'yearly', 'year', 'y', 'p1y'].includes(key)) return 12
  const [, number, unit] = /^p?(\d{1,3})(m|months?|y|years?)$/.exec(key) ?? []
  if (number === undefined || unit === undefined || Number(number) === 0) return undefined
  return Number(number) * (unit.startsWith('m') ? 1 : 12)
}
