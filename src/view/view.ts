/** How a run shows itself: to a person at a terminal, as plain lines in a log, or as JSON to a program. */

import type { Diagnostic } from '../lib/diagnostic.ts'
import type { Plan } from '../plan/plan.ts'
import type { RunSummaryReport } from '../report/run-summary.ts'
import type { RunEvent } from '../run/run-event.ts'

export interface View {
  /** Says what is being done, while nothing else happens. */
  busy(text: string): void
  plan(plan: Plan): void
  /** A plan that will not be applied now: all that there is to say. */
  onlyPlan(plan: Plan): void
  event(event: RunEvent, plan: Plan): void
  summary(report: RunSummaryReport): void
  diagnostics(diagnostics: readonly Diagnostic[]): void
  note(text: string): void
  /** Gives the terminal free for a question, and takes it again afterwards. */
  pause(): void
}

/** Where a view writes; never `process` itself. */
export interface Output {
  stdout(text: string): void
  stderr(text: string): void
  /** Columns of the terminal; Infinity where there is none. */
  width: number
  /** Whether stderr is a terminal that can redraw a line. */
  live: boolean
  color: boolean
}
