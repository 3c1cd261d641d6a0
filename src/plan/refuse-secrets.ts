/** A plan is applied as it stands, so what is secret in it cannot be hidden: it is refused before anybody sees it. */

import { OnboardError } from '../lib/onboard-error.ts'
import type { Redactor } from '../lib/redactor.ts'
import type { Plan } from './plan.ts'

/** @throws OnboardError `plan/secret` when a password or a token stands anywhere in the plan */
export function refuseSecrets(plan: Plan, redactor: Redactor): void {
  const isIn = (part: unknown): boolean => redactor.isIn(JSON.stringify(part))
  if (!isIn(plan)) return
  const operation = plan.operations.find(isIn)
  throw new OnboardError({
    kind: 'refused-by-safety',
    code: 'plan/secret',
    message: `The plan would give a password away${operation === undefined ? '' : `: it stands in ${operation.id}`}.`,
    hint: 'Nothing was done. A name in the catalog, in the configuration or in the installation contains the password: change the name, or the password.',
  })
}
