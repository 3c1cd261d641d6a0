/** What can go wrong in a call, told apart by the only question that matters afterwards: did it happen? */

import { OnboardError } from '../lib/onboard-error.ts'
import type { Effect, System } from './method-spec.ts'

/**
 * `refused`: OA answered and did nothing. `not-sent`: OA never got the call.
 * `unknown`: the call left and no usable answer came back, so its effect may exist or may still come.
 */
export type OaOutcome = 'refused' | 'not-sent' | 'unknown'

export interface OaFaultOptions {
  /** Such as `oa/refused`, `oa/unauthorized`, `oa/unreachable`, `oa/tls`, `oa/timeout`, `oa/no-answer`, `oa/bad-answer`. */
  code: string
  outcome: OaOutcome
  system: System
  method: string
  /** A read whose answer is lost leaves nothing uncertain; without this, a call counts as a write. */
  effect?: Effect
  message: string
  hint?: string
  /** OA's own error: `moduleId`, `extypeId`, HTTP `status`, APS `error`, Billing fault text. */
  facts?: Record<string, unknown>
  cause?: unknown
}

export class OaFault extends OnboardError {
  readonly outcome: OaOutcome
  readonly system: System
  readonly method: string

  constructor(options: OaFaultOptions) {
    super({
      kind: options.outcome === 'unknown' && options.effect !== 'read' ? 'uncertain' : 'failed',
      code: options.code,
      message: options.message,
      ...(options.hint === undefined ? {} : { hint: options.hint }),
      facts: { system: options.system, method: options.method, ...options.facts },
      cause: options.cause,
    })
    this.name = 'OaFault'
    this.outcome = options.outcome
    this.system = options.system
    this.method = options.method
  }
}
