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

/** Whether {@link formatMoney} can read it. */
export function isMoney(amount: number | string): boolean {
  try {
    return formatMoney(amount) !== ''
  } catch {
    return false
  }
}

export const roundings = ['half-up', 'half-even', 'up', 'down'] as const
export type Rounding = (typeof roundings)[number]

/** An amount times a whole number, to the last digit. */
export function timesMoney(amount: string, factor: number): string {
  const { units, places } = exactly(amount)
  return decimalText(units * BigInt(factor), places)
}

/** An amount with at most `places` digits after the point; `up` and `down` are away from zero and towards it. */
export function roundMoney(amount: string, places: number, rounding: Rounding): string {
  const exact = exactly(amount)
  if (exact.places <= places) return formatMoney(amount)
  const size = 10n ** BigInt(exact.places - places)
  const sign = exact.units < 0n ? -1n : 1n
  const [whole, rest] = [(exact.units * sign) / size, (exact.units * sign) % size]
  return decimalText(sign * (roundsUp(rounding, whole, rest * 2n, size) ? whole + 1n : whole), places)
}

function roundsUp(rounding: Rounding, whole: bigint, twiceTheRest: bigint, size: bigint): boolean {
  if (rounding === 'down' || twiceTheRest === 0n) return false
  if (rounding === 'up' || twiceTheRest > size) return true
  return twiceTheRest === size && (rounding === 'half-up' || whole % 2n === 1n)
}

export function isZeroMoney(amount: string): boolean {
  return exactly(amount).units === 0n
}

/**
 * The double that an amount travels as where the wire has no decimals.
 *
 * @throws RangeError for an amount that would not come back as it was sent
 */
export function moneyToDouble(amount: string): number {
  const double = Number(amount)
  if (formatMoney(double) === formatMoney(amount)) return double
  throw new RangeError(`${amount} cannot be sent as a number without losing digits`)
}

function exactly(amount: string): { units: bigint; places: number } {
  const normal = formatMoney(amount)
  return { units: BigInt(normal.replace('.', '')), places: normal.length - normal.indexOf('.') - 1 }
}

function decimalText(units: bigint, places: number): string {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0')
  const point = digits.length - places
  return formatMoney(`${units < 0n ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`)
}
