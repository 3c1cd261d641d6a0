/** How each type of operation is performed. A new type is one file and one line here. */

import { OnboardError } from '../lib/onboard-error.ts'
import type { Operation } from '../plan/plan.ts'
import { performCheck } from './perform/check.ts'
import { performDeploy } from './perform/deploy.ts'
import { performEnsure } from './perform/ensure.ts'
import type { Perform } from './performed.ts'

const notYet: Perform = ({ id, type }) =>
  Promise.reject(
    new OnboardError({
      kind: 'invalid-input',
      code: 'apply/unknown-type',
      message: `This version cannot perform the operation ${id} of type "${type}".`,
      hint: 'Use the version that made the plan.',
    }),
  )

export const performers: Record<Operation['type'], Perform> = {
  ensure: performEnsure,
  // A manual operation is an `ensure` whose way is a person; which way it is, is decided when it runs.
  manual: performEnsure,
  deploy: performDeploy,
  check: performCheck,
  wait: notYet,
  run: notYet,
  call: notYet,
}
