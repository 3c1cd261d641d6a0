/** The plan of a run as it is to be performed: what people changed and left out since it was made is heeded. */

import type { Plan } from '../plan/plan.ts'
import { withoutOffers } from '../plan/without-offers.ts'
import type { RunState } from './run-state.ts'
import { withRunbookEdits } from './runbook-edits.ts'

export function effectivePlan(plan: Plan, state: Pick<RunState, 'excluded' | 'edits' | 'done'>): Plan {
  return withRunbookEdits(withoutOffers(plan, state.excluded, state.done), state)
}
