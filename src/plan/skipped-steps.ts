/** Steps of a runbook that do not apply to this installation: a reader of the plan should not have to wonder. */

import { isBelow } from '../lib/version.ts'
import type { PlanConflict } from '../resource/compatibility.ts'
import type { Target } from '../resource/resource.ts'
import type { Site } from '../resource/site.ts'
import type { Step } from '../runbook/steps.ts'

export interface StepSetting {
  target: Pick<Target, 'applicationVersion'>
  site: Pick<Site, 'resellers'>
  conflicts: readonly PlanConflict[]
}

/** Whether a step is for sites with resellers, and this is none. */
export function isForOthers(step: Step, { site }: StepSetting): boolean {
  return 'resellers' in step && step.resellers === true && site.resellers.length === 0
}

/** @returns why a step is left out, or undefined when it applies, or is about resellers that nobody has */
export function whySkipped(step: Step, setting: StepSetting): string | undefined {
  if (isForOthers(step, setting)) return undefined
  const { applicationVersion } = setting.target
  if ('applicationBelow' in step && step.applicationBelow !== undefined) {
    if (!isBelow(applicationVersion, step.applicationBelow))
      return `not from application version ${step.applicationBelow} on, and this is ${applicationVersion}`
  }
  if ('deploy' in step && setting.conflicts.length === 0)
    return 'no plans exclude each other, by policy.conflicts or by limits in the catalog'
  return undefined
}
