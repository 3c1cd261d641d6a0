/** Calls that may have changed something without an answer that says so: a fold over the events of a run. */

import { timeOf } from '../lib/clock.ts'
import type { RunEvent } from './run-event.ts'

/** A write that left, or may have left, and of which nobody knows what it did. */
export interface LostCall {
  call: number
  method: string
  /** When it was given up, in milliseconds; undefined while it is under way, or where a journal does not say. */
  lostAt: number | undefined
  /** Its quarantine has passed and its effect was not there: it may be repeated, and counts among the repeats. */
  absent: boolean
}

type Told<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>

export class LostCalls {
  readonly byOperation = new Map<string, LostCall[]>()
  /** The number of the last call. */
  last = 0
  /** Answered or lost: each write that may have changed something. */
  readonly #effects = new Map<string, number[]>()
  /** When anything was last heard of a call. */
  heard: number | undefined

  apply(event: RunEvent): void {
    if ('at' in event) this.heard = timeOf(event.at) ?? this.heard
    if (event.type === 'call-intended') this.#intend(event)
    else if (event.type === 'call-answered') this.#forget(event.operation, event.call)
    else if (event.type === 'call-failed') this.#fail(event)
    else if (event.type === 'call-settled') this.#settle(event)
    else if (event.type === 'operation-done') this.byOperation.delete(event.operation)
    else if (event.type === 'run-resumed') this.#loseOpenOnes()
    // Whoever says "retry" has looked; the repeats are counted anew.
    else if (event.type === 'choice-made' && event.choice === 'retry')
      this.#keep(event.operation, ({ absent }) => !absent)
  }

  /** Operations with a write that OA did not refuse. */
  get called(): ReadonlySet<string> {
    return new Set([...this.#effects].filter(([, calls]) => calls.length > 0).map(([operation]) => operation))
  }

  of(operation: string): readonly LostCall[] {
    return this.byOperation.get(operation) ?? []
  }

  #intend({ operation, call, method }: Told<'call-intended'>): void {
    this.last = Math.max(this.last, call)
    this.#effects.set(operation, [...(this.#effects.get(operation) ?? []), call])
    const lost = { call, method, lostAt: undefined, absent: false }
    this.byOperation.set(operation, [...this.of(operation), lost])
  }

  #fail({ operation, call, outcome, at }: Told<'call-failed'>): void {
    if (outcome === 'unknown') {
      this.#change(operation, call, { lostAt: timeOf(at) })
      return
    }
    this.#forget(operation, call)
    const effects = this.#effects.get(operation) ?? []
    this.#effects.set(operation, effects.toSpliced(effects.lastIndexOf(call), 1))
  }

  #settle({ operation, call, effect }: Told<'call-settled'>): void {
    if (effect === 'absent') this.#change(operation, call, { absent: true })
    else this.#forget(operation, call)
  }

  /**
   * The process that made them is gone. A call leaves when it is intended or when another one ends and makes room, so
   * none of them left later than the last that was heard of any.
   */
  #loseOpenOnes(): void {
    for (const [operation, calls] of this.byOperation)
      this.byOperation.set(
        operation,
        calls.map((call) => ({ ...call, lostAt: call.lostAt ?? this.heard })),
      )
  }

  #change(operation: string, number: number, changes: Partial<LostCall>): void {
    const index = this.of(operation).findLastIndex(({ call }) => call === number)
    const calls = this.of(operation).map((call, at) => (at === index ? { ...call, ...changes } : call))
    this.byOperation.set(operation, calls)
  }

  /** Older journals count their calls anew after a resume; the last of a number is meant. */
  #forget(operation: string, number: number): void {
    const index = this.of(operation).findLastIndex(({ call }) => call === number)
    this.#keep(operation, (_, at) => at !== index)
  }

  #keep(operation: string, keep: (call: LostCall, index: number) => boolean): void {
    const kept = this.of(operation).filter(keep)
    if (kept.length === 0) this.byOperation.delete(operation)
    else this.byOperation.set(operation, kept)
  }
}
