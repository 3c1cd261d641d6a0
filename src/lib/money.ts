/** Money as decimal text: never a binary float, never with more than what was said. */

/**
 * Normalises an amount to decimal text with at least two places: `0` and `BRL 0.0` become `0.00`, `65.255` stays.
 *
 * @param amount a number, or text with an optional currency before or after it
 * @throws RangeError when there is no amount in it
 */
export function formatMoney(amount: number | string): string {
  const text = typeof amount === 'number' ? String(amount) : amount
  const digits = /-?\d+(?:\.\d+)?/.exec(text.replaceAll(',', ''))?.[0]
  if (digits === undefined) throw new RangeError(`"${text}" is not an amount of money`)
  const [whole = '0', fraction = ''] = digits.split('.')
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`
}
