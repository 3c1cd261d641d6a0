/** The Billing API: `Execute` with positional parameters, and transactions around it (oa-wire.md 1.3). */

import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { methodSpec } from '../methods.ts'
import { decodeMethodCall, type DecodedCall, encodeFaultResponse, encodeMethodResponse } from '../xml-rpc.ts'
import type { XmlRpcValue } from '../xml-rpc-value.ts'
import type { Api } from './api.ts'
import { billingResult } from './billing-row.ts'
import type { CallDescription } from './call-log.ts'
import { isLogin, parseBasic } from './http/basic-auth.ts'
import { type Reply, textReply, wrongVerb, xmlReply } from './http/reply.ts'
import type { Request } from './http/request.ts'
import { isMethodName } from './method-routes.ts'
import { Refusal } from './refusal.ts'
import type { Service } from './service.ts'

const executeStruct = z.looseObject({
  Server: z.string(),
  Method: z.string(),
  Params: z.array(z.custom<XmlRpcValue>()).default([]),
  AutoCommit: z.string().optional(),
  TransactionID: z.string().optional(),
})

/** Answers `POST /RPC2`; another path is not found (inferred). Only internal methods of the world write. */
export function createBillingApi(service: Service): Api {
  const transactions = new Set<string>()
  const answerPost = (request: Request): Reply => {
    if (request.path !== '/RPC2') return textReply(404, 'Not Found')
    if (request.verb !== 'POST') return wrongVerb(['POST'])
    try {
      return answer(service, transactions, request)
    } catch (error) {
      if (error instanceof Refusal) return fault(error.message)
      throw error
    }
  }
  return {
    system: 'billing',
    describe: (request) => describeRequest(service, request),
    answer: answerPost,
    refuse: ({ message }) => fault(message),
  }
}

function describeRequest(service: Service, { body }: Request): CallDescription {
  try {
    return describe(service, decode(body))
  } catch {
    return { system: 'billing', method: '(unreadable)', effect: 'read', params: null }
  }
}

function describe(service: Service, { method, params }: DecodedCall): CallDescription {
  const struct = structOf(params)
  const named = method === 'Execute' ? describeExecute(service, struct) : { method, params: struct }
  return { system: 'billing', effect: 'read', ...named }
}

function structOf(params: readonly XmlRpcValue[]): Record<string, unknown> {
  return z.looseObject({}).safeParse(params[0]).data ?? {}
}

function answer(service: Service, transactions: Set<string>, request: Request): Reply {
  const call = decode(request.body)
  const { method } = call
  const struct = structOf(call.params)
  return service.log.record(describe(service, call), (seq) => {
    authenticate(service, struct, request)
    switch (method) {
      case 'Execute':
        return xmlReply(encodeMethodResponse(execute(service, transactions, struct, seq)))
      case 'CommitTransaction':
      case 'RollbackTransaction':
        return xmlReply(encodeMethodResponse(endTransaction(transactions, struct['TransactionID'])))
      default:
        throw new Refusal(`Method ${method} is not found.`)
    }
  })
}

function decode(body: string): DecodedCall {
  try {
    return decodeMethodCall(body)
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : 'not XML-RPC')
  }
}

/** In the log the method inside counts, with its parameters by name. */
function describeExecute(
  { world }: Service,
  struct: Record<string, unknown>,
): { method: string; params: unknown; effect?: 'write' } {
  const { Method: method, Params: values } = struct
  if (typeof method !== 'string') return { method: 'Execute', params: null }
  const order = world.internalMethods[method]?.params
  if (order !== undefined && Array.isArray(values))
    return { method, params: nameParams(order, values), effect: 'write' }
  if (!isMethodName('billing', method) || !Array.isArray(values)) return { method, params: values }
  return { method, params: nameParams(methodSpec(method).billing?.order ?? [], values) }
}

/** That wrong credentials are a fault, and its text, is inferred. */
function authenticate({ world }: Service, struct: Record<string, unknown>, request: Request): void {
  const { styles, ...expected } = world.credentials.billing
  const { Username: username, Password: password } = struct
  const basic = parseBasic(request.header('authorization'))
  const isKnown =
    username !== undefined || password !== undefined
      ? styles.includes('struct') && username === expected.username && password === expected.password
      : basic !== undefined
        ? styles.includes('basic') && isLogin(basic, expected)
        : styles.includes('none')
  if (!isKnown) throw new Refusal('Authentication failed: wrong user name or password.')
}

function execute(
  { engine, world }: Service,
  transactions: Set<string>,
  struct: Record<string, unknown>,
  seq: number,
): XmlRpcValue {
  const parsed = executeStruct.safeParse(struct)
  if (!parsed.success) throw new Refusal(`Execute: ${parsed.error.issues[0]?.message ?? 'wrong struct'}`)
  const { Server: server, Method: method, Params: values, AutoCommit: autoCommit, TransactionID: given } = parsed.data
  if (given !== undefined && !transactions.has(given)) throw unknownTransaction(given)
  if (Object.hasOwn(world.internalMethods, method)) {
    const params = { Server: server, Method: method, Params: values }
    return engine.call({ method: 'billing.execute', params, seq }) as XmlRpcValue
  }
  const shape = isMethodName('billing', method) ? methodSpec(method).billing : undefined
  if (!isMethodName('billing', method) || shape === undefined || shape.server !== server) {
    throw new Refusal(`Server ${server} does not have method ${method}.`)
  }
  if (values.length > shape.order.length) throw new Refusal(`Method ${method} takes ${shape.order.length} parameters.`)
  const params = nameParams(shape.order, values)
  const sortNo = typeof params['SortNo'] === 'number' ? params['SortNo'] : 0
  const result = billingResult(shape, engine.call({ method, params, seq }), sortNo)
  if (given !== undefined || autoCommit?.toLowerCase() !== 'no') return { Result: [result] }
  const opened = randomUUID()
  transactions.add(opened)
  return { Result: [result], TransactionID: opened }
}

/** What the answer holds is inferred: the `Status` of other writes. */
function endTransaction(transactions: Set<string>, id: unknown): XmlRpcValue {
  if (typeof id !== 'string' || !transactions.delete(id)) throw unknownTransaction(String(id))
  return { Result: [{ Status: 'Operation done.' }] }
}

function unknownTransaction(id: string): Refusal {
  return new Refusal(`Transaction ${id} is not found.`)
}

function nameParams(order: readonly string[], values: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(values.map((value, index) => [order[index] ?? String(index), value]))
}

/** The text of a Billing fault travels as base64 (client code); its code is not documented. */
function fault(text: string): Reply {
  return xmlReply(encodeFaultResponse({ faultCode: -1, faultString: Buffer.from(text, 'utf8').toString('base64') }))
}
