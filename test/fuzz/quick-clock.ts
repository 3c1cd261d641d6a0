/** A clock on which time passes faster: minutes are waited for in earnest, and take moments. */

import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../../src/lib/clock.ts'

/** @param speed how many milliseconds pass in one */
export function quickClock(speed: number): Clock {
  const [start, began] = [Date.now(), performance.now()]
  return {
    now: () => start + (performance.now() - began) * speed,
    sleep: (ms, signal) => delay(ms / speed, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
  }
}
