/** The values that XML-RPC can carry, as plain TypeScript. */

/**
 * `boolean`, 32-bit integers (`int`), other numbers (`double`), `bigint` (`i8`), text, lists and structs.
 * Decoded structs have no prototype, so that a member called `__proto__` is only a member.
 */
export type XmlRpcValue = boolean | number | bigint | string | XmlRpcValue[] | { [member: string]: XmlRpcValue }

/** A `<fault>` answer. */
export interface XmlRpcFault {
  faultCode: number
  faultString: string
}
