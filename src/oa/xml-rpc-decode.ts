/** XML-RPC text to values. What is not exactly XML-RPC is refused: half an answer must never pass for an answer. */

import { XmlRpcSyntaxError } from './xml-rpc-errors.ts'
import { parseXmlRpc } from './xml-rpc-parser.ts'
import type { XmlRpcFault, XmlRpcValue } from './xml-rpc-value.ts'

export interface DecodedCall {
  method: string
  params: XmlRpcValue[]
}

export type DecodedResponse = { value: XmlRpcValue } | { fault: XmlRpcFault }

/**
 * Takes the body of a request, gives the method and its positional parameters.
 * @throws XmlRpcSyntaxError for anything but one well-formed `methodCall`.
 */
export function decodeMethodCall(xml: string): DecodedCall {
  const document = parseXmlRpc(xml)
  if (!isObject(document) || !('call' in document)) throw refusal('it is an answer, not a call')
  return document.call as DecodedCall
}

/**
 * Takes the body of an answer, gives its one value or its fault. Strings are exact, structs have no prototype.
 * @throws XmlRpcSyntaxError for anything but one complete, well-formed `methodResponse`.
 */
export function decodeMethodResponse(xml: string): DecodedResponse {
  const document = parseXmlRpc(xml)
  if (Array.isArray(document)) {
    if (document.length !== 1) throw refusal('an answer must carry exactly one value')
    return { value: document[0] as XmlRpcValue }
  }
  if (isObject(document) && 'fault' in document) return { fault: readFault(document.fault) }
  throw refusal('it is a call, not an answer')
}

function readFault(value: unknown): XmlRpcFault {
  if (!isObject(value)) throw refusal('the fault is not a struct')
  const { faultCode, faultString } = value
  if (typeof faultCode !== 'number' || typeof faultString !== 'string') {
    throw refusal('the fault has no faultCode or no faultString')
  }
  return { faultCode, faultString }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// The document as a whole is of the wrong kind, so there is no better place than its start.
function refusal(reason: string): XmlRpcSyntaxError {
  return new XmlRpcSyntaxError(reason, 1, 1)
}
