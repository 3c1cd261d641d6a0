/** How an operation was done, in the words of the run's lines and of its report. */

import type { Operation } from '../plan/plan.ts'
import type { Outcome } from '../run/run-event.ts'

/** Whether the program has only looked, or waited, and seen it: nobody did anything. */
export function isSeen(type: Operation['type'] | undefined, outcome: Outcome): boolean {
  return (type === 'check' || type === 'wait') && outcome === 'verified'
}

export const outcomeWords: Record<Outcome, string> = {
  applied: 'done',
  adopted: 'was there already',
  verified: 'by hand, verified',
  attested: 'by hand, attested',
}
