/** Values to XML-RPC text. What cannot arrive byte for byte is refused here, before anything is sent. */

import { XmlRpcEncodingError } from './xml-rpc-errors.ts'
import { escapeText } from './xml-text.ts'
import type { XmlRpcFault, XmlRpcValue } from './xml-rpc-value.ts'
import { maxValueDepth } from './xml-rpc-limits.ts'

const declaration = '<?xml version="1.0" encoding="UTF-8"?>'

/**
 * Takes a method name and its positional parameters, gives the `methodCall` document.
 * Struct members that are `undefined` are left out. Numbers travel as `int` when they are whole and fit 32 bits, else as
 * `double`; `bigint` as `i8`.
 * @throws XmlRpcEncodingError for what XML-RPC cannot carry: control characters, lone surrogates, null, NaN, cycles.
 */
export function encodeMethodCall(name: string, params: readonly XmlRpcValue[]): string {
  const encoded = params.map((param, index) => `<param>${encodeValue(param, `params[${index}]`, 1)}</param>`)
  const method = escapeText(name, 'method name')
  return `${declaration}<methodCall><methodName>${method}</methodName><params>${encoded.join('')}</params></methodCall>`
}

/** Takes the one value of an answer, gives the `methodResponse` document. Throws as {@link encodeMethodCall}. */
export function encodeMethodResponse(value: XmlRpcValue): string {
  const encoded = encodeValue(value, 'result', 1)
  return `${declaration}<methodResponse><params><param>${encoded}</param></params></methodResponse>`
}

/** Takes a fault, gives the `methodResponse` document that carries it. Throws as {@link encodeMethodCall}. */
export function encodeFaultResponse({ faultCode, faultString }: XmlRpcFault): string {
  return `${declaration}<methodResponse><fault>${encodeValue({ faultCode, faultString }, 'fault', 1)}</fault></methodResponse>`
}

// `unknown`, not XmlRpcValue: whatever a caller's types promise, null and Date must not slip through.
function encodeValue(value: unknown, path: string, depth: number): string {
  return `<value>${encodeTyped(value, path, depth)}</value>`
}

function encodeTyped(value: unknown, path: string, depth: number): string {
  switch (typeof value) {
    case 'string':
      return `<string>${escapeText(value, path)}</string>`
    case 'number':
      return encodeNumber(value, path)
    case 'boolean':
      return `<boolean>${value ? '1' : '0'}</boolean>`
    case 'bigint':
      return encodeBigint(value, path)
    case 'object':
      return encodeNested(value, path, depth)
    case 'undefined':
      throw new XmlRpcEncodingError('it is undefined', path)
    case 'function':
    case 'symbol':
      throw new XmlRpcEncodingError(`it is a ${typeof value}`, path)
  }
}

function encodeNumber(value: number, path: string): string {
  if (!Number.isFinite(value)) throw new XmlRpcEncodingError('it is not a finite number', path)
  if (Object.is(value, -0)) return '<double>-0.0</double>'
  // `| 0` is the number itself exactly when it is a 32-bit integer.
  return (value | 0) === value ? `<int>${value}</int>` : `<double>${value}</double>`
}

function encodeBigint(value: bigint, path: string): string {
  if (BigInt.asIntN(64, value) !== value) throw new XmlRpcEncodingError('it does not fit 64 bits', path)
  return `<i8>${value.toString()}</i8>`
}

function encodeNested(value: object | null, path: string, depth: number): string {
  if (value === null) throw new XmlRpcEncodingError('it is null', path)
  if (depth > maxValueDepth) throw new XmlRpcEncodingError(`it nests deeper than ${maxValueDepth} levels`, path)
  if (Array.isArray(value)) return encodeArray(value, path, depth)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== null && prototype !== Object.prototype) {
    throw new XmlRpcEncodingError('it is not a plain object', path)
  }
  return encodeStruct(value, path, depth)
}

function encodeArray(items: readonly unknown[], path: string, depth: number): string {
  const encoded = Array.from(items, (item, index) => encodeValue(item, `${path}[${index}]`, depth + 1))
  return `<array><data>${encoded.join('')}</data></array>`
}

function encodeStruct(struct: object, path: string, depth: number): string {
  const members = Object.entries(struct)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => {
      const memberPath = `${path}.${name}`
      return `<member><name>${escapeText(name, memberPath)}</name>${encodeValue(member, memberPath, depth + 1)}</member>`
    })
  return `<struct>${members.join('')}</struct>`
}
