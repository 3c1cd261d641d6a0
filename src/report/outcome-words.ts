/** How an operation was done, in the words of the run's lines and of its report. */

import type { Operation } from '../plan/plan.ts'
import type { Outcome } from '../run/run-event.ts'

/** Whether the program only looks, or waits until it sees. */
export function onlyLooks(type: Operation['type'] | undefined): boolean {
  return type === 'check' || type === 'wait'
}

/** Whether the program has seen it, and nobody did anything. */
export function isSeen(type: Operation['type'] | undefined, outcome: Outcome): boolean {
  return onlyLooks(type) && outcome === 'verified'
}

export const outcomeWords: Record<Outcome, string> = {
  applied: 'done',
  adopted: 'was there already',
  verified: 'by hand, verified',
  attested: 'by hand, attested',
}
