/** For people: the plan, then a line for each thing done, with a spinner where the terminal can redraw. */

import ora, { type Ora } from 'ora'
import type { Plan } from '../plan/plan.ts'
import type { RunEvent } from '../run/run-event.ts'
import { printable } from '../lib/printable.ts'
import { diagnosticLines } from './diagnostic-text.ts'
import { eventLine } from './event-text.ts'
import { cut } from './layout.ts'
import { planLines } from './plan-text.ts'
import { createStyle } from './style.ts'
import { summaryLines } from './summary-text.ts'
import type { Output, View } from './view.ts'

export interface TextViewOptions {
  output: Output
  /** Show every field of the plan. */
  details: boolean
  /** A person watches: then a plan that nobody applies says what to type next. */
  next?: string
}

export function textView({ output, details, next }: TextViewOptions): View {
  const style = createStyle(output.color)
  const width = Math.max(20, output.width)
  const textWidth = Math.min(width, 120)
  const spinner = new Spinner(output)
  const say = (lines: readonly string[]): void => {
    spinner.clear()
    for (const line of lines) output.stdout(`${line}\n`)
  }
  const showPlan = (plan: Plan): void => {
    spinner.stop()
    say(planLines(plan, { style, width, details }))
  }
  return {
    busy: (text) => {
      spinner.show(text)
    },
    plan: showPlan,
    onlyPlan: (plan) => {
      showPlan(plan)
      if (next !== undefined && plan.operations.some(({ action }) => action !== 'check')) say(['', next])
    },
    event: (event, plan) => {
      const line = eventLine(event, plan, style)
      if (line !== undefined) say([output.live ? cut(line, width) : line])
      spinner.follow(event, plan)
    },
    summary: (report) => {
      spinner.stop()
      say(summaryLines(report, style, textWidth))
    },
    diagnostics: (diagnostics) => {
      spinner.stop()
      for (const diagnostic of diagnostics)
        output.stderr(`${diagnosticLines(diagnostic, style, textWidth).join('\n')}\n`)
    },
    note: (text) => {
      spinner.clear()
      output.stderr(`${text}\n`)
    },
    pause: () => {
      spinner.stop()
    },
  }
}

/** What is under way right now; silent where nothing can be redrawn. */
class Spinner {
  readonly #ora: Ora | undefined
  readonly #width: number
  readonly #running = new Map<string, string>()
  #done = 0

  constructor(output: Output) {
    this.#width = output.width
    // Prompts read from the same terminal, so the spinner must leave standard input alone.
    this.#ora = output.live ? ora({ discardStdin: false, hideCursor: false }) : undefined
  }

  show(text: string): void {
    if (this.#ora === undefined) return
    this.#ora.text = cut(printable(text), this.#width - 3)
    if (!this.#ora.isSpinning) this.#ora.start()
  }

  follow(event: RunEvent, plan: Plan): void {
    if (event.type === 'operation-started') {
      const title = plan.operations.find(({ id }) => id === event.operation)?.title ?? event.operation
      this.#running.set(event.operation, title)
    } else if (event.type === 'operation-done') {
      this.#done += 1
      this.#running.delete(event.operation)
    } else if (event.type === 'operation-failed' || event.type === 'operation-waiting') {
      this.#running.delete(event.operation)
    } else if (event.type === 'run-finished') this.stop()
    const [first] = this.#running.values()
    if (first !== undefined) this.show(`${this.#done}/${plan.operations.length} ${first}`)
  }

  clear(): void {
    this.#ora?.clear()
  }

  stop(): void {
    this.#ora?.stop()
  }
}
