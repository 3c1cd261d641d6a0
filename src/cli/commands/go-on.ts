/** Going on with a run after people decided something: every decision is on disk before anything is done because of it. */

import { OnboardError } from '../../lib/onboard-error.ts'
import { decide, type Decision } from '../../run/choices.ts'
import { JOURNAL_FORMAT_VERSION, type RunEvent } from '../../run/run-event.ts'
import { foldEvents } from '../../run/run-state.ts'
import type { OpenRun } from '../../run/run-store.ts'
import type { RunbookEdit } from '../../run/runbook-edits.ts'
import type { Workspace } from '../workspace.ts'

/**
 * @param edits what changed in the runbook
 * @throws OnboardError `run/abandoned`, and `choice/…` before anything is written
 */
export async function goOn(
  run: OpenRun,
  decisions: readonly Decision[],
  { view, lease }: Pick<Workspace, 'view' | 'lease'>,
  by: string,
  edits?: RunbookEdit,
): Promise<OpenRun> {
  const { abandoned } = foldEvents(run.events)
  if (abandoned !== undefined) throw abandonedRun(run.id, abandoned)
  const events: RunEvent[] = [...run.events]
  for (const event of [
    { type: 'run-resumed', run: run.id, formatVersion: JOURNAL_FORMAT_VERSION, fence: lease.number } as const,
    ...(edits === undefined ? [] : [edits, ...withoutSteps(run, edits)]),
  ])
    events.push(event)
  for (const decision of decisions) events.push(decide(run.id, run.plan, foldEvents(events), decision, by))
  for (const event of events.slice(run.events.length)) {
    await run.journal.append(event)
    view.event(event, run.plan)
  }
  return { ...run, events }
}

/** The operations of steps that are no longer in the runbook. */
function withoutSteps({ plan }: OpenRun, { removed }: RunbookEdit): RunEvent[] {
  const gone = new Set(removed)
  return plan.operations
    .filter(({ step }) => gone.has(step))
    .map(({ id, step }) => ({
      type: 'operation-skipped',
      operation: id,
      reason: `the step "${step}" was taken out of the runbook`,
    }))
}

function abandonedRun(run: string, { by, reason }: { by: string; reason: string }): OnboardError {
  return new OnboardError({
    kind: 'refused-by-safety',
    code: 'run/abandoned',
    message: `The run ${run} was abandoned by ${by}: ${reason}.`,
    hint: 'What it made stays. Make a new plan; it shows what is missing.',
  })
}
