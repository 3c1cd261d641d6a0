/** Every way in which a call can go wrong here. A new one is one entry. */

import { decodeMethodResponse, encodeMethodResponse } from '../../xml-rpc.ts'
import type { XmlRpcValue } from '../../xml-rpc-value.ts'
import { whole, type Delivery } from '../http/delivery.ts'
import { textReply, type Reply } from '../http/reply.ts'
import { authenticationFailed, invalidArguments, Refusal, transactionTimedOut } from '../refusal.ts'
import type { Fault, Incident } from './fault.ts'

const reset = (): Delivery => ({ manner: 'reset' })
const status = (code: number, text: string, headers?: Record<string, string>) => (): Delivery =>
  whole(textReply(code, text, headers))
const loginPage = '<!DOCTYPE html><html><body><form action="/login">Please log in</form></body></html>'

/** The whole answer of a call that was carried out. */
function replyOf({ reply }: Incident): Reply {
  if (reply === undefined) throw new Error('a fault that hands on the answer must have the call carried out')
  return reply
}

export const faults = [
  {
    name: 'refused',
    summary: 'just before the call, nothing listens any more on the three ports, for `delayMs`',
    effect: 'outage',
    delayMs: 500,
  },
  { name: 'reset-before', summary: 'the connection is reset; nothing is done', effect: 'none', deliver: reset },
  { name: 'reset-after', summary: 'it is done, then the connection is reset', effect: 'now', deliver: reset },
  {
    name: 'late',
    summary: 'the connection is reset; it is done all the same, `delayMs` later',
    effect: 'later',
    delayMs: 1500,
    deliver: reset,
  },
  {
    name: 'slow',
    summary: 'it is done only after `delayMs` and then answered, to whoever is still there',
    effect: 'delayed',
    delayMs: 1500,
    deliver: (incident) => whole(replyOf(incident)),
  },
  {
    name: 'silent-before',
    summary: 'no answer ever; nothing is done',
    effect: 'none',
    deliver: () => ({ manner: 'silence' }),
  },
  {
    name: 'silent-after',
    summary: 'it is done, and no answer ever comes',
    effect: 'now',
    deliver: () => ({ manner: 'silence' }),
  },
  {
    name: 'half-answer',
    summary: 'it is done, and the answer is cut off in the middle',
    effect: 'now',
    deliver: (incident) => ({ manner: 'half', reply: replyOf(incident) }),
  },
  {
    name: 'drip',
    summary: 'it is done, and the answer comes byte by byte, `delayMs` between them',
    effect: 'now',
    delayMs: 20,
    deliver: (incident) => ({ manner: 'drip', reply: replyOf(incident), everyMs: incident.delayMs }),
  },
  {
    name: 'malformed',
    summary: 'it is done, and the XML or JSON of the answer breaks off',
    effect: 'now',
    deliver: (incident) => whole(brokenOff(replyOf(incident))),
  },
  {
    name: 'login-page',
    summary: 'a proxy answers in its place, HTTP 200 with a page in HTML; nothing is done',
    effect: 'none',
    deliver: status(200, loginPage, { 'content-type': 'text/html' }),
  },
  {
    name: 'duplicate',
    summary: 'it is done twice, as by a proxy that sends again; the second answer is the one that comes',
    effect: 'twice',
    deliver: (incident) => whole(replyOf(incident)),
  },
  {
    name: 'unauthorized',
    summary: 'HTTP 401; nothing is done',
    effect: 'none',
    deliver: status(401, 'Unauthorized'),
  },
  {
    name: 'token-expired',
    summary: 'HTTP 403, on the APS bus in the words for an expired token; nothing is done',
    effect: 'none',
    deliver: (incident) =>
      whole(incident.system === 'aps' ? incident.refuse(authenticationFailed()) : textReply(403, 'Forbidden')),
  },
  {
    name: 'bad-request',
    summary: 'HTTP 400 without a reason, as the APS bus does under load; nothing is done',
    effect: 'none',
    deliver: status(400, 'Bad Request'),
  },
  {
    name: 'error-before',
    summary: 'HTTP 500; nothing is done',
    effect: 'none',
    deliver: status(500, 'Internal Server Error'),
  },
  {
    name: 'error-after',
    summary: 'it is done, and the answer is HTTP 500',
    effect: 'now',
    deliver: status(500, 'Internal Server Error'),
  },
  {
    name: 'unavailable',
    summary: 'HTTP 503 with a Retry-After of `delayMs`, rounded up to seconds; nothing is done',
    effect: 'none',
    delayMs: 1000,
    deliver: ({ delayMs }) =>
      whole(textReply(503, 'Service Unavailable', { 'retry-after': String(Math.ceil(delayMs / 1000)) })),
  },
  {
    name: 'refusal',
    summary: 'refused for its arguments; nothing is done',
    effect: 'none',
    deliver: ({ refuse }) => whole(refuse(invalidArguments('This fault was asked for.'))),
  },
  {
    name: 'deadlock',
    summary: 'refused as the victim of a deadlock in the database; nothing is done',
    effect: 'none',
    // That there are deadlocks is known from client code (oa-wire.md, section 9); how they are worded is inferred.
    deliver: ({ refuse }) =>
      whole(refuse(new Refusal('Transaction was rolled back: deadlock detected.', { moduleId: 'db_service' }))),
  },
  {
    name: 'transaction-timeout',
    summary: "refused in the words of OA's transaction time limit; it is done all the same, `delayMs` later",
    effect: 'later',
    delayMs: 1500,
    deliver: ({ refuse }) => whole(refuse(transactionTimedOut())),
  },
  {
    name: 'task-stuck',
    summary: 'it is done, and the answer says that the task or the resource is still under way',
    effect: 'now',
    deliver: (incident) => whole(withStatus(incident, { request_status: 1, status_messages: [] }, 'aps:proto')),
  },
  {
    name: 'task-failed',
    summary: 'it is done, and the answer says that the task failed; on the APS bus an error of the application',
    effect: 'now',
    deliver: (incident) => {
      const failed = 'Task failed: provisioning was cancelled.'
      if (incident.system === 'aps') return whole(incident.refuse(new Refusal(failed)))
      return whole(withStatus(incident, { request_status: 2, status_messages: [failed] }, ''))
    },
  },
] as const satisfies readonly Fault[]

export type FaultName = (typeof faults)[number]['name']

export const faultNames = faults.map(({ name }) => name)

export function findFault(name: FaultName): Fault {
  const found = faults.find((fault) => fault.name === name)
  if (found === undefined) throw new Error(`no fault ${name}`)
  return found
}

function brokenOff(reply: Reply): Reply {
  return { ...reply, body: reply.body.slice(0, Math.max(1, reply.body.length / 2)) }
}

/** The answer with another state of the work in it; unchanged where it tells no such thing. */
function withStatus(incident: Incident, requestStatus: Record<string, XmlRpcValue>, apsStatus: string): Reply {
  const reply = replyOf(incident)
  if (incident.method === 'pem.getRequestStatus') {
    const answer = decodeMethodResponse(reply.body)
    if ('fault' in answer) return reply
    return { ...reply, body: encodeMethodResponse({ ...(answer.value as object), result: requestStatus }) }
  }
  if (incident.system !== 'aps') return reply
  const resource = JSON.parse(reply.body) as { aps?: object }
  return { ...reply, body: JSON.stringify({ ...resource, aps: { ...resource.aps, status: apsStatus } }) }
}
