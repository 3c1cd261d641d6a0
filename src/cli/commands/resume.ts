/** `resume [run]`: goes on with the last unfinished run, what it owes first, and as people decided about what failed. */

import { access } from 'node:fs/promises'
import { resolve } from 'node:path'
import { OnboardError } from '../../lib/onboard-error.ts'
import { isOf } from '../../run/check-belongs.ts'
import type { Decision } from '../../run/choices.ts'
import { effectivePlan } from '../../run/effective-plan.ts'
import { checkStep } from '../../run/known-step.ts'
import { openDebts } from '../../run/open-debts.ts'
import { foldEvents } from '../../run/run-state.ts'
import type { OpenRun } from '../../run/run-store.ts'
import { type RunbookEdit, runbookEdits } from '../../run/runbook-edits.ts'
import { loadRunbook } from '../../runbook/load-runbook.ts'
import type { View } from '../../view/view.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { openWorkspace, type CommonFlags } from '../workspace.ts'
import { goOn } from './go-on.ts'
import { runToEnd } from './run-plan.ts'

export interface ResumeFlags extends CommonFlags {
  retry: string[]
  skip: string[]
  settle?: string
  id?: string
  exclude: string[]
  reason?: string
  runbook?: string
}

export async function resume(id: string | undefined, flags: ResumeFlags, context: Context): Promise<number> {
  const decisions = decisionsIn(flags)
  const workspace = await openWorkspace(flags, context, { changes: 'resume', debts: 'tell' })
  try {
    const { store, installation } = workspace
    const [debt] = (await openDebts(store)).filter((open) => isOf(open, installation))
    const wanted = id ?? debt?.run ?? (await store.lastUnfinished(installation))?.id
    if (wanted === undefined) {
      workspace.view.note('Nothing to resume: every run is at its end.')
      return exitCodes.done.code
    }
    const run = await workspace.store.open(wanted, workspace.lease)
    try {
      const [repaired] = run.events.slice(-1).filter(({ type }) => type === 'journal-repaired')
      if (repaired !== undefined) workspace.view.event(repaired, run.plan)
      if (flags.until !== undefined) checkStep(flags.until, run.plan, `The run ${run.id}`)
      const edits = await lookAtRunbook(run, flags, workspace.view, context)
      const resumed = await goOn(run, decisions, workspace, context.user, edits)
      return await runToEnd(resumed, workspace, flags, context)
    } finally {
      await run.journal.close()
    }
  } finally {
    await workspace.close()
  }
}

/**
 * A run that was started with the user's own runbook is gone on with as that stands now.
 *
 * @throws OnboardError `runbook/…` that names the step
 */
async function lookAtRunbook(
  { plan, events }: OpenRun,
  flags: ResumeFlags,
  view: View,
  context: Context,
): Promise<RunbookEdit | undefined> {
  const state = foldEvents(events)
  const file = flags.runbook === undefined ? state.runbook : resolve(context.cwd, flags.runbook)
  if (file === undefined) return undefined
  if (flags.runbook === undefined && !(await exists(file))) {
    view.note(`The runbook ${file} is no longer there; going on with the steps as they were planned.`)
    return undefined
  }
  return runbookEdits(effectivePlan(plan, state), state, await loadRunbook(file), context.user)
}

/** @throws OnboardError `cli/incomplete-choice` for a flag without the one that belongs to it */
function decisionsIn({ retry, skip, settle, id, exclude, reason }: ResumeFlags): Decision[] {
  if (skip.length > 0 && reason === undefined)
    throw incomplete('--skip needs a reason.', 'Add --reason "…"; it is kept with the run.')
  if ((settle === undefined) !== (id === undefined))
    throw incomplete('--settle and --id go together.', 'Name the operation and the id of its object.')
  return [
    ...retry.map((operation) => ({ choice: 'retry' as const, operation })),
    ...skip.map((operation) => ({ choice: 'skip' as const, operation, reason: reason ?? '' })),
    ...(settle === undefined || id === undefined ? [] : [{ choice: 'settle' as const, operation: settle, id }]),
    ...exclude.map((offer) => ({ choice: 'exclude' as const, offer, ...(reason === undefined ? {} : { reason }) })),
  ]
}

function incomplete(message: string, hint: string): OnboardError {
  return new OnboardError({ kind: 'usage', code: 'cli/incomplete-choice', message, hint })
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
