/** Time as something that is given: the machine's own, or a test's. */

import { setTimeout as delay } from 'node:timers/promises'

export interface Clock {
  /** Milliseconds since 1970 by the wall clock, which may jump. */
  now(): number
  /** Resolves after `ms` milliseconds that really pass, or at once when the signal is aborted; never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
}

export function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}

/** @returns undefined for what is no time */
export function timeOf(iso: string | undefined): number | undefined {
  const ms = Date.parse(iso ?? '')
  return Number.isNaN(ms) ? undefined : ms
}

const MINUTE = 60_000

/** For people, in their own time zone, never too early: `14:23`, and with its date when that is another day. */
export function clockTime(ms: number, now: number): string {
  const shown = new Date(Math.ceil(ms / MINUTE) * MINUTE)
  const two = (number: number): string => String(number).padStart(2, '0')
  const time = `${two(shown.getHours())}:${two(shown.getMinutes())}`
  if (shown.toDateString() === new Date(now).toDateString()) return time
  return `${shown.getFullYear()}-${two(shown.getMonth() + 1)}-${two(shown.getDate())} ${time}`
}
