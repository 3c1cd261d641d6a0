/** How a run stands, counted: a function of its plan and its events alone. */

import { shellQuote } from '../lib/shell-quote.ts'
import type { Operation, Plan } from '../plan/plan.ts'
import type { RunState } from '../run/run-state.ts'

export interface RunSummaryReport {
  run: string
  outcome: 'done' | 'failed' | 'waiting' | 'interrupted'
  /** Changed by API in this run. */
  applied: number
  /** There already, as wished: before the plan was made, or when its turn came. */
  adopted: number
  /** Done by a person: verified by a read, or attested where OA has none. */
  manual: { verified: number; attested: number }
  failed: { operation: string; title: string; code: string; message: string; hint?: string }[]
  /** What waits for a person, with the instructions, and the command that records it as done. */
  waiting: (Pick<Operation, 'id' | 'title' | 'manual'> & { then: string })[]
  notStarted: number
  /**
   * Templates that this run made inactive and did not make active again; with `until` those that are active and may be
   * deactivated until then by a call without an answer.
   */
  inactive: { templateId: number; templateName: string; until?: string }[]
  /** What to type next; absent when nothing is left. */
  next?: string
}

export function summariseRun(
  run: string,
  plan: Plan,
  state: RunState,
  outcome: RunSummaryReport['outcome'],
): RunSummaryReport {
  const done = plan.operations.flatMap((operation) => {
    const entry = state.done.get(operation.id)
    return entry === undefined ? [] : [{ operation, outcome: entry.outcome }]
  })
  const tally = (wanted: string): number =>
    done.filter((entry) => entry.outcome === wanted && entry.operation.type !== 'check').length
  const failed = plan.operations.flatMap(({ id, title }) => {
    const failure = state.failed.get(id)
    if (failure === undefined) return []
    const { hint, ...rest } = failure
    return [{ operation: id, title, ...rest, ...(hint === undefined ? {} : { hint }) }]
  })
  const waiting = plan.operations
    .filter(({ id }) => state.waiting.has(id))
    .map(({ id, title, manual }) => ({
      id,
      title,
      ...(manual === undefined ? {} : { manual }),
      then: `o365-onboard attest ${run} ${shellQuote(id)} --evidence "…"`,
    }))
  return {
    run,
    outcome,
    applied: tally('applied'),
    adopted: plan.summary.unchanged + tally('adopted'),
    manual: { verified: tally('verified'), attested: tally('attested') },
    failed,
    waiting,
    notStarted: plan.operations.length - done.length - failed.length - waiting.length,
    inactive: state.debts.map(({ debt: { templateId, templateName }, watchedUntil }) => ({
      templateId,
      templateName,
      ...(watchedUntil === undefined ? {} : { until: watchedUntil }),
    })),
    ...(outcome === 'done' ? {} : { next: 'o365-onboard resume' }),
  }
}
