/** Makes a call again where that is safe: after a pause that doubles, with full jitter, and never past its deadline. */

import type { CallContext } from './call-context.ts'
import type { MethodSpec } from './method-spec.ts'
import { OaFault } from './oa-fault.ts'
import { verdictOn } from './repeat-rules.ts'

export interface RepeatLimits {
  /** At most, the first one included. */
  attempts: number
  /** The first pause lasts up to this, each further one up to twice as long. */
  baseMs: number
  /** No pause is longer, unless the server asks for it. */
  capMs: number
}

/** What of the world a pause needs; tests give their own. */
export interface Pacing {
  /** Resolves after so many milliseconds, or at once when the signal aborts; never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  /** From 0 up to, but not including, 1. */
  random(): number
}

export interface Repeating extends RepeatLimits, Pacing {
  /** Told of every attempt: how it failed, if it did, and after how many milliseconds it is made again, if it is. */
  onAttempt: (fault: OaFault | undefined, pauseMs: number | undefined) => void
}

/** @throws OaFault the last one, when it may not be repeated or the attempts are used up */
export async function repeat<T>(
  { attempts, onAttempt, ...how }: Repeating,
  context: CallContext,
  spec: MethodSpec,
  attempt: () => Promise<T>,
): Promise<T> {
  for (;;) {
    context.attempt += 1
    try {
      const result = await attempt()
      onAttempt(undefined, undefined)
      return result
    } catch (error) {
      if (!(error instanceof OaFault)) throw error
      const pauseMs = pauseAfter(error, context, how)
      const again = context.attempt < attempts && verdictOn(error, context.effect, spec) === 'again'
      // A server that asks for more time than the call has gets no second call.
      const goesOn = again && pauseMs < context.deadlineMs && !context.signal.aborted
      onAttempt(error, goesOn ? pauseMs : undefined)
      if (!goesOn) throw error
      await how.sleep(pauseMs, context.signal)
      // When the deadline passes in the pause, the fault in hand is the better explanation.
      if (context.signal.aborted) throw error
    }
  }
}

function pauseAfter(
  { facts }: OaFault,
  { attempt }: CallContext,
  { baseMs, capMs, random }: Pick<Repeating, 'baseMs' | 'capMs' | 'random'>,
): number {
  const jittered = Math.round(random() * Math.min(capMs, baseMs * 2 ** (attempt - 1)))
  const asked = facts['retryAfterSeconds']
  return typeof asked === 'number' ? Math.max(asked * 1000, jittered) : jittered
}
