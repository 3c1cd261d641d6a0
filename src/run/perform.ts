/** How each type of operation is performed. A new type is one file and one line here. */

import { OnboardError } from '../lib/onboard-error.ts'
import type { Operation } from '../plan/plan.ts'
import { performApplication } from './perform/application.ts'
import { performCheck } from './perform/check.ts'
import { performCommand } from './perform/command.ts'
import { performDeploy } from './perform/deploy.ts'
import { performEnsure } from './perform/ensure.ts'
import { performLook } from './perform/look.ts'
import { performProvisioning } from './perform/provisioning.ts'
import { performWait } from './perform/wait.ts'
import type { Perform } from './performed.ts'

const unknownType: Perform = ({ id, type }) =>
  Promise.reject(
    new OnboardError({
      kind: 'invalid-input',
      code: 'apply/unknown-type',
      message: `This version cannot perform the operation ${id} of type "${type}".`,
      hint: 'Use the version that made the plan.',
    }),
  )

/** Those of upgrades say themselves what they are. */
const performers: Record<Operation['type'], Perform> = {
  ensure: performEnsure,
  // A manual operation is an `ensure` whose way is a person; which way it is, is decided when it runs.
  manual: performEnsure,
  deploy: performDeploy,
  check: performCheck,
  run: unknownType,
  wait: unknownType,
  call: unknownType,
}

/** Of an upgrade the operation itself says what it is; a command may go to another way than it was planned for. */
export function performerOf({ type, command, provisioning, application, wait, value }: Operation): Perform {
  if (wait !== undefined) return performWait
  if (application !== undefined) return performApplication
  if (command !== undefined) return performCommand
  if (provisioning !== undefined) return performProvisioning
  return type === 'check' && value?.['look'] !== undefined ? performLook : performers[type]
}
