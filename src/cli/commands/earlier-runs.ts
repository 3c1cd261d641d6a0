/** What earlier runs forbid a new one: to use a plan twice, or to look before everything that was sent can be seen. */

import { clockTime } from '../../lib/clock.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import { firstFew } from '../../lib/text.ts'
import type { Plan } from '../../plan/plan.ts'
import { isUnfinished, uncertainUntil } from '../../run/run-state.ts'
import type { RunStore } from '../../run/run-store.ts'
import { kindOfOperation } from '../../run/standing.ts'
import type { Context } from '../context.ts'
import type { Workspace } from '../workspace.ts'

/**
 * A new plan would not see what a lost call of an earlier run still makes, and would make it again.
 *
 * @throws OnboardError `run/uncertain` with the time until which that can be
 */
export async function refuseWhileUncertain({ store, installation }: Workspace, { clock }: Context): Promise<void> {
  const unfinished = await store.lastUnfinished()
  if (unfinished === undefined) return
  const now = clock.now()
  const until = uncertainUntil(unfinished.state, installation.site.waits.quarantineSeconds * 1000, now)
  if (until === undefined || until <= now) return
  const titles = [...unfinished.state.lost.keys()].map(
    (operation) => unfinished.plan.operations.find(({ id }) => id === operation)?.title ?? operation,
  )
  throw new OnboardError({
    kind: 'uncertain',
    code: 'run/uncertain',
    message: `The run ${unfinished.id} has calls without an answer, and their work may still be done until ${clockTime(until, now)}: ${firstFew(titles)}.`,
    hint: 'Nothing was changed; now it might be made twice. Go on with that run: o365-onboard resume',
    facts: { run: unfinished.id, operations: [...unfinished.state.lost.keys()] },
  })
}

/** @throws OnboardError `plan/used` that names the run and what it was about */
export async function refuseUsed(plan: Plan, store: RunStore): Promise<void> {
  for (const id of (await store.list()).reverse()) {
    const run = await store.read(id)
    if (run.plan.digest !== plan.digest) continue
    const names = plan.operations.flatMap((operation) => {
      const kind = kindOfOperation(operation)
      return kind === undefined ? [] : [`${kind.noun} "${operation.label}"`]
    })
    throw new OnboardError({
      kind: 'stale-plan',
      code: 'plan/used',
      message: `The plan was used already, by the run ${id}: ${firstFew(names)}.`,
      hint: isUnfinished(run.state)
        ? 'Nothing was done now. Go on with that run: o365-onboard resume'
        : 'Nothing was done now. Make a new plan; it shows what is left.',
      facts: { run: id },
    })
  }
}
