/** HTTP statuses that are not success, to faults. */

import { callFault, type CallContext, type CallFailure } from './call-context.ts'
import type { OaFault } from './oa-fault.ts'
import type { System } from './method-spec.ts'
import type { HttpAnswer } from './transports/exchange.ts'

export const credentialHints: Readonly<Record<System, string>> = {
  operations:
    'Check operations.username and operations.password; the user needs the role Account Administrator in Operations.',
  billing:
    'Check billing.username, billing.password and billing.credentials (struct, basic or none); the user needs Full Access in Billing.',
  aps: 'The token was refused even after renewal: check aps.userId, and the roles of operations.username.',
}

const forbiddenHints: Readonly<Record<System, string>> = {
  operations: 'Add the address of this machine to the allowed networks of the public API (Open API security settings).',
  billing: 'Add the address of this machine to those that Billing accepts API calls from.',
  aps: 'The token may be of the wrong kind: resources of the application want the token of its instance.',
}

const pathHints: Readonly<Record<System, string>> = {
  operations: 'Check operations.url: the path is /RPC2 unless the URL says otherwise.',
  billing: 'Check billing.url: the path is /RPC2 unless the URL says otherwise.',
  aps: 'If it should exist, check aps.url: host and port only, as the path /aps/2 is added.',
}

/** What the body said, as far as it was understood. */
export interface StatusDetails {
  /** The server's own words. */
  text?: string | undefined
  facts?: Record<string, unknown>
  /** The status that it comes down to, where the server uses another. */
  meaning?: number
}

/** Takes an answer whose status is no success, gives the fault. */
export function statusFault(context: CallContext, answer: HttpAnswer, details: StatusDetails = {}): OaFault {
  const { system } = context
  const failure = failureOf(details.meaning ?? answer.status, details, system)
  const words = details.text === undefined ? '' : `: ${details.text}`
  return callFault(context, {
    ...failure,
    message: `${failure.message} (HTTP ${answer.status})${words}`,
    facts: { status: answer.status, ...retryAfter(answer), ...details.facts },
  })
}

function failureOf(status: number, details: StatusDetails, system: System): CallFailure {
  if (status === 401) return refused('oa/unauthorized', 'the credentials were not accepted', credentialHints[system])
  if (status === 403) return refused('oa/forbidden', 'access was denied', forbiddenHints[system])
  if (status === 404) return refused('oa/not-found', 'there is nothing at this address', pathHints[system])
  if (status >= 300 && status < 400) {
    return refused('oa/redirected', 'the server points to another address', `Write that address into ${system}.url.`)
  }
  // The APS controller is known to answer 400 for no reason of ours (oa-wire.md 1.4): only its own words make it a refusal.
  const noReason = status === 400 && system === 'aps' && details.text === undefined
  const decided = status < 500 && status !== 408 && !noReason
  if (status >= 400 && decided) return refused('oa/refused', 'the call was refused')
  if (status === 503) return { code: 'oa/overloaded', outcome: 'unknown', message: 'the server has too much to do' }
  if (status >= 400) return { code: 'oa/server-error', outcome: 'unknown', message: 'the server failed' }
  return { code: 'oa/bad-answer', outcome: 'unknown', message: 'the server answered with an unexpected status' }
}

function refused(code: string, message: string, hint?: string): CallFailure {
  return { code, outcome: 'refused', message, hint }
}

/** Seconds, or a date (RFC 9110, section 10.2.3). */
function retryAfter({ headers }: HttpAnswer): Record<string, unknown> {
  const value = String(headers['retry-after'] ?? '').trim()
  const seconds = /^\d{1,9}$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1000)
  return Number.isNaN(seconds) ? {} : { retryAfterSeconds: Math.max(0, seconds) }
}
