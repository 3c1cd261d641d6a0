/** A failed exchange to a fault: what went wrong on the network, and whether the call can have arrived. */

import { callFault, type CallContext, type CallFailure } from './call-context.ts'
import { DeadlinePassed, GivenUp } from './deadline.ts'
import type { Effect } from './method-spec.ts'
import type { OaFault } from './oa-fault.ts'
import { describeTlsFailure, type TlsFailure } from './tls-failures.ts'
import { AnswerTooLarge, type ExchangeFailure } from './transports/exchange.ts'

const checkAddress = 'Check host and port in the URL, and that a firewall lets this machine through.'

const notHttp = 'HTTPParserError'

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there (connection refused)',
  ENOTFOUND: 'the host name is not known to DNS',
  EAI_AGAIN: 'the host name could not be looked up: DNS does not answer',
  ETIMEDOUT: 'the server does not answer (connection timed out)',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the network',
  ECONNRESET: 'the server closed the connection before it was ready',
}

/** Takes a failed exchange, gives the fault with its outcome: `not-sent` only where that is certain. */
export function networkFault(context: CallContext, failure: ExchangeFailure): OaFault {
  return callFault(context, { ...describe(failure, context.effect), cause: withoutData(failure.cause) })
}

function describe({ cause, sent }: ExchangeFailure, effect: Effect): CallFailure {
  const tls = describeTlsFailure(cause)
  if (tls) return tlsRefusal(tls, sent)
  if (cause instanceof DeadlinePassed) return timeout(cause, sent, effect)
  if (cause instanceof GivenUp) return { code: 'oa/aborted', outcome: lost(sent), message: cause.message }
  return sent ? noAnswer(cause) : notReached(cause)
}

function tlsRefusal({ message, hint, beforeReading }: TlsFailure, sent: boolean): CallFailure {
  return { code: 'oa/tls', outcome: lost(sent && beforeReading !== true), message, hint }
}

function timeout(cause: DeadlinePassed, sent: boolean, effect: Effect): CallFailure {
  const limit = `(deadlines.${effect}Ms)`
  if (!sent) {
    const message = `no connection within ${cause.ms / 1000} s ${limit}`
    return { code: 'oa/timeout', outcome: 'not-sent', message, hint: checkAddress }
  }
  return { code: 'oa/timeout', outcome: 'unknown', message: `${cause.message} ${limit}` }
}

function notReached(cause: Error & { code?: unknown }): CallFailure {
  const code = typeof cause.code === 'string' ? cause.code : cause.name
  if (code === 'UND_ERR_CLOSED' || code === 'UND_ERR_DESTROYED') {
    return { code: 'oa/closed', outcome: 'not-sent', message: 'this program has closed the connection already' }
  }
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return noConnection(cause)
  const message = unreachable[code] ?? `the connection could not be made (${code})`
  return { code: 'oa/unreachable', outcome: 'not-sent', message, hint: checkAddress }
}

/** The time limit covers the handshake of TLS, which a server that is something else never begins. */
function noConnection({ message }: Error): CallFailure {
  const ms = /timeout: (\d+)ms/.exec(message)?.[1]
  const within = ms === undefined ? 'in time' : `within ${Number(ms) / 1000} s`
  return {
    code: 'oa/unreachable',
    outcome: 'not-sent',
    message: `there was no connection ${within} (deadlines.connectMs), TLS included`,
    hint: checkAddress,
  }
}

function noAnswer(cause: Error): CallFailure {
  if (cause instanceof AnswerTooLarge) {
    return { code: 'oa/too-large', outcome: 'unknown', message: cause.message }
  }
  if (cause.name === notHttp) {
    return {
      code: 'oa/bad-answer',
      outcome: 'unknown',
      message: 'the server does not answer in HTTP',
      hint: 'If the port speaks TLS, use https:// in the URL.',
    }
  }
  const message = 'the connection broke before the whole answer had come'
  return { code: 'oa/no-answer', outcome: 'unknown', message }
}

// The parser's error carries what the server sent, which may be what we sent.
function withoutData(cause: Error): Error {
  return cause.name === notHttp ? new Error(cause.message) : cause
}

function lost(sent: boolean): 'unknown' | 'not-sent' {
  return sent ? 'unknown' : 'not-sent'
}
