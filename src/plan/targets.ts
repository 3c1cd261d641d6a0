/** Which of the two a plan is for: offers of one application instance, or an upgrade of the application. */

import { OnboardError } from '../lib/onboard-error.ts'
import type { Target } from '../resource/resource.ts'
import type { Plan, UpgradeTarget } from './plan.ts'

export function isUpgradeTarget(target: Plan['target']): target is UpgradeTarget {
  return 'toVersion' in target
}

/** @throws OnboardError `upgrade/not-here` for the plan of an upgrade */
export function offerTarget({ target }: Pick<Plan, 'target'>): Target {
  if (!isUpgradeTarget(target)) return target
  throw new OnboardError({
    kind: 'invalid-input',
    code: 'upgrade/not-here',
    message: 'This is the plan of an upgrade, and no plan for offers.',
    hint: 'Nothing was done. An upgrade is performed by: o365-onboard upgrade --from <version> --answers <file>',
  })
}
