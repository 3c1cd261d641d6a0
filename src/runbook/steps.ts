/** The types of steps, by what a runbook brings. A new one is one file and one line here. */

import { applicationStep, type ApplicationStep } from './steps/application.ts'
import { byHandStep, type ByHandStep } from './steps/by-hand.ts'
import { checkStep, type CheckStep } from './steps/check.ts'
import { deployStep, type DeployStep } from './steps/deploy.ts'
import { ensureStep, type EnsureStep } from './steps/ensure.ts'
import { lookStep, type LookStep } from './steps/look.ts'
import { manualStep, type ManualStep } from './steps/manual.ts'
import { provisioningStep, type ProvisioningStep } from './steps/provisioning.ts'
import { runStep, type RunStep } from './steps/run.ts'
import { syncStep, type SyncStep } from './steps/sync.ts'
import { waitStep, type WaitStep } from './steps/wait.ts'

/** Of runbooks that bring offers or add-ons: what is done follows from a catalog and the installation. */
export const stepTypes = [ensureStep, syncStep, manualStep, deployStep, checkStep] as const
export type Step = EnsureStep | SyncStep | ManualStep | DeployStep | CheckStep

/** Of runbooks that upgrade: what is done stands in the step, and facts fill it in. */
export const upgradeStepTypes = [
  runStep,
  // Before what is only done by hand: a change of the application says how a person does it, too.
  applicationStep,
  byHandStep,
  lookStep,
  waitStep,
  provisioningStep,
] as const
export type UpgradeStep = (RunStep | ApplicationStep | ByHandStep | LookStep | WaitStep | ProvisioningStep) & {
  /** The loader names the place in the document where a step names no source of its own. */
  source: string
}
