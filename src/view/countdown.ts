/** How long something is still waited for, told again and again while nothing else happens. */

import { timeOf } from '../lib/clock.ts'
import { printable } from '../lib/printable.ts'
import type { Plan } from '../plan/plan.ts'
import type { RunEvent } from '../run/run-event.ts'

export class Countdown {
  readonly #tell: (text: string) => void
  readonly #everyMs: number
  readonly #waits = new Map<string, { title: string; until: number }>()
  #timer: NodeJS.Timeout | undefined

  /** @param tell gets the time first, so that a narrow terminal does not cut it off */
  constructor(tell: (text: string) => void, everyMs: number) {
    this.#tell = tell
    this.#everyMs = everyMs
  }

  follow(event: RunEvent, plan: Plan): void {
    if (event.type === 'operation-settling') {
      const title = plan.operations.find(({ id }) => id === event.operation)?.title ?? event.operation
      this.#waits.set(event.operation, { title: printable(title), until: timeOf(event.until) ?? 0 })
      // Telling must not keep the program alive.
      this.#timer ??= setInterval(() => {
        this.#tellNow()
      }, this.#everyMs).unref()
    } else if (event.type === 'run-finished') this.#waits.clear()
    else if (ends(event)) this.#waits.delete(event.operation)
    if (this.#waits.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  /** The wait that ends last; undefined when nothing is waited for. */
  get text(): string | undefined {
    const [last] = [...this.#waits.values()].sort((a, b) => b.until - a.until)
    if (last === undefined) return undefined
    const seconds = Math.max(0, Math.ceil((last.until - Date.now()) / 1000))
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
    const others = this.#waits.size > 1 ? ` and ${this.#waits.size - 1} more` : ''
    return `${time} left: ${last.title}${others}`
  }

  #tellNow(): void {
    if (this.text !== undefined) this.#tell(this.text)
  }
}

function ends(event: RunEvent): event is Extract<RunEvent, { operation: string }> {
  return ['call-settled', 'operation-done', 'operation-failed', 'operation-skipped', 'debt-settled'].includes(
    event.type,
  )
}
