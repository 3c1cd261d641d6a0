/** The Operations API: one struct in, an envelope with `status` out (oa-wire.md, section 1.1). */

import { callFault, type CallContext } from '../call-context.ts'
import type { Endpoint } from '../endpoint.ts'
import type { OaFault } from '../oa-fault.ts'
import { meaningOf } from '../known-refusals.ts'
import type { XmlRpcFault, XmlRpcValue } from '../xml-rpc-value.ts'
import { badAnswer } from './bad-answer.ts'
import type { HttpClient } from './http.ts'
import type { Transport } from './transport.ts'
import { postXmlRpc } from './xml-rpc-post.ts'

/** The wording is not documented; these are those of common XML-RPC servers (inferred). */
const unknownMethod =
  /unknown method|no such method|method\b.*\bnot (?:found|known|defined|supported|registered|exist)/is
const unknownMethodCode = -32601

export function createOperations(http: HttpClient, endpoint: Endpoint): Transport {
  return {
    address: endpoint.address,
    async call(context, _spec, params) {
      // The struct is obligatory even when empty (since 7.0).
      const answer = await postXmlRpc(http, endpoint, context, { method: context.method, struct: params })
      if ('fault' in answer) throw faultOf(context, answer.fault)
      return readEnvelope(context, answer.value)
    },
    close: () => http.close(),
  }
}

function readEnvelope(context: CallContext, answer: XmlRpcValue): unknown {
  if (typeof answer !== 'object' || Array.isArray(answer)) throw badAnswer(context, 'is not a struct')
  const { status, result, signature } = answer
  // `pem.getMethodSignature` answers beside `result`, perhaps without a status.
  if (typeof status !== 'number' && signature === undefined) throw badAnswer(context, 'has no status')
  if (status !== undefined && status !== 0) throw refusal(context, answer)
  return result ?? signature
}

/** Any status but 0 is an error; module and type of the exception are all that tells one from another. */
function refusal(context: CallContext, answer: Record<string, XmlRpcValue>): OaFault {
  const { status, module_id, extype_id, error_code, error_message, properties } = answer
  const known = { status, moduleId: module_id, extypeId: extype_id, errorCode: error_code, properties }
  const message =
    typeof error_message === 'string' && error_message !== '' ? error_message : 'refused without a message'
  return callFault(context, {
    ...meaningOf(module_id, extype_id, message),
    message,
    facts: Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)),
  })
}

function faultOf(context: CallContext, { faultCode, faultString }: XmlRpcFault): OaFault {
  const unknown = faultCode === unknownMethodCode || unknownMethod.test(faultString)
  return callFault(context, {
    code: unknown ? 'oa/unknown-method' : 'oa/refused',
    outcome: 'refused',
    message: faultString === '' ? `fault ${faultCode}` : faultString,
    hint: unknown ? 'This version of OA does not have the method, or does not offer it to this user.' : undefined,
    facts: { faultCode },
  })
}
