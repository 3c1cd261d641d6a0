/** A step that was named by a person: it must be one of the plan. */

import { OnboardError } from '../lib/onboard-error.ts'
import { closest } from '../lib/text.ts'
import type { Plan } from '../plan/plan.ts'

/**
 * @param whose what the message calls the plan, such as `The run 20261121-101530-upgrade`
 * @throws OnboardError `run/unknown-step`
 */
export function checkStep(step: string, { steps }: Pick<Plan, 'steps'>, whose: string): void {
  const known = steps.map(({ id }) => id)
  if (known.includes(step)) return
  const meant = closest(step, known)
  throw new OnboardError({
    kind: 'invalid-input',
    code: 'run/unknown-step',
    message: `${whose} has no step "${step}".`,
    hint: meant === undefined ? `Its steps are: ${known.join(', ')}.` : `Did you mean "${meant}"?`,
  })
}
