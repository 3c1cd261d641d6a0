/** Seed after seed against the simulator, a few at once because they wait, and a word about each that shows a fault. */

import { tidyUp } from '../e2e/rig.ts'
import { play, type Played } from './play.ts'

/** Simulators at work at once. */
const AT_ONCE = 6

export interface Many {
  seeds: number
  ends: Readonly<Record<Played['end'], number>>
  /** Commands typed, and calls that a fault struck. */
  commands: number
  struck: number
  /** What does not hold, by seed, with the command that plays it again. */
  violations: string[]
}

/** @param enough after so many violations the rest is left out */
export async function playMany(seeds: Iterable<number>, enough = 10): Promise<Many> {
  const left = [...seeds]
  const many = { seeds: 0, ends: { done: 0, refused: 0, told: 0 }, commands: 0, struck: 0, violations: [] as string[] }
  while (left.length > 0 && many.violations.length < enough) {
    const lot = left.splice(0, AT_ONCE)
    const all = await Promise.all(lot.map(async (seed) => ({ seed, played: await play(seed) })))
    await tidyUp()
    for (const { seed, played } of all) {
      many.seeds += 1
      many.ends[played.end] += 1
      many.commands += played.commands.length
      many.struck += played.struck
      if (played.findings.length > 0)
        many.violations.push(`${played.findings.join('; ')} → SEED=${seed} npm run test:fuzz`)
    }
  }
  return many
}
