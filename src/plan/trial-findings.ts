/** What Billing must be set to before trials mean anything (KB 113576, pain point P22); no read tells. */

import type { Diagnostic } from '../lib/diagnostic.ts'
import { count } from '../lib/text.ts'
import type { Operation } from './plan.ts'

/** In a line, for the license types that get a trial in this plan; `explain` has the rest. */
export function trialFindings(operations: readonly Operation[]): Diagnostic[] {
  const types = operations.filter(({ changes }) =>
    changes.some(({ field, to }) => field === 'trialOfferId' && to !== null),
  )
  if (types.length === 0) return []
  return [
    {
      severity: 'info',
      code: 'plan/trials-need-setting',
      message: `${count(types.length, 'trial')}: Billing must notify of trial state changes (KB 113576).`,
    },
  ]
}
