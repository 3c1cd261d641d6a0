/** Which of the two a plan is for: offers of one application instance, or an upgrade of the application. */

import { OnboardError } from '../lib/onboard-error.ts'
import type { Target } from '../resource/resource.ts'
import type { Plan, UpgradeTarget } from './plan.ts'

export function isUpgradeTarget(target: Plan['target']): target is UpgradeTarget {
  return 'toVersion' in target
}

/** @throws OnboardError `upgrade/only-shown` for the plan of an upgrade */
export function offerTarget({ target }: Pick<Plan, 'target'>): Target {
  if (!isUpgradeTarget(target)) return target
  throw new OnboardError({
    kind: 'invalid-input',
    code: 'upgrade/only-shown',
    message: 'This is the plan of an upgrade. This version shows upgrades and performs none.',
    hint: 'Nothing was done. Print it, and do it by hand: o365-onboard upgrade --from <version> --print <file>',
  })
}
