/** Plain data: equal data has equal text, and groups keep their order. */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { groupBy } from '../../src/lib/group-by.ts'
import { canonicalJson, digestOf, sameJson } from '../../src/lib/json.ts'

it('the order of keys does not matter, that of lists does', () => {
  expect(sameJson({ a: 1, b: { c: 2, d: [1, 2] } }, { b: { d: [1, 2], c: 2 }, a: 1 })).toBe(true)
  expect(sameJson([1, 2], [2, 1])).toBe(false)
  expect(sameJson({ a: undefined }, {})).toBe(true)
  expect(sameJson({ a: null }, {})).toBe(false)
  expect(sameJson('1', 1)).toBe(false)
})

it('canonical text reads back as the same data, a second time as the same text', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value)
      expect(canonicalJson(JSON.parse(text))).toBe(text)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

it('a digest is the SHA-256 of the canonical text', () => {
  expect(digestOf({ b: 1, a: 2 })).toBe('d3626ac30a87e6f7a6428233b3c68299976865fa5508e4267c5415c76af7a772')
  expect(digestOf({ a: 2, b: 1 })).toBe(digestOf({ b: 1, a: 2 }))
})

it('groups come in order of first appearance, their members as they came', () => {
  const groups = groupBy(['bb', 'a', 'cc', 'd', 'ee'], ({ length }) => length)
  expect([...groups]).toEqual([
    [2, ['bb', 'cc', 'ee']],
    [1, ['a', 'd']],
  ])
  expect(groupBy([], () => 1).size).toBe(0)
})
