/** `attest <run> [operation...]`: records that a person has done manual operations; `resume` then verifies what can be read. */

import { printable } from '../../lib/printable.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import { count } from '../../lib/text.ts'
import type { Operation } from '../../plan/plan.ts'
import { undoneOperation } from '../../run/choices.ts'
import { checkStep } from '../../run/known-step.ts'
import { foldEvents } from '../../run/run-state.ts'
import type { OpenRun } from '../../run/run-store.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { completeCommands } from '../next-command.ts'
import { openDesk } from '../desk.ts'
import { tellOpen } from '../tell-stopped.ts'
import type { CommonFlags } from '../workspace.ts'

export interface AttestFlags extends CommonFlags {
  evidence: string
  by?: string
  /** Every operation of this step that is not done yet. */
  step?: string
}

export async function attest(
  runId: string,
  operations: string[],
  flags: AttestFlags,
  context: Context,
): Promise<number> {
  const desk = await openDesk(flags, context)
  const lease = await desk.take(`attest ${runId}`)
  try {
    await tellOpen(desk, context, { debts: 'tell', holdsLease: true })
    return await record(await desk.store.open(runId, lease), operations, flags, context)
  } finally {
    lease.release()
  }
}

async function record(run: OpenRun, ids: string[], flags: AttestFlags, context: Context): Promise<number> {
  try {
    const state = foldEvents(run.events)
    const named = ids.map((id) => undoneOperation(run.id, run.plan, state, id))
    const operations = [...named, ...operationsOf(run, flags.step)]
    if (operations.length === 0) throw nothingMeant(run, flags.step)
    const by = flags.by ?? context.user
    for (const { id } of operations) {
      await run.journal.append({ type: 'operation-attested', operation: id, by, evidence: flags.evidence })
    }
    const [first] = operations
    const what = operations.length === 1 ? (first?.title ?? '') : count(operations.length, 'operation')
    const next = completeCommands('o365-onboard resume', context.repeatFlags)
    context.stderr(`${printable(`Recorded: ${what}, by ${by}.`)} Next: ${next}\n`)
    return exitCodes.done.code
  } finally {
    await run.journal.close()
  }
}

/** What people do in a step, and is not done yet. */
function operationsOf({ id: run, plan, events }: OpenRun, step: string | undefined): Operation[] {
  if (step === undefined) return []
  checkStep(step, plan, `The run ${run}`)
  const { done } = foldEvents(events)
  return plan.operations.filter((each) => each.step === step && each.via === 'manual' && !done.has(each.id))
}

function nothingMeant({ id: run }: OpenRun, step: string | undefined): OnboardError {
  return new OnboardError({
    kind: 'usage',
    code: 'run/nothing-to-attest',
    message: step === undefined ? 'Nothing is named that was done.' : `Nothing of the step "${step}" is open.`,
    hint: `What the run waits for is shown by: o365-onboard status ${run}`,
  })
}
