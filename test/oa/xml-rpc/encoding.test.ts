/** What XML-RPC cannot carry is refused before it is sent, and the message says where it stands. */

import { describe, expect, test } from 'vitest'
import { encodeMethodCall, XmlRpcEncodingError } from '../../../src/oa/xml-rpc.ts'

const cycle: unknown[] = []
cycle.push(cycle)

const refused: [string, unknown][] = [
  ['a control character', 'a\u0000b'],
  ['an escape character', '\u001b[31m'],
  ['a lone surrogate', 'a\ud800'],
  ['U+FFFE', '\ufffe'],
  ['null', null],
  ['undefined in a list', [undefined]],
  ['a hole in a list', new Array(1)],
  ['NaN', NaN],
  ['infinity', -Infinity],
  ['more than 64 bits', 2n ** 63n],
  ['a date', new Date(0)],
  ['a map', new Map()],
  ['a function', () => 1],
  ['a symbol', Symbol('s')],
  ['a cycle', cycle],
]

describe('refused on encoding', () => {
  test.each(refused)('%s', (_, value) => {
    expect(() => encodeMethodCall('m', [{ secret: value } as never])).toThrow(XmlRpcEncodingError)
  })

  test('in a member name and in the method name too', () => {
    expect(() => encodeMethodCall('m', [{ '\u0001': 1 }])).toThrow(XmlRpcEncodingError)
    expect(() => encodeMethodCall('m\u0001', [])).toThrow(XmlRpcEncodingError)
  })

  test('the message names the place and the character, not the text', () => {
    expect(() => encodeMethodCall('m', [{ limits: [{ name: 'hunter2\u0007' }] }])).toThrow(
      'params[0].limits[0].name cannot be sent by XML-RPC: it contains the character U+0007, which XML cannot carry at position 7',
    )
  })
})
