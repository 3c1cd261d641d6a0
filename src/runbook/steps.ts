/** The types of steps. A new one is one file and one line here. */

import { checkStep, type CheckStep } from './steps/check.ts'
import { deployStep, type DeployStep } from './steps/deploy.ts'
import { ensureStep, type EnsureStep } from './steps/ensure.ts'
import { manualStep, type ManualStep } from './steps/manual.ts'
import { syncStep, type SyncStep } from './steps/sync.ts'

export const stepTypes = [ensureStep, syncStep, manualStep, deployStep, checkStep] as const

export type Step = EnsureStep | SyncStep | ManualStep | DeployStep | CheckStep
