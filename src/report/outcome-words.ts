/** How an operation was done, in the words of the run's lines and of its report. */

import type { Outcome } from '../run/run-event.ts'

export const outcomeWords: Record<Outcome, string> = {
  applied: 'done',
  adopted: 'was there already',
  verified: 'by hand, verified',
  attested: 'by hand, attested',
}
