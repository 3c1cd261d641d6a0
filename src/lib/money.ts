/** Money as decimal text: never a binary float, never with more than what was said. */

/** Perhaps a currency; an amount, perhaps with commas between thousands; perhaps a currency. */
const amountText =
  /^(?:\p{L}{1,4}|\p{Sc})?\s*(?<sign>-?)(?<whole>\d+|\d{1,3}(?:,\d{3})+)?(?:\.(?<fraction>\d*))?\s*(?:\p{L}{1,4}|\p{Sc})?$/u

/**
 * Normalises an amount to decimal text with at least two places: `0` and `BRL 0.0` become `0.00`, `65.255` stays.
 *
 * @param amount a number, or text with an optional currency before or after it (oa-wire.md, section 1.3)
 * @throws RangeError for everything else: an amount that can be read in two ways is never guessed
 */
export function formatMoney(amount: number | string): string {
  // Billing has been seen to write a blank as an entity inside the text.
  const text = String(amount).replaceAll('&#32;', ' ').trim()
  const { sign = '', whole = '', fraction = '' } = amountText.exec(text)?.groups ?? {}
  if (whole + fraction === '') throw new RangeError(`"${text}" is not an amount of money`)
  const units = whole.replaceAll(',', '').replace(/^0+(?=\d)/, '') || '0'
  const normal = `${units}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`
  return normal === '0.00' ? normal : sign + normal
}
