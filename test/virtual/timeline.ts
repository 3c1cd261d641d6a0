/** Virtual time: one thing happens after the other, each as soon as nothing else is left to do, and none takes any time. */

import type { Clock } from '../../src/lib/clock.ts'

interface Appointment {
  at: number
  /** Whose it is; what nobody has is the world's. */
  process: Process | undefined
  act: () => void
}

const NOON = Date.UTC(2019, 0, 11, 12)

export class Timeline {
  now = NOON
  /** In order of time; what comes first at one time happens first. */
  readonly #due: Appointment[] = []

  later(ms: number, act: () => void, process?: Process): void {
    this.put({ at: this.now + ms, act, process })
  }

  put(appointment: Appointment): void {
    let place = this.#due.length
    while (place > 0 && (this.#due[place - 1]?.at ?? 0) > appointment.at) place -= 1
    this.#due.splice(place, 0, appointment)
  }

  /** Lets the next thing happen. @returns false when nothing is left */
  step(): boolean {
    const next = this.#due.shift()
    if (next === undefined) return false
    this.now = Math.max(this.now, next.at)
    const { process, act } = next
    if (process?.state === 'stopped') process.held.push(next)
    else if (process?.state !== 'dead') act()
    return true
  }
}

/** A process that can die, or be stopped (SIGSTOP) and continued (SIGCONT), between any two things that it waits for. */
export class Process {
  state: 'runs' | 'stopped' | 'dead' = 'runs'
  readonly held: Appointment[] = []
  readonly #timeline: Timeline
  /** How far its wall clock is off, in milliseconds. */
  readonly #skew: number
  readonly #abort = new AbortController()
  /** Whoever sleeps is woken by an interruption: there is no other signal here. */
  readonly #sleepers = new Set<() => void>()
  /** Of the lease under which it works. */
  readonly number: number

  constructor(timeline: Timeline, number: number, skew: number) {
    this.#timeline = timeline
    this.number = number
    this.#skew = skew
  }

  later(ms: number, act: () => void): void {
    this.#timeline.later(ms, act, this)
  }

  resume(): void {
    if (this.state !== 'stopped') return
    this.state = 'runs'
    for (const appointment of this.held.splice(0)) this.#timeline.put({ ...appointment, at: this.#timeline.now })
  }

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  /** Ctrl-C. */
  interrupt(): void {
    this.#abort.abort()
    for (const wake of this.#sleepers) wake()
    this.#sleepers.clear()
  }

  readonly clock: Clock = {
    now: () => this.#timeline.now + this.#skew,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) {
          resolve()
          return
        }
        this.#sleepers.add(resolve)
        this.later(ms, () => {
          this.#sleepers.delete(resolve)
          resolve()
        })
      }),
  }
}

let waiting: (() => void)[] = []

/**
 * Resolves when every promise that can go on by itself has gone on. Many simulations share one turn of the event loop,
 * because that costs more than what happens in it.
 */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    if (waiting.length === 0) setImmediate(goOn)
    waiting.push(resolve)
  })
}

function goOn(): void {
  const ready = waiting
  waiting = []
  for (const resolve of ready) resolve()
}
