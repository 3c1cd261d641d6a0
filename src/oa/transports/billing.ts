/** The Billing API: every method goes through `Execute`, parameters and results by position (oa-wire.md, section 1.3). */

import { callFault, type CallContext } from '../call-context.ts'
import type { Endpoint } from '../endpoint.ts'
import type { BillingShape, MethodSpec } from '../method-spec.ts'
import { meaningOf } from '../known-refusals.ts'
import type { OaFault } from '../oa-fault.ts'
import { credentialHints } from '../status-faults.ts'
import { badAnswer } from './bad-answer.ts'
import { positionalParams, readResult } from './billing-positions.ts'
import { readFaultText } from './billing-fault-text.ts'
import type { HttpClient } from './http.ts'
import type { Transport } from './transport.ts'
import { postXmlRpc } from './xml-rpc-post.ts'

export interface BillingAccess {
  /** Such as `en`. */
  language: string | undefined
  /** Members of the struct, for installations that authenticate there. */
  credentials: { Username: string; Password: string } | undefined
}

export function createBilling(http: HttpClient, endpoint: Endpoint, access: BillingAccess): Transport {
  return {
    address: endpoint.address,
    async call(outer, spec, params) {
      const shape = spec.forwards === true ? undefined : billingShape(outer, spec)
      const struct = shape === undefined ? params : namedStruct(outer, shape, params)
      const context = { ...outer, method: String(struct['Method']) }
      const answer = await postXmlRpc(http, endpoint, context, {
        method: 'Execute',
        struct: { Lang: access.language, ...struct, ...access.credentials },
      })
      if ('fault' in answer) throw faultOf(context, answer.fault.faultCode, answer.fault.faultString)
      if (shape === undefined) return answer.value
      const result = readResult(shape, answer.value)
      if ('problem' in result) throw badAnswer(context, result.problem)
      return result.value
    },
    close: () => http.close(),
  }
}

function namedStruct({ method }: CallContext, shape: BillingShape, params: Record<string, unknown>) {
  return { Server: shape.server, Method: method, Params: positionalParams(shape, params) }
}

function billingShape(context: CallContext, { billing }: MethodSpec) {
  if (!billing) throw new TypeError(`${context.method} has no billing shape in the method table`)
  return billing
}

function faultOf(context: CallContext, faultCode: number, faultString: string): OaFault {
  const { text, facts } = readFaultText(faultString)
  return callFault(context, {
    ...meaningOf(facts.moduleId, facts.extypeId, text),
    message: text === '' ? `fault ${faultCode}` : text,
    // How Billing tells wrong credentials is not documented; its words are all there is to go by.
    ...(/authenti|password|credential|log ?in/i.test(text) ? { hint: credentialHints.billing } : {}),
    facts: { faultCode, ...facts },
  })
}
