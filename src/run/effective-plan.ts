/** The plan of a run as it is to be performed: without what people left out since it was made. */

import type { Plan } from '../plan/plan.ts'
import { withoutOffers } from '../plan/without-offers.ts'
import type { RunState } from './run-state.ts'

export function effectivePlan(plan: Plan, state: Pick<RunState, 'excluded' | 'done'>): Plan {
  return withoutOffers(plan, state.excluded, state.done)
}
