/** Seed after seed against the simulator, a few at once because they wait, and a word about each that shows a fault. */

import { inLots } from '../torture/in-lots.ts'
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

/** Violations after which the rest is left out. */
const ENOUGH = 10

/** @param tell hears of each violation at once */
export async function playMany(seeds: Iterable<number>, tell: (violation: string) => void): Promise<Many> {
  const all = [...seeds]
  const many = { seeds: 0, ends: { done: 0, refused: 0, told: 0 }, commands: 0, struck: 0, violations: [] as string[] }
  await inLots(all.length, AT_ONCE, async (index) => {
    const seed = all[index] ?? 0
    if (many.violations.length >= ENOUGH) return
    const { end, commands, struck, findings } = await play(seed)
    many.seeds += 1
    many.ends[end] += 1
    many.commands += commands.length
    many.struck += struck
    if (findings.length === 0) return
    const violation = `${findings.join('; ')} → SEED=${seed} npm run test:fuzz`
    many.violations.push(violation)
    tell(violation)
  })
  return many
}
