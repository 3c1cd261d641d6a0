/** What goes in comes out, exactly. */

// Not vitest's own equality: it takes a member called `constructor` for the class.
import { deepStrictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  decodeMethodCall,
  decodeMethodResponse,
  encodeFaultResponse,
  encodeMethodCall,
  encodeMethodResponse,
} from '../../../src/oa/xml-rpc.ts'
import { sendableText, struct, xmlRpcValue } from './values.ts'

test('every value survives an answer', () => {
  fc.assert(
    fc.property(xmlRpcValue, (value) => {
      deepStrictEqual(decodeMethodResponse(encodeMethodResponse(value)), { value })
    }),
    { numRuns: 1000 },
  )
})

test('every call survives', () => {
  fc.assert(
    fc.property(sendableText, fc.array(xmlRpcValue, { maxLength: 3 }), (method, params) => {
      deepStrictEqual(decodeMethodCall(encodeMethodCall(method, params)), { method, params })
    }),
  )
})

test('every fault survives', () => {
  fc.assert(
    fc.property(fc.integer(), sendableText, (faultCode, faultString) => {
      const fault = { faultCode, faultString }
      deepStrictEqual(decodeMethodResponse(encodeFaultResponse(fault)), { fault })
    }),
  )
})

test('members that are undefined are left out', () => {
  const call = { a: 1, txn_id: undefined } as never
  expect(decodeMethodCall(encodeMethodCall('m', [call])).params).toStrictEqual([struct({ a: 1 })])
})

test('an empty struct is still sent', () => {
  expect(encodeMethodCall('m', [{}])).toContain('<param><value><struct></struct></value></param>')
})

test('whole numbers travel as int where they fit 32 bits, else as double', () => {
  const types = [0, -1, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, -0, 1.5].map(
    (value) => /<value><(\w+)>/.exec(encodeMethodResponse(value))?.[1],
  )
  expect(types).toEqual(['int', 'int', 'int', 'int', 'double', 'double', 'double'])
})
