/** A file to be deployed, as an operation: made when its turn comes, because plans have no ids before. */

import { COMPATIBILITY_LIST } from '../resource/compatibility-list.ts'
import type { PlanConflict } from '../resource/compatibility.ts'
import type { DeployStep } from '../runbook/steps/deploy.ts'
import type { Operation } from './plan.ts'
import { following } from './sync-operation.ts'

export function deployOperation(step: DeployStep, conflicts: readonly PlanConflict[], needs: string[]): Operation {
  const whose = step.resellers === true ? "the provider's plans and of every reseller's copies" : "the provider's plans"
  return {
    ...following(step, needs),
    id: `${step.id}:do`,
    type: 'deploy',
    action: 'do',
    via: 'manual',
    value: {
      conflicts: conflicts.map(({ plan, with: apart }) => ({ plan, with: [...apart] })),
      resellers: step.resellers === true,
    },
    manual: {
      where: 'Branding site, customizations of the store and the control panel',
      lines: [
        `${COMPATIBILITY_LIST} is written into the folder of the run, with the ids of ${whose}.`,
        'Its format is inferred, since the vendor has published none: compare it with the file that is deployed now.',
        'Deploy it, and give the SHA-256 of the deployed file, or its path, as evidence: it is compared.',
      ],
    },
  }
}
