/** The APS bus: REST with a token that expires (oa-wire.md, section 1.4). */

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

const noToken = 'Check that the Operations API answers: tokens of the APS bus come from there.'
const staleToken = 'APS::Util::AuthenticationFailed'
const success: readonly number[] = [200, 201, 202, 204, 206]

export function createAps(http: HttpClient, endpoint: Endpoint, tokens: ApsTokens): Transport {
  const base = endpoint.path.replace(/\/aps(?:\/2)?$/, '')
  /** The calls whose token was renewed on the way: once for each call, however often it is tried. */
  const renewed = new WeakSet<CallContext>()
  return {
    address: endpoint.address,
    async call(context, spec, params) {
      const shape = spec.http
      if (!shape) throw new TypeError(`${context.method} has no HTTP shape in the method table`)
      const request = apsRequest(shape, base, params)
      const answer = await sendWithToken({ http, tokens, renewed }, context, shape, request)
      if (!success.includes(answer.status)) throw errorOf(context, answer)
      return readAnswer(context, shape, answer, params)
    },
    close: () => http.close(),
  }
}

async function sendWithToken(
  { http, tokens, renewed }: { http: HttpClient; tokens: ApsTokens; renewed: WeakSet<CallContext> },
  context: CallContext,
  { token: kind }: HttpShape,
  request: HttpRequest,
): Promise<HttpAnswer> {
  const token = await orNotSent(context, tokens.get(kind))
  const answer = await http.send(context, withToken(request, token))
  if (!isStaleToken(answer) || renewed.has(context)) return answer
  renewed.add(context)
  const another = await orNotSent(context, tokens.renew(kind, token))
  return http.send(context, withToken(request, another))
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
    if (cause instanceof GivenUp) throw networkFault(context, new ExchangeFailure(cause, false))
    if (cause instanceof DeadlinePassed) {
      const message = `no token came from the Operations API within ${cause.ms / 1000} s`
      throw callFault(context, { code: 'oa/timeout', outcome: 'not-sent', message, hint: noToken })
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
