/** The APS bus: REST with a token that expires (oa-wire.md, section 1.4). */

import { setTimeout as sleep } from 'node:timers/promises'
import { callFault, type CallContext } from '../call-context.ts'
import { DeadlinePassed, GivenUp, untilAborted } from '../deadline.ts'
import type { Endpoint } from '../endpoint.ts'
import type { HttpShape } from '../method-spec.ts'
import { networkFault } from '../network-failures.ts'
import { OaFault } from '../oa-fault.ts'
import { statusFault } from '../status-faults.ts'
import { readApsError, readJson, readPage } from './aps-answer.ts'
import { apsRequest } from './aps-request.ts'
import type { ApsTokens } from './aps-tokens.ts'
import { badAnswer } from './bad-answer.ts'
import { ExchangeFailure, type HttpAnswer } from './exchange.ts'
import type { HttpClient, HttpRequest } from './http.ts'
import type { Transport } from './transport.ts'

const staleToken = 'APS::Util::AuthenticationFailed'
/** Pauses before a read is repeated that was answered 400 for no reason (vendor's own client does so too). */
const pausesMs = [100, 300, 900]
const success: readonly number[] = [200, 201, 202, 204, 206]

export function createAps(http: HttpClient, endpoint: Endpoint, tokens: ApsTokens): Transport {
  const base = endpoint.path.replace(/\/aps(?:\/2)?$/, '')
  return {
    address: endpoint.address,
    async call(context, spec, params) {
      const shape = spec.http
      if (!shape) throw new TypeError(`${context.method} has no HTTP shape in the method table`)
      const request = apsRequest(shape, base, params)
      const answer = await sendPatiently(context, () => sendWithToken(http, tokens, context, shape, request))
      if (!success.includes(answer.status)) throw errorOf(context, answer)
      return readAnswer(context, shape, answer, params)
    },
    close: () => http.close(),
  }
}

async function sendPatiently(context: CallContext, send: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
  let answer = await send()
  for (const pause of context.effect === 'read' ? pausesMs : []) {
    if (answer.status !== 400) break
    // When the deadline passes in the pause, the 400 in hand is the better explanation.
    if (!(await pauseFor(pause, context.signal))) break
    answer = await send()
  }
  return answer
}

function pauseFor(ms: number, signal: AbortSignal): Promise<boolean> {
  return sleep(ms, true, { signal }).catch(() => false)
}

async function sendWithToken(
  http: HttpClient,
  tokens: ApsTokens,
  context: CallContext,
  { token: kind }: HttpShape,
  request: HttpRequest,
): Promise<HttpAnswer> {
  const token = await orNotSent(context, tokens.get(kind))
  const answer = await http.send(context, withToken(request, token))
  if (!isStaleToken(answer)) return answer
  const renewed = await orNotSent(context, tokens.renew(kind, token))
  return http.send(context, withToken(request, renewed))
}

function withToken(request: HttpRequest, token: string): HttpRequest {
  return { ...request, headers: { ...request.headers, 'aps-token': token } }
}

function isStaleToken(answer: HttpAnswer): boolean {
  return answer.status === 403 && readApsError(answer)?.error === staleToken
}

// However the token's own call failed, this call did not happen: its outcome must say so.
async function orNotSent(context: CallContext, token: Promise<string>): Promise<string> {
  try {
    return await untilAborted(context.signal, token)
  } catch (cause) {
    if (cause instanceof DeadlinePassed || cause instanceof GivenUp) {
      throw networkFault(context, new ExchangeFailure(cause, false))
    }
    if (!(cause instanceof OaFault)) throw cause
    const message = `no token could be had. ${cause.message}`
    throw callFault(context, { code: cause.code, outcome: 'not-sent', message, hint: cause.hint, cause })
  }
}

function errorOf(context: CallContext, answer: HttpAnswer): OaFault {
  const said = readApsError(answer)
  // Stale twice over is a matter of credentials, not of rights.
  const meaning = isStaleToken(answer) ? 401 : answer.status
  return statusFault(context, answer, { meaning, text: said?.message, facts: { ...said } })
}

function readAnswer(
  context: CallContext,
  shape: HttpShape,
  answer: HttpAnswer,
  params: Record<string, unknown>,
): unknown {
  try {
    return shape.returns === 'page' ? readPage(answer, Number(params.start)) : readJson(answer)
  } catch (cause) {
    throw badAnswer(context, cause instanceof Error ? cause.message : 'cannot be read', cause)
  }
}
