/** Going on with a run after people decided something: every decision is on disk before anything is done because of it. */

import { OnboardError } from '../../lib/onboard-error.ts'
import { decide, type Decision } from '../../run/choices.ts'
import type { RunEvent } from '../../run/run-event.ts'
import { foldEvents } from '../../run/run-state.ts'
import type { OpenRun } from '../../run/run-store.ts'
import type { View } from '../../view/view.ts'

/** @throws OnboardError `run/abandoned`, and `choice/…` before anything is written */
export async function goOn(run: OpenRun, decisions: readonly Decision[], by: string, view: View): Promise<OpenRun> {
  const { abandoned } = foldEvents(run.events)
  if (abandoned !== undefined) {
    throw new OnboardError({
      kind: 'refused-by-safety',
      code: 'run/abandoned',
      message: `The run ${run.id} was abandoned by ${abandoned.by}: ${abandoned.reason}.`,
      hint: 'What it made stays. Make a new plan; it shows what is missing.',
    })
  }
  const events = [...run.events]
  const made: RunEvent[] = []
  for (const decision of decisions) {
    const event = decide(run.id, run.plan, foldEvents(events), decision, by)
    events.push(event)
    made.push(event)
  }
  for (const event of [{ type: 'run-resumed', run: run.id } as const, ...made]) {
    await run.journal.append(event)
    view.event(event, run.plan)
  }
  return { ...run, events: [...run.events, { type: 'run-resumed', run: run.id }, ...made] }
}
