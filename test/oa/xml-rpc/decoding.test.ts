/** What servers write in ways of their own, and still means what it says. */

import { describe, expect, test } from 'vitest'
import { decodeMethodCall, decodeMethodResponse } from '../../../src/oa/xml-rpc.ts'
import { struct } from './values.ts'

function answer(value: string): unknown {
  return decodeMethodResponse(`<methodResponse><params><param>${value}</param></params></methodResponse>`)
}

describe('values', () => {
  test.each([
    ['an untyped string, byte for byte', '<value> 007 </value>', ' 007 '],
    ['a typed string, byte for byte', '<value><string> 007\n</string></value>', ' 007\n'],
    ['an empty value', '<value/>', ''],
    ['an empty string', '<value><string/></value>', ''],
    ['white space around a type', '<value>\n  <int>5</int>\n</value>', 5],
    ['a CDATA section', '<value><![CDATA[<b>&amp;]]> x</value>', '<b>&amp; x'],
    ['character references', '<value>BRL&#32;10.00&#x20AC;</value>', 'BRL 10.00€'],
    ['a comment inside a text', '<value>a<!-- b -->c</value>', 'ac'],
    ['a plus sign', '<value><i4>+7</i4></value>', 7],
    ['a small i8 as a number', '<value><i8>-9007199254740991</i8></value>', -9007199254740991],
    ['a large i8 as a bigint', '<value><i8>9007199254740993</i8></value>', 9007199254740993n],
    ['a double with an exponent', '<value><double>-1.5e+3</double></value>', -1500],
    ['a date as text', '<value><dateTime.iso8601>20260131T10:20:30</dateTime.iso8601></value>', '20260131T10:20:30'],
    ['base64 as text without white space', '<value><base64>\nAQID\nBA==\n</base64></value>', 'AQIDBA=='],
    ['attributes are ignored', '<value xmlns:x="urn:x"><boolean x:y="1">0</boolean></value>', false],
  ])('%s', (_, xml, value) => {
    expect(answer(xml)).toStrictEqual({ value })
  })

  test('a member called __proto__ is only a member', () => {
    const xml =
      '<value><struct><member><name>__proto__</name><value><struct><member><name>a</name><value>1</value></member></struct></value></member></struct></value>'
    const { value } = answer(xml) as { value: Record<string, unknown> }
    expect(Object.keys(value)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(value)).toBeNull()
    expect(value.a).toBeUndefined()
  })
})

describe('documents', () => {
  test('a declaration, comments and a byte order mark may come first', () => {
    const xml =
      '\ufeff<?xml version="1.0"?>\n<!-- <!DOCTYPE x> --><methodCall><methodName>m</methodName></methodCall>\n'
    expect(decodeMethodCall(xml)).toStrictEqual({ method: 'm', params: [] })
  })

  test('a fault is told from a value', () => {
    const xml =
      '<methodResponse><fault><value><struct><member><name>faultCode</name><value><int>-1</int></value></member><member><name>faultString</name><value>no</value></member></struct></value></fault></methodResponse>'
    expect(decodeMethodResponse(xml)).toStrictEqual({ fault: { faultCode: -1, faultString: 'no' } })
  })

  test('several parameters keep their order', () => {
    const xml =
      '<methodCall><methodName>m</methodName><params><param><value><struct/></value></param><param><value>b</value></param></params></methodCall>'
    expect(decodeMethodCall(xml).params).toStrictEqual([struct({}), 'b'])
  })
})
