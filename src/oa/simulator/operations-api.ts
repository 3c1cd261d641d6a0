/** The Operations API: XML-RPC with one struct in and an envelope out (oa-wire.md 1.1). */

import { methodSpec } from '../methods.ts'
import { decodeMethodCall, type DecodedCall, encodeFaultResponse, encodeMethodResponse } from '../xml-rpc.ts'
import type { XmlRpcValue } from '../xml-rpc-value.ts'
import type { Api } from './api.ts'
import type { CallDescription } from './call-log.ts'
import { isLogin, parseBasic } from './http/basic-auth.ts'
import { type Reply, textReply, wrongVerb, xmlReply } from './http/reply.ts'
import type { Request } from './http/request.ts'
import { isMethodName } from './method-routes.ts'
import { invalidArguments, Refusal } from './refusal.ts'
import type { Service } from './service.ts'

/** Answers `POST /` and `POST /RPC2`. */
export function createOperationsApi(service: Service): Api {
  return {
    system: 'operations',
    describe: ({ body }) => describe(decode(body)),
    answer: (request) => answer(service, request),
    refuse: refusal,
  }
}

function answer(service: Service, request: Request): Reply {
  if (request.path !== '/' && request.path !== '/RPC2') return textReply(404, 'Not Found')
  if (request.verb !== 'POST') return wrongVerb(['POST'])
  if (!isAdmitted(service, request)) return unauthorized(service)
  const call = decode(request.body)
  return 'problem' in call ? fault(call.problem) : execute(service, call)
}

function isAdmitted({ world }: Service, request: Request): boolean {
  const { httpAuthentication, credentials } = world
  return !httpAuthentication || isLogin(parseBasic(request.header('authorization')), credentials.operations)
}

function unauthorized({ log }: Service): Reply {
  const refusal = new Refusal('Unauthorized')
  try {
    log.record({ system: 'operations', method: '(unauthorized)', effect: 'read', params: {} }, () => {
      throw refusal
    })
  } catch (error) {
    if (error !== refusal) throw error
  }
  return textReply(401, 'Unauthorized', { 'www-authenticate': 'Basic realm="Operations Automation"' })
}

function decode(body: string): DecodedCall | { problem: string } {
  try {
    return decodeMethodCall(body)
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'not XML-RPC' }
  }
}

function describe(call: DecodedCall | { problem: string }): CallDescription {
  if ('problem' in call) return { system: 'operations', method: '(unreadable)', effect: 'read', params: null }
  const { method, params } = call
  const effect = isMethodName('operations', method) ? methodSpec(method).effect : 'read'
  return { system: 'operations', method, effect, params: params[0] ?? null }
}

function execute(service: Service, call: DecodedCall): Reply {
  const { method, params } = call
  try {
    return service.log.record(describe(call), (seq) => {
      if (!isMethodName('operations', method)) throw new UnknownMethod(`Unknown method ${method}`)
      return success(method, service.engine.call({ method, params: onlyStruct(params), seq }))
    })
  } catch (error) {
    if (error instanceof UnknownMethod) return fault(error.message)
    if (error instanceof Refusal) return refusal(error)
    throw error
  }
}

class UnknownMethod extends Refusal {}

/** Exactly one struct, and an empty one where there is nothing to say (documented since 7.0; the error is inferred). */
function onlyStruct(params: readonly XmlRpcValue[]): XmlRpcValue {
  const [struct] = params
  if (params.length !== 1 || typeof struct !== 'object' || Array.isArray(struct)) {
    throw invalidArguments('A call carries exactly one struct, be it empty.')
  }
  return struct
}

function success(method: string, answer: unknown): Reply {
  // The one answer without a `result` (client code).
  if (method === 'pem.getMethodSignature') return envelope({ status: 0, signature: answer as XmlRpcValue })
  return envelope({ status: 0, ...(answer === undefined ? {} : { result: answer as XmlRpcValue }) })
}

function refusal({ message, moduleId, extypeId, properties }: Refusal): Reply {
  return envelope({ status: -1, error_message: message, module_id: moduleId, extype_id: extypeId, properties })
}

function envelope(value: XmlRpcValue): Reply {
  return xmlReply(encodeMethodResponse(value))
}

/** An unknown method is a fault, not an envelope (client code); its code is inferred. */
function fault(text: string): Reply {
  return xmlReply(encodeFaultResponse({ faultCode: -1, faultString: text }))
}
