/** The one family of errors that stop a run. Anything else that is thrown is a bug and keeps its stack. */

import type { Diagnostic } from './diagnostic.ts'

/** Why the program stops; the command line maps each kind to an exit code (design, section 8). */
export type StopKind =
  | 'failed'
  | 'invalid-input'
  | 'refused-by-safety'
  | 'stale-plan'
  | 'waiting-for-person'
  | 'uncertain'
  | 'locked'
  | 'usage'
  | 'interrupted'

export interface OnboardErrorOptions {
  kind: StopKind
  /** Stable and machine-readable, such as `oa/unreachable`. */
  code: string
  message: string
  /** What to type or change next. */
  hint?: string
  /** What the error is about, for machine output; never a secret. */
  facts?: Record<string, unknown>
  /** Findings in the input that led here. */
  diagnostics?: readonly Diagnostic[]
  cause?: unknown
  /** Nothing may be changed after this, not even to tidy up. */
  final?: boolean
}

export class OnboardError extends Error {
  readonly kind: StopKind
  readonly code: string
  readonly hint: string | undefined
  readonly facts: Record<string, unknown>
  readonly diagnostics: readonly Diagnostic[]
  readonly final: boolean

  constructor(options: OnboardErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'OnboardError'
    this.kind = options.kind
    this.code = options.code
    this.hint = options.hint
    this.facts = options.facts ?? {}
    this.diagnostics = options.diagnostics ?? []
    this.final = options.final ?? false
  }
}

/** Whether an error says that nothing may be changed any more. */
export function isFinal(error: unknown): error is OnboardError {
  return error instanceof OnboardError && error.final
}
