/** Amounts as price lists write them, in English or with a decimal comma. */

import { formatMoney } from '../../lib/money.ts'

/**
 * Reads a tidied cell: decimal text with at least two places, undefined for a blank one, null for what is no price.
 * Commas between groups of three are thousands, as in every list of Microsoft's; any other comma is a decimal one.
 */
export function readListPrice(text: string): string | undefined | null {
  const bare = text.replace(/^(\p{Sc}|[A-Z]{3})\s*|\s*(\p{Sc}|[A-Z]{3})$/gu, '').replace(/\s/g, '')
  if (bare === '' || bare === '-') return undefined
  const english = /^(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/
  const continental = /^(\d+|\d{1,3}(\.\d{3})+)(,\d+)$/
  if (english.test(bare)) return formatMoney(bare)
  return continental.test(bare) ? formatMoney(bare.replaceAll('.', '').replace(',', '.')) : null
}
