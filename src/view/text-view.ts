/** For people: the plan, then a line for each thing done, with a spinner where the terminal can redraw. */

import type { Plan } from '../plan/plan.ts'
import { isForReseller } from '../plan/reseller-block.ts'
import type { RunEvent } from '../run/run-event.ts'
import { diagnosticLines } from './diagnostic-text.ts'
import { eventLine } from './event-text.ts'
import { Countdown } from './countdown.ts'
import { cut, wrap } from './layout.ts'
import { planLines } from './plan-text.ts'
import type { Spinner } from './spinner.ts'
import { createStyle } from './style.ts'
import { summaryLines } from './summary-text.ts'
import type { Output, View } from './view.ts'

/** How many resellers that wait are told one by one, in each step. */
const FEW = 4

export interface TextViewOptions {
  output: Output
  /** Show every field of the plan. */
  details: boolean
  /** A person watches: then a plan that nobody applies says what to type next. */
  next?: string
  /** Shows what is under way, where the terminal can redraw a line. */
  spinner?: Spinner
}

export function textView({ output, details, next, spinner }: TextViewOptions): View {
  const style = createStyle(output.color)
  const width = Math.max(20, output.width)
  const textWidth = Math.min(width, 120)
  const say = (lines: readonly string[]): void => {
    spinner?.clear()
    for (const line of lines) output.stdout(`${line}\n`)
  }
  // In a log nothing can be redrawn: a line a minute says that the program is alive.
  const countdown =
    spinner === undefined
      ? new Countdown((text) => {
          output.stdout(`… ${text}\n`)
        }, 60_000)
      : undefined
  /** What was done fits one line of a terminal; what a person must know is never cut off. */
  const fit = (line: string, { type }: RunEvent): string[] => {
    if (!output.live) return [line]
    return type === 'operation-done' || type === 'operation-failed' ? [cut(line, width)] : wrap(line, width)
  }
  const showPlan = (plan: Plan): void => {
    spinner?.stop()
    say(planLines(plan, { style, width, details }))
  }
  const waiting = new Map<string, number>()
  /** Of many resellers that wait for the same, the first few are enough; the summary counts them. */
  const isOneOfMany = (id: string, { operations }: Plan): boolean => {
    const operation = operations.find((each) => each.id === id)
    if (operation === undefined || !isForReseller(operation)) return false
    const before = waiting.get(operation.step) ?? 0
    waiting.set(operation.step, before + 1)
    return before >= FEW
  }
  return {
    busy: (text) => {
      spinner?.show(text)
    },
    plan: showPlan,
    onlyPlan: (plan) => {
      showPlan(plan)
      if (next !== undefined && plan.operations.some(({ action }) => action !== 'check')) say(['', next])
    },
    event: (event, plan) => {
      if (event.type === 'operation-waiting' && isOneOfMany(event.operation, plan)) return
      const line = eventLine(event, plan, style)
      if (line !== undefined) say(fit(line, event))
      spinner?.follow(event, plan)
      countdown?.follow(event, plan)
    },
    summary: (report) => {
      spinner?.stop()
      say(summaryLines(report, style, textWidth))
    },
    diagnostics: (diagnostics) => {
      spinner?.stop()
      for (const diagnostic of diagnostics)
        output.stderr(`${diagnosticLines(diagnostic, style, textWidth).join('\n')}\n`)
    },
    note: (text) => {
      spinner?.clear()
      output.stderr(`${text}\n`)
    },
    pause: () => {
      spinner?.stop()
    },
  }
}
