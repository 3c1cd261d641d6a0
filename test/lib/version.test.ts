/** Versions are compared by number, part by part. */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isBelow } from '../../src/lib/version.ts'

it.each([
  ['16.8.4', '18.3', true],
  ['16.8.4-1234', '18.3', true],
  ['18.3', '18.3', false],
  ['18.3-1', '18.3', false],
  ['18.3.0', '18.3', false],
  ['18.2.99', '18.3', true],
  ['18.10', '18.9', false],
  ['19.2', '18.3', false],
  ['9.9', '18.3', true],
  ['18', '18.3', true],
])('%s is below %s: %s', (version, other, expected) => {
  expect(isBelow(version, other)).toBe(expected)
})

it('orders any two versions one way or the other, or finds them equal', () => {
  const version = fc.array(fc.nat(30), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(version, version, (a, b) => {
      const [x, y] = [a, b].map((parts) => [0, 1, 2, 3].map((index) => parts[index] ?? 0))
      const first = x?.findIndex((part, index) => part !== y?.[index]) ?? -1
      const expected = first >= 0 && (x?.[first] ?? 0) < (y?.[first] ?? 0)
      expect(isBelow(a.join('.'), b.join('.'))).toBe(expected)
    }),
  )
})
