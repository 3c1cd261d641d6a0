/** Clients whose every write is journalled before it leaves and after it came back, and leaves only while that is allowed. */

import { type Clock, isoTime } from '../lib/clock.ts'
import { OaFault } from '../oa/oa-fault.ts'
import type { OaClient } from '../oa/oa-client.ts'
import type { Record as Recorder } from './recorder.ts'

export interface Journaling {
  /** Makes an event durable; when it cannot, the call is not made. */
  record: Recorder
  /**
   * Throws when nothing may be changed any more (the journal is broken, the lease is lost); asked again at the moment
   * when the first byte would leave, because a call may wait for its turn or its token for long.
   */
  permit: () => void
  clock: Clock
  /** How long the work of a lost call may still come, in milliseconds. */
  quarantineMs: number
  /** The number of the last call of this run. */
  last: number
}

/** What is waited for after a lost call counts from its intent, so a call must leave soon after that, or be intended anew. */
class Overdue extends Error {
  readonly outcome = 'not-sent'
  readonly code = 'call/overdue'
}

/** A disk may take its time, and nobody chooses a quarantine of seconds for a real installation. */
const LEAST_HOLD = 2000

/** How long an intent holds, in milliseconds: a tenth of the quarantine, which leaves OA nine. */
export function holdsFor(quarantineMs: number): number {
  return Math.max(LEAST_HOLD, quarantineMs / 10)
}

/** @returns for an operation the client it must use; calls are numbered through the run */
export function journaledClients(
  client: OaClient,
  { record, permit, clock, quarantineMs, last }: Journaling,
): (operation: string) => OaClient {
  let calls = last
  const at = (): string => isoTime(clock.now())

  /** Throws when a call may not leave; a clock that was set back says nothing of how long it waited. */
  function mayLeave(name: string, intended: number): void {
    permit()
    const waited = clock.now() - intended
    if (waited >= 0 && waited <= holdsFor(quarantineMs)) return
    throw new Overdue(`${name} was not sent: its intent is too old, and it is intended anew`)
  }

  return (operation) => {
    const write: OaClient['write'] = async (name, params, options) => {
      calls += 1
      const call = calls
      const intended = clock.now()
      await record({ type: 'call-intended', operation, call, method: name, params, at: isoTime(intended) })
      const leave = (): void => {
        mayLeave(name, intended)
      }
      try {
        leave()
        const result = await client.write(name, params, { ...options, permit: leave })
        await record({ type: 'call-answered', operation, call, ...(result === undefined ? {} : { result }), at: at() })
        return result
      } catch (error) {
        if (!(error instanceof OaFault) && !(error instanceof Overdue)) throw error
        const { outcome, code, message } = error
        await record({ type: 'call-failed', operation, call, outcome, code, message, at: at() })
        if (error instanceof OaFault) throw error
        return write(name, params, options)
      }
    }
    return { read: (name, params, options) => client.read(name, params, options), write }
  }
}
