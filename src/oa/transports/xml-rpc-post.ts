/** One XML-RPC exchange over HTTP, for Operations and Billing alike. */

import { callFault, type CallContext } from '../call-context.ts'
import type { Endpoint } from '../endpoint.ts'
import { statusFault } from '../status-faults.ts'
import type { XmlRpcFault, XmlRpcValue } from '../xml-rpc-value.ts'
import { decodeMethodResponse, encodeMethodCall, XmlRpcEncodingError } from '../xml-rpc.ts'
import { badAnswer } from './bad-answer.ts'
import { decodeXmlBytes } from './body-text.ts'
import type { HttpClient } from './http.ts'

/** Where the common clients post to (oa-wire.md 1.1, 1.3). */
const defaultPath = '/RPC2'

/**
 * Posts one call with its one struct. The URL's own path is used if it has one, else `/RPC2`.
 * @throws OaFault when there is no answer, or none that is XML-RPC
 */
export async function postXmlRpc(
  http: HttpClient,
  endpoint: Endpoint,
  context: CallContext,
  call: { method: string; struct: Record<string, unknown> },
): Promise<{ value: XmlRpcValue } | { fault: XmlRpcFault }> {
  const answer = await http.send(context, {
    verb: 'POST',
    path: endpoint.path || defaultPath,
    headers: { 'content-type': 'text/xml', accept: 'text/xml' },
    body: encode(context, call.method, call.struct),
  })
  if (answer.status !== 200) throw statusFault(context, answer)
  try {
    return decodeMethodResponse(decodeXmlBytes(answer.body))
  } catch (cause) {
    throw badAnswer(context, `is ${cause instanceof Error ? cause.message : 'unreadable'}`, cause)
  }
}

function encode(context: CallContext, method: string, struct: Record<string, unknown>): string {
  try {
    // The encoder checks every value itself; the type only promises what the schemas allow.
    return encodeMethodCall(method, [struct as XmlRpcValue])
  } catch (cause) {
    if (!(cause instanceof XmlRpcEncodingError)) throw cause
    throw callFault(context, {
      code: 'oa/unsendable',
      outcome: 'not-sent',
      message: cause.message,
      hint: 'Remove the character from the name or text in the catalog or runbook.',
      cause,
    })
  }
}
