/** Amounts keep every digit, and what can be read in two ways is refused. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMoney, moneyToDouble, roundMoney, timesMoney, type Rounding } from '../../src/lib/money.ts'

it.each([
  [0, '0.00'],
  [12.5, '12.50'],
  [65.255, '65.255'],
  [-3, '-3.00'],
  ['0', '0.00'],
  ['-0.00', '0.00'],
  ['BRL 10.00', '10.00'],
  ['BRL&#32;10.00', '10.00'],
  [' 10 EUR ', '10.00'],
  ['$1,234.50', '1234.50'],
  ['1,234,567', '1234567.00'],
  ['€ -5', '-5.00'],
  ['007.10', '7.10'],
  ['.5', '0.50'],
  ['5.', '5.00'],
  ['12.34500', '12.345'],
  ['12345678901234567890.123456789', '12345678901234567890.123456789'],
])('%j is %s', (amount, text) => {
  expect(formatMoney(amount)).toBe(text)
})

it.each(
  [
    ['', '.', '-', 'free', 'BRL', '1.234,50', '1.234.567', '1 234.50', '12,34', '1,2345', '1e3', '10.00 20.00', '--1'],
    [1e21, 1e-7, NaN, Infinity],
  ].flat(),
)('%j is no amount', (amount) => {
  expect(() => formatMoney(amount)).toThrow(RangeError)
})

it('loses no digit, with or without currency and commas', () => {
  const digits = fc.stringMatching(/^[1-9][0-9]{0,24}$/)
  const cents = fc.stringMatching(/^[0-9]{0,8}$/)
  const dressed = fc.constantFrom(
    (text: string) => text,
    (text: string) => `USD ${text}`,
    (text: string) => `${text} kr`,
  )
  fc.assert(
    fc.property(digits, cents, dressed, fc.boolean(), (whole, fraction, dress, commas) => {
      const grouped = commas ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole
      const result = formatMoney(dress(fraction === '' ? grouped : `${grouped}.${fraction}`))
      expect(result).toMatch(/^\d+\.\d{2,}$/)
      expect(result.replace(/\.?0*$/, '')).toBe(`${whole}.${fraction}`.replace(/\.?0*$/, ''))
      expect(formatMoney(result)).toBe(result)
    }),
  )
})

describe('rounding', () => {
  it.each<[string, number, Rounding, string]>([
    ['2.345', 2, 'half-up', '2.35'],
    ['2.345', 2, 'half-even', '2.34'],
    ['2.355', 2, 'half-even', '2.36'],
    ['2.3451', 2, 'half-even', '2.35'],
    ['2.341', 2, 'up', '2.35'],
    ['2.349', 2, 'down', '2.34'],
    ['-2.345', 2, 'half-up', '-2.35'],
    ['-2.341', 2, 'down', '-2.34'],
    ['9.999', 2, 'half-up', '10.00'],
    ['1.5', 0, 'half-up', '2.00'],
    ['2.5', 2, 'down', '2.50'],
    ['0.004', 2, 'half-up', '0.00'],
  ])('%s to %i places, %s, is %s', (amount, places, rounding, expected) => {
    expect(roundMoney(amount, places, rounding)).toBe(expected)
  })
})

it('multiplies to the last digit', () => {
  expect(timesMoney('0.1', 3)).toBe('0.30')
  expect(timesMoney('12.505', 12)).toBe('150.06')
  expect(timesMoney('90071992547409.93', 100)).toBe('9007199254740993.00')
})

it('sends as a number only what comes back the same', () => {
  expect(moneyToDouble('12.50')).toBe(12.5)
  expect(() => moneyToDouble('90071992547409.931')).toThrow(RangeError)
})
