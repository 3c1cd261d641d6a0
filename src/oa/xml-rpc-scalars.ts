/** The leaves of XML-RPC: text to value, refused unless it is exactly of its lexical form. */

import type { XmlRpcValue } from './xml-rpc-value.ts'

/** Gives the value of a leaf's text, or nothing when the text is not of that type. */
type ReadScalar = (text: string) => XmlRpcValue | undefined

const integer = /^[+-]?[0-9]{1,40}$/
// Clients such as Python's write an exponent, though the XML-RPC specification has none.
const double = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,5})?$/
const base64 = /^[A-Za-z0-9+/]*={0,2}$/
const dateTime = /^\d{4}-?\d{2}-?\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?$/

/** By element name. `base64` (white space removed) and `dateTime.iso8601` stay text: nothing we call uses their values. */
export const scalars: Readonly<Record<string, ReadScalar>> = {
  int: readInt32,
  i4: readInt32,
  i8: readInt64,
  boolean: (text) => (text === '1' ? true : text === '0' ? false : undefined),
  double: readDouble,
  string: (text) => text,
  base64: readBase64,
  'dateTime.iso8601': (text) => (dateTime.test(text) ? text : undefined),
}

function readInt32(text: string): number | undefined {
  if (!integer.test(text)) return undefined
  const value = Number(text)
  // `+ 0` because "-0" is zero for an integer.
  return (value | 0) === value ? value + 0 : undefined
}

function readInt64(text: string): number | bigint | undefined {
  if (!integer.test(text)) return undefined
  const value = BigInt(text.startsWith('+') ? text.slice(1) : text)
  if (BigInt.asIntN(64, value) !== value) return undefined
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

function readDouble(text: string): number | undefined {
  if (!double.test(text)) return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}

function readBase64(text: string): string | undefined {
  const packed = text.replace(/[ \t\r\n]+/g, '')
  return packed.length % 4 === 0 && base64.test(packed) ? packed : undefined
}
