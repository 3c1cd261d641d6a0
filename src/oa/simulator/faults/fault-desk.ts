/** Counts the calls and says which of them a fault strikes. */

import type { CallDescription } from '../call-log.ts'
import type { FaultEntry } from './fault-schedule.ts'
import { findFault } from './faults.ts'

/** How many came since the schedule was set. */
interface Counts {
  calls: number
  writes: number
  byMethod: Map<string, number>
}

export class FaultDesk {
  private counts: Counts = noCounts()
  /** Each outage strikes once: entry and position. */
  private struck = new Set<string>()
  private schedule: readonly FaultEntry[] = []
  /** Calls that came and are not answered yet, by method. */
  private readonly underWay = new Map<string, number>()

  get entries(): readonly FaultEntry[] {
    return this.schedule
  }

  get isEmpty(): boolean {
    return this.schedule.length === 0
  }

  get counted(): { calls: number; writes: number } {
    const { calls, writes } = this.counts
    return { calls, writes }
  }

  /** From here on this schedule holds, and counting starts anew. */
  set(schedule: readonly FaultEntry[]): void {
    this.schedule = schedule
    this.counts = noCounts()
    this.struck = new Set()
  }

  /** Counts a call that has come; `left` must be told when it has its answer. */
  enter({ method, effect }: CallDescription): { entry: FaultEntry | undefined; left: () => void } {
    const { counts, underWay } = this
    counts.calls += 1
    if (effect === 'write') counts.writes += 1
    counts.byMethod.set(method, (counts.byMethod.get(method) ?? 0) + 1)
    const others = underWay.get(method) ?? 0
    underWay.set(method, others + 1)
    const entry = this.schedule.find(
      (candidate) =>
        !isOutage(candidate) &&
        (others > 0 || !candidate.overlapping) &&
        concerns(candidate, method, effect) &&
        strikes(candidate, positionOf(candidate, counts)),
    )
    return { entry, left: () => void underWay.set(method, (underWay.get(method) ?? 1) - 1) }
  }

  /**
   * The entry by which the next call that counts for it must find nobody listening, each time once. Looked for before
   * the call comes: where nobody listens, nobody can count.
   */
  takeOutage(): FaultEntry | undefined {
    return this.schedule.find((entry, index) => {
      const next = positionOf(entry, this.counts) + 1
      const name = `${index} at ${next}`
      if (!isOutage(entry) || !strikes(entry, next) || this.struck.has(name)) return false
      this.struck.add(name)
      return true
    })
  }

  /** Whether connections may be refused some time: then none is kept open, so that the next call must make a new one. */
  get hasOutages(): boolean {
    return this.schedule.some(isOutage)
  }
}

function noCounts(): Counts {
  return { calls: 0, writes: 0, byMethod: new Map() }
}

function isOutage({ fault }: FaultEntry): boolean {
  return findFault(fault).effect === 'outage'
}

function concerns({ write, method }: FaultEntry, called: string, effect: CallDescription['effect']): boolean {
  return method === undefined ? write === undefined || effect === 'write' : method === called
}

function positionOf({ call, write, method }: FaultEntry, { calls, writes, byMethod }: Counts): number {
  if (call !== undefined) return calls
  if (write !== undefined) return writes
  return method === undefined ? 0 : (byMethod.get(method) ?? 0)
}

function strikes({ call, write, nth, times }: FaultEntry, position: number): boolean {
  const first = call ?? write ?? nth ?? 1
  return position >= first && position < first + times
}
