/** What Billing must be set to before trials mean anything (KB 113576, pain point P22); no read tells. */

import type { Diagnostic } from '../lib/diagnostic.ts'
import { count, firstFew } from '../lib/text.ts'
import type { Operation } from './plan.ts'

/** Once, for the license types that get a trial in this plan. */
export function trialFindings(operations: readonly Operation[]): Diagnostic[] {
  const types = operations.filter(({ changes }) =>
    changes.some(({ field, to }) => field === 'trialOfferId' && to !== null),
  )
  if (types.length === 0) return []
  const names = types.map(({ label }) => label)
  return [
    {
      severity: 'info',
      code: 'plan/trials-need-setting',
      message: `${count(types.length, 'license type')} will have a trial: ${firstFew(names, 3)}.`,
      hint: 'Before a plan of it offers a trial period, switch on "Notify about subscription trial state changes" in Billing: without it a trial order provisions the paid offer (KB 113576).',
    },
  ]
}
