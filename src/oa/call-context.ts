/** One call on its way: what a transport must know to make it, and to speak of it when it fails. */

import type { Redactor } from '../lib/redactor.ts'
import { shorten } from '../lib/text.ts'
import type { Effect, System } from './method-spec.ts'
import { OaFault, type OaOutcome } from './oa-fault.ts'

export interface CallContext {
  system: System
  method: string
  effect: Effect
  /** `host:port`, never with credentials. */
  address: string
  /** Aborts at the call's deadline, or when the caller gives up; see deadline.ts. */
  signal: AbortSignal
  /** What the call was given in all, its repetitions included, in milliseconds. */
  deadlineMs: number
  /** How often it was tried, this time included. */
  attempt: number
  /** Throws when the call may not leave any more; asked right before it does. */
  permit?: (() => void) | undefined
  redactor: Redactor
}

export interface CallFailure {
  code: string
  outcome: OaOutcome
  /** What happened, without system and method, starting in lower case. */
  message: string
  hint?: string | undefined
  facts?: Record<string, unknown>
  cause?: unknown
}

const systemNames: Readonly<Record<System, string>> = {
  operations: 'Operations API',
  billing: 'Billing API',
  aps: 'APS bus',
}

/**
 * The fault of a call: names system, address and method, says what it means for the installation and what to do next,
 * hides secrets.
 */
export function callFault(context: CallContext, failure: CallFailure): OaFault {
  const { system, method, effect, address, redactor, attempt } = context
  // Hidden before it is cut: half a secret is no form of it any more.
  const what = shorten(redactor.hideIn(failure.message))
  const notes = [attempt > 1 ? `tried ${attempt} times` : '', consequence(context, failure)].filter(
    (note) => note !== '',
  )
  const hint = failure.hint ?? nextStep(context, failure)
  return new OaFault({
    code: failure.code,
    outcome: failure.outcome,
    system,
    method,
    effect,
    message: `${systemNames[system]} at ${address}, ${method}: ${what}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`,
    ...(hint === undefined ? {} : { hint }),
    facts: {
      address,
      ...(attempt > 1 ? { attempts: attempt } : {}),
      ...(redactor.hideInAll(failure.facts ?? {}) as Record<string, unknown>),
    },
    cause: failure.cause,
  })
}

function consequence({ effect }: CallContext, { outcome }: CallFailure): string {
  if (outcome !== 'unknown') return ''
  return effect === 'read'
    ? 'nothing was changed: it was only a read'
    : 'whether it took effect is not known: read before you repeat it'
}

/** Where the failure itself points nowhere; after a refusal OA's own words are all there is. */
function nextStep({ effect, system }: CallContext, { outcome }: CallFailure): string | undefined {
  if (outcome !== 'unknown') return undefined
  return effect === 'read'
    ? `Type the command again. If it stays so, look into the log of the ${systemNames[system]} server.`
    : 'OA may still do it. o365-onboard resume looks first, and makes nothing again that is there.'
}
