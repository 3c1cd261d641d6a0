/** What must never pass for an answer: each is refused by one typed error, quickly, and nothing is fetched. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeMethodCall, decodeMethodResponse, XmlRpcSyntaxError } from '../../../src/oa/xml-rpc.ts'

function answer(value: string): string {
  return `<methodResponse><params><param><value>${value}</value></param></params></methodResponse>`
}

const member = (name: string) => `<member><name>${name}</name><value>1</value></member>`
const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join('')

const refused: [string, string][] = [
  ['a billion laughs', `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">${entities}]>${answer('&a9;')}`],
  ['an external entity', `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${answer('&a;')}`],
  ['a harmless DOCTYPE', `<!DOCTYPE methodResponse>${answer('1')}`],
  ['an HTML page with a doctype in lower case', '<!doctype html><html><body>Log in</body></html>'],
  ['a DOCTYPE after a comment', `<!-- x --><?pi?><!DOCTYPE x>${answer('1')}`],
  ['a DOCTYPE inside', answer('<!DOCTYPE x>')],
  ['an HTML page', '<html><body>Log in</body></html>'],
  ['nothing', ''],
  ['white space', ' \n'],
  ['plain text', 'Service Unavailable'],
  ['half a document', answer('<int>1</int>').slice(0, -20)],
  ['two documents', answer('1') + answer('2')],
  ['text after the document', `${answer('1')} x`],
  ['a call where an answer is due', '<methodCall><methodName>m</methodName></methodCall>'],
  ['no value', '<methodResponse><params/></methodResponse>'],
  ['two values', answer('1').replace('</param>', '</param><param><value>2</value></param>')],
  ['both params and fault', '<methodResponse><params/><fault/></methodResponse>'],
  ['a fault without a struct', '<methodResponse><fault><value>1</value></fault></methodResponse>'],
  [
    'a fault without its text',
    `<methodResponse><fault><value><struct>${member('faultCode')}</struct></value></fault></methodResponse>`,
  ],
  ['nil', answer('<nil/>')],
  ['an unknown type', answer('<float>1</float>')],
  ['two types in a value', answer('<int>1</int><int>2</int>')],
  ['text beside a type', answer('x<int>1</int>')],
  ['text after a type', answer('<int>1</int>x')],
  ['text in a struct', answer('<struct>x</struct>')],
  ['a struct member twice', answer(`<struct>${member('a')}${member('a')}</struct>`)],
  ['a member __proto__ twice', answer(`<struct>${member('__proto__')}${member('__proto__')}</struct>`)],
  ['a member without a name', answer('<struct><member><value>1</value></member></struct>')],
  ['a member without a value', answer('<struct><member><name>a</name></member></struct>')],
  ['an array without data', answer('<array/>')],
  ['12abc', answer('<i4>12abc</i4>')],
  ['an integer with a space', answer('<int> 1</int>')],
  ['an empty integer', answer('<int/>')],
  ['an int beyond 32 bits', answer('<int>99999999999999999999</int>')],
  ['an int of 2^31', answer('<int>2147483648</int>')],
  ['an i8 beyond 64 bits', answer('<i8>9223372036854775808</i8>')],
  ['boolean maybe', answer('<boolean>maybe</boolean>')],
  ['boolean true', answer('<boolean>true</boolean>')],
  ['NaN', answer('<double>NaN</double>')],
  ['a double in hexadecimal', answer('<double>0x10</double>')],
  ['a double too large', answer('<double>1e999</double>')],
  ['bad base64', answer('<base64>A</base64>')],
  ['a date that is none', answer('<dateTime.iso8601>yesterday</dateTime.iso8601>')],
  ['a character reference beyond Unicode', answer('&#x110000;')],
  ['a reference to NUL', answer('&#0;')],
  ['NUL itself', answer('\u0000')],
  ['a lone surrogate', answer('\ud800')],
  ['an entity nobody defined', answer('&nbsp;')],
  ['an entity named like a property', answer('&constructor;')],
  ['an element named like a property', '<constructor/>'],
]

describe('refused', () => {
  test.each(refused)('%s', (_, xml) => {
    expect(() => decodeMethodResponse(xml)).toThrow(XmlRpcSyntaxError)
  })

  test('an answer where a call is due', () => {
    expect(() => decodeMethodCall(answer('1'))).toThrow(XmlRpcSyntaxError)
  })

  test('the error says where', () => {
    const xml = answer('\n  <int>x</int>')
    expect(() => decodeMethodResponse(xml)).toThrow('the content of <int> is not of that type (line 2, column 15)')
  })
})

describe('depth', () => {
  const nested = (levels: number) =>
    answer('<array><data><value>'.repeat(levels) + '</value></data></array>'.repeat(levels))

  test('64 levels are accepted, 65 are not', () => {
    expect(() => decodeMethodResponse(nested(64))).not.toThrow()
    expect(() => decodeMethodResponse(nested(65))).toThrow('it nests deeper than 64 levels')
  })

  test('100,000 levels are refused before they are read', () => {
    const xml = nested(100_000)
    const started = performance.now()
    expect(() => decodeMethodResponse(xml)).toThrow(XmlRpcSyntaxError)
    expect(performance.now() - started).toBeLessThan(100)
  })
})

test('a prolog made to be slow is not', () => {
  const started = performance.now()
  expect(() => decodeMethodResponse('<??>'.repeat(50_000))).toThrow(XmlRpcSyntaxError)
  expect(performance.now() - started).toBeLessThan(1000)
})

test('whatever is cut off or altered, there is an answer or a typed error', () => {
  const whole = answer(
    `<struct>${member('a')}<member><name>b</name><value><array><data/></array></value></member></struct>`,
  )
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.string({ maxLength: 6 }), fc.nat(10), (at, inserted, removed) => {
      const xml = whole.slice(0, at) + inserted + whole.slice(at + removed)
      try {
        decodeMethodResponse(xml)
      } catch (error) {
        expect(error).toBeInstanceOf(XmlRpcSyntaxError)
      }
    }),
    { numRuns: 3000 },
  )
})

test('every proper prefix of an answer is refused', () => {
  const whole = answer(`<struct>${member('a')}</struct>`)
  for (let length = 0; length < whole.length; length++) {
    expect(() => decodeMethodResponse(whole.slice(0, length))).toThrow(XmlRpcSyntaxError)
  }
})
