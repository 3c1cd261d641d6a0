/** Seed after seed, many in one turn of the event loop, and a word about each that shows a fault. */

import { type Planted, simulate } from './simulate.ts'

/** Simulations under way at once. */
const AT_ONCE = 32

export interface Many {
  seeds: number
  /** Processes that were killed, stopped or interrupted, or whose disk was full. */
  crashes: number
  /** What does not hold, by seed, with the command that plays it again. */
  violations: string[]
}

/** @param enough after so many violations the rest is left out */
export async function simulateMany(seeds: Iterable<number>, planted: Planted = {}, enough = 10): Promise<Many> {
  const left = seeds[Symbol.iterator]()
  const many: Many = { seeds: 0, crashes: 0, violations: [] }
  const goOn = async (): Promise<void> => {
    for (let next = left.next(); next.done !== true && many.violations.length < enough; next = left.next()) {
      const { findings, crashes } = await simulate(next.value, planted)
      many.seeds += 1
      many.crashes += crashes
      if (findings.length > 0) many.violations.push(`${findings.join('; ')} → SEED=${next.value} npm run test:virtual`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, goOn))
  return many
}

/** Whole numbers from one to another, by so many at a time. */
export function* range(from: number, to: number, step = 1): Generator<number> {
  for (let number = from; number <= to; number += step) yield number
}
