/** A run as a record to keep: what was planned, what became of each operation, who vouches for it, which rules gave way. */

import type { Diagnostic } from '../lib/diagnostic.ts'
import type { Operation, Plan } from '../plan/plan.ts'
import { isForReseller } from '../plan/reseller-block.ts'
import { effectivePlan } from '../run/effective-plan.ts'
import type { Outcome } from '../run/run-event.ts'
import { outcomeOf, type RunState } from '../run/run-state.ts'
import type { RunSummary } from '../run/run-store.ts'
import { endIsUnknown, type RunSummaryReport, summariseRun } from './run-summary.ts'

/**
 * Where an operation stands; `unanswered`: nobody knows yet what a call of it did, or how a command of it ended; `begun`:
 * cut off in the middle.
 */
export type Standing = Outcome | 'failed' | 'unanswered' | 'begun' | 'waiting' | 'left-out' | 'not-started'

export interface ReportedOperation extends Pick<Operation, 'id' | 'title' | 'type' | 'action' | 'via'> {
  standing: Standing
  /** The object that it made or changed, as OA calls it. */
  object?: number | string
  /** Who says that it was done, or who left it out. */
  by?: string
  /** What shows that it was done. */
  evidence?: string
  /** Why it failed, or was left out. */
  why?: string
  /** What is done at one reseller after the other can be told in one line. */
  forReseller: boolean
}

export interface RunReport extends Pick<Plan, 'runbook' | 'digest' | 'target'> {
  /** When it was begun, and when anything was last noted in it (ISO 8601). */
  times: NonNullable<RunSummary['times']> | null
  /** What was said of the installation and the catalog when the plan was made. */
  remarks: readonly Diagnostic[]
  summary: RunSummaryReport
  abandoned?: { by: string; reason: string }
  steps: { id: string; title: string; skipped?: string; operations: ReportedOperation[] }[]
}

/** A function of the plan and the journal alone. */
export function reportRun({ id, plan: whole, state, times }: Omit<RunSummary, 'torn'>): RunReport {
  const plan = effectivePlan(whole, state)
  return {
    runbook: whole.runbook,
    digest: whole.digest,
    target: whole.target,
    times: times ?? null,
    remarks: whole.diagnostics,
    summary: summariseRun(id, whole, state, outcomeOf(state)),
    ...(state.abandoned === undefined ? {} : { abandoned: state.abandoned }),
    steps: plan.steps.map(({ id: step, title, skipped }) => ({
      id: step,
      title,
      ...(skipped === undefined ? {} : { skipped }),
      operations: plan.operations.filter((each) => each.step === step).map((each) => reported(each, state)),
    })),
  }
}

function reported(operation: Operation, state: RunState): ReportedOperation {
  const { id, title, type, action, via } = operation
  const common = { id, title, type, action, via, forReseller: isForReseller(operation) }
  const done = state.done.get(id)
  if (done !== undefined) {
    const object = done.id === undefined ? {} : { object: done.id }
    const isByHand = done.outcome === 'verified' || done.outcome === 'attested'
    return { ...common, standing: done.outcome, ...object, ...(isByHand ? state.attested.get(id) : {}) }
  }
  const failure = state.failed.get(id)
  if (failure !== undefined) return { ...common, standing: 'failed', why: failure.message }
  const left = state.skipped.get(id)
  if (left !== undefined) {
    return { ...common, standing: 'left-out', why: left.reason, ...(left.by === undefined ? {} : { by: left.by }) }
  }
  if (state.waiting.has(id)) return { ...common, standing: 'waiting' }
  if ((state.lost.get(id) ?? []).length > 0 || endIsUnknown(id, state)) return { ...common, standing: 'unanswered' }
  return { ...common, standing: state.started.has(id) ? 'begun' : 'not-started' }
}
