/** A clock that passes the time as soon as somebody sleeps: an hour takes no longer than a call. */

import type { Clock } from '../../src/lib/clock.ts'

export interface VirtualClock extends Clock {
  /** What was slept, in milliseconds each. */
  readonly slept: number[]
  /** Sets the wall clock, as an administrator or NTP would. */
  set(ms: number): void
  /** Acts once that much was slept in all. */
  after(ms: number, act: () => void): void
}

export function virtualClock(start = Date.UTC(2019, 0, 11, 12)): VirtualClock {
  let now = start
  let passed = 0
  const slept: number[] = []
  const alarms: { at: number; act: () => void }[] = []
  return {
    slept,
    now: () => now,
    set: (ms) => (now = ms),
    after: (ms, act) => void alarms.push({ at: passed + ms, act }),
    sleep: async (ms, signal) => {
      if (signal?.aborted === true) return
      slept.push(ms)
      now += ms
      passed += ms
      for (const alarm of alarms.filter(({ at }) => at <= passed)) {
        alarms.splice(alarms.indexOf(alarm), 1)
        alarm.act()
      }
      await Promise.resolve()
    },
  }
}
