/** Waiting for something to be seen: told once, looked at ever more rarely, left at any time and resumed later. */

import { clockTime, isoTime } from '../lib/clock.ts'
import { OnboardError } from '../lib/onboard-error.ts'
import { OaFault } from '../oa/oa-fault.ts'
import type { Session } from './session.ts'

export interface Wait<T> {
  operation: string
  /** What is waited for, as the end of a sentence that begins with the operation's title. */
  why: string
  /** When that which is waited for began, and when it is too late, in milliseconds. */
  since: number
  until: number
  /** @returns undefined while it is not there */
  look: () => Promise<T | undefined>
  /** The longest time between two looks, in milliseconds; by default 10 s. */
  rarely?: number
}

/** The longest and the shortest time between two looks, in milliseconds. */
const RARELY = 10_000
const OFTEN = 250

/**
 * Looks until something is seen or the time is up. Once begun it counts the time that really passes, so a wall clock
 * that jumps forward shortens nothing. A look that fails (OA is away) is made again, as long as there is time.
 *
 * @returns what was seen; undefined when the time is up and the last look showed nothing
 * @throws OnboardError `wait/left` when the run is stopped, `wait/not-waited` where nobody wants to wait; whatever the
 *   last look threw
 */
export async function waitFor<T>(wait: Wait<T>, session: Session): Promise<T | undefined> {
  const { clock, signal } = session
  let left = wait.until - clock.now()
  let elapsed = Math.max(0, clock.now() - wait.since)
  for (let told = false; ;) {
    const seen = await lookOnce(wait, left <= 0)
    if (seen !== undefined || left <= 0) return seen
    if (!session.waits) throw notWaited(wait, session)
    if (!told) await tell(wait, session)
    told = true
    // A tenth of what was waited so far: quick for quick work, gentle for slow work.
    const ms = Math.min(left, wait.rarely ?? RARELY, Math.max(OFTEN, Math.ceil(elapsed / 10)))
    await clock.sleep(ms, signal)
    if (signal.aborted) throw leftWaiting(wait, session)
    left -= ms
    elapsed += ms
  }
}

async function lookOnce<T>({ look }: Wait<T>, isLast: boolean): Promise<T | undefined> {
  try {
    return await look()
  } catch (error) {
    if (isLast || !(error instanceof OaFault)) throw error
    return undefined
  }
}

function tell<T>({ operation, why, until }: Wait<T>, { record }: Session): Promise<void> {
  return record({ type: 'operation-settling', operation, why, until: isoTime(until) })
}

function leftWaiting<T>({ operation, why, until }: Wait<T>, session: Session): OnboardError {
  return new OnboardError({
    kind: 'interrupted',
    code: 'wait/left',
    message: `${session.titleOf(operation)}: ${why}. The wait was left; it ends at ${clockTime(until, session.clock.now())} all the same.`,
    hint: 'Type: o365-onboard resume',
    facts: { operation, until: isoTime(until) },
  })
}

function notWaited<T>({ operation, why, until }: Wait<T>, session: Session): OnboardError {
  const time = clockTime(until, session.clock.now())
  return new OnboardError({
    kind: 'uncertain',
    code: 'wait/not-waited',
    message: `${session.titleOf(operation)}: ${why}, and nothing is to be waited for (--no-wait). It may still come until ${time}.`,
    hint: `From ${time} on nothing is left to wait for; type: o365-onboard resume. Before, resume waits for it.`,
    facts: { operation, until: isoTime(until) },
  })
}
