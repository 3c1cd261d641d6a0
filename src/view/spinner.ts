/** What is under way right now, on one line that is redrawn. */

import ora from 'ora'
import { printable } from '../lib/printable.ts'
import type { Redactor } from '../lib/redactor.ts'
import type { Plan } from '../plan/plan.ts'
import type { RunEvent } from '../run/run-event.ts'
import { cut } from './layout.ts'

export class Spinner {
  // Prompts read from the same terminal, so the spinner must leave standard input alone.
  readonly #ora = ora({ discardStdin: false, hideCursor: false })
  readonly #width: number
  readonly #running = new Map<string, string>()
  #done = 0

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
    } else if (event.type === 'operation-failed' || event.type === 'operation-waiting') {
      this.#running.delete(event.operation)
    } else if (event.type === 'run-finished') this.stop()
    const [first] = this.#running.values()
    if (first !== undefined) this.show(`${this.#done}/${plan.operations.length} ${first}`)
  }

  clear(): void {
    this.#ora.clear()
  }

  stop(): void {
    this.#ora.stop()
  }
}
