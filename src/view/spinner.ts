/** What is under way right now, on one line that is redrawn. */

import ora from 'ora'
import { printable } from '../lib/printable.ts'
import type { Redactor } from '../lib/redactor.ts'
import type { Plan } from '../plan/plan.ts'
import type { RunEvent } from '../run/run-event.ts'
import { Countdown } from './countdown.ts'
import { cut } from './layout.ts'

export class Spinner {
  // Prompts read from the same terminal, so the spinner must leave standard input alone.
  readonly #ora = ora({ discardStdin: false, hideCursor: false })
  readonly #width: number
  readonly #running = new Map<string, string>()
  readonly #countdown = new Countdown(() => {
    this.#showState()
  }, 1000)
  #done = 0
  #all = 0

  readonly #redactor: Redactor

  /** @param width of the terminal in columns */
  constructor(width: number, redactor: Redactor) {
    this.#width = width
    this.#redactor = redactor
  }

  show(text: string): void {
    this.#ora.text = cut(printable(this.#redactor.hideIn(text)), this.#width - 3)
    if (!this.#ora.isSpinning) this.#ora.start()
  }

  follow(event: RunEvent, plan: Plan): void {
    if (event.type === 'operation-started') {
      const title = plan.operations.find(({ id }) => id === event.operation)?.title ?? event.operation
      this.#running.set(event.operation, title)
    } else if (event.type === 'operation-done') {
      this.#done += 1
      this.#running.delete(event.operation)
    } else if (
      ['operation-failed', 'operation-waiting', 'operation-skipped'].includes(event.type) &&
      'operation' in event
    ) {
      this.#running.delete(event.operation)
    } else if (event.type === 'run-finished') this.stop()
    this.#all = plan.operations.length
    this.#countdown.follow(event, plan)
    if (event.type !== 'run-finished') this.#showState()
  }

  #showState(): void {
    const [first] = this.#running.values()
    const text = this.#countdown.text ?? first
    if (text !== undefined) this.show(`${this.#done}/${this.#all} ${text}`)
  }

  clear(): void {
    this.#ora.clear()
  }

  stop(): void {
    this.#ora.stop()
  }
}
