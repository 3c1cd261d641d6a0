/** Values that XML-RPC can carry, for property tests. */

import fc from 'fast-check'
import type { XmlRpcValue } from '../../../src/oa/xml-rpc-value.ts'

/** Any text that XML 1.0 can carry: every code point but most control characters, surrogates, U+FFFE and U+FFFF. */
export const sendableText = fc
  .string({
    unit: fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), fc.constantFrom('\r', '\n', '\t')),
  })
  // eslint-disable-next-line no-control-regex
  .map((text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/gu, ''))

const scalar = fc.oneof(
  sendableText,
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  // Within 2^53 a 64-bit integer comes back as a number.
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).filter((value) => BigInt.asIntN(54, value) !== value),
)

const memberName = fc.oneof(sendableText, fc.constantFrom('__proto__', 'constructor', 'toString', ''))

export const xmlRpcValue: fc.Arbitrary<XmlRpcValue> = fc.letrec<{ value: XmlRpcValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(memberName, tie('value')), { maxLength: 4 })
      .map((members) => struct(Object.fromEntries(members))),
  ),
})).value

/** The same struct without a prototype, as the codec decodes it. */
export function struct(members: Record<string, XmlRpcValue>): Record<string, XmlRpcValue> {
  return Object.defineProperties(
    Object.create(null) as Record<string, XmlRpcValue>,
    Object.getOwnPropertyDescriptors(members),
  )
}
