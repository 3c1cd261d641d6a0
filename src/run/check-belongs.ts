/** A journal speaks of one plan and one run. Put beside another plan it would have the wrong things called done. */

import { OnboardError } from '../lib/onboard-error.ts'
import type { Plan } from '../plan/plan.ts'
import type { Fence } from './lease.ts'
import type { RunEvent } from './run-event.ts'

/** @throws OnboardError `journal/other-plan` */
export function checkBelongs(
  events: readonly RunEvent[],
  { id, plan, folder }: { id: string; plan: Plan; folder: string },
): void {
  const [first] = events.filter(({ type }) => type !== 'journal-repaired')
  // Cut off in its first line, it says nothing of any plan.
  if (first === undefined) return
  if (first.type === 'run-started' && first.run === id && first.digest === plan.digest) return
  const other = first.type === 'run-started' && first.run !== id ? `of the run ${first.run}` : 'of another plan'
  throw new OnboardError({
    kind: 'invalid-input',
    code: 'journal/other-plan',
    message: `The journal in ${folder} is that ${other}; it does not belong to the plan beside it.`,
    hint: 'Nothing was done. Put the plan.json and the journal.jsonl of one run together again, under that run’s own name.',
    facts: { run: id, digest: plan.digest },
  })
}

/** Whether a plan is for an installation, as people call it and as it is reached. */
export function isOf({ target }: Pick<Plan, 'target'>, { name, endpoint }: Fence['installation']): boolean {
  return target.installation === name && target.endpoint === endpoint
}

/**
 * A lease is for one installation: the runs of another one that share the state folder may be in other hands now.
 *
 * @throws OnboardError `plan/other-installation`
 */
export function checkCovered(id: string, plan: Plan, { installation }: Fence): void {
  if (isOf(plan, installation)) return
  const { target } = plan
  throw new OnboardError({
    kind: 'stale-plan',
    code: 'plan/other-installation',
    message: `The run ${id} is for "${target.installation}" at ${target.endpoint}; this is "${installation.name}" at ${installation.endpoint}.`,
    hint: 'Nothing was done. Use the configuration that the run was started with.',
    facts: { run: id },
  })
}
