/** Hundreds of tries, a few at a time. */

import pLimit from 'p-limit'
import { tidyUp } from '../e2e/rig.ts'

/** Hundreds of simulators would not fit, and what the rig keeps can only be tidied up while no try is under way. */
const LOT = 48

/** Gives each try its index, and tidies up after each lot of them. @throws what a try throws */
export async function inLots(tries: number, atOnce: number, attempt: (index: number) => Promise<void>): Promise<void> {
  for (let first = 0; first < tries; first += LOT) {
    const limit = pLimit(atOnce)
    const lot = Array.from({ length: Math.min(LOT, tries - first) }, (_, index) => limit(() => attempt(first + index)))
    await Promise.all(lot)
    await tidyUp()
  }
}
