/** The number of ancestors of every offer at once: a few bits of each set at a time, so that memory stays small. */

import type { ParentsFirst } from './parents-first.ts'

/** Bits of one number. */
const BITS = 32

/** Takes (ancestors / 32) passes over all references; for a hundred thousand offers in one net that is seconds. */
export function countAllAncestors({ order, parents }: Pick<ParentsFirst, 'order' | 'parents'>): Uint32Array {
  const { starts, targets } = flat({ order, parents })
  const ancestors = [...new Set(targets)]
  const counts = new Uint32Array(parents.length)
  const masks = new Int32Array(parents.length)
  const own = new Int32Array(parents.length)
  for (let from = 0; from < ancestors.length; from += BITS) {
    const block = ancestors.slice(from, from + BITS)
    own.fill(0)
    block.forEach((node, bit) => (own[node] = 1 << bit))
    for (let place = 0; place < order.length; place += 1) {
      let mask = 0
      const end = starts[place + 1] ?? 0
      for (let edge = starts[place] ?? 0; edge < end; edge += 1) {
        const parent = targets[edge] ?? 0
        mask |= (masks[parent] ?? 0) | (own[parent] ?? 0)
      }
      const node = order[place] ?? 0
      masks[node] = mask
      if (mask !== 0) counts[node] = (counts[node] ?? 0) + bitsIn(mask)
    }
  }
  return counts
}

/** All references in one row, offer after offer in order: quick to run through again and again. */
function flat({ order, parents }: Pick<ParentsFirst, 'order' | 'parents'>): {
  starts: Uint32Array
  targets: Uint32Array
} {
  const starts = new Uint32Array(order.length + 1)
  order.forEach((node, place) => {
    starts[place + 1] = (starts[place] ?? 0) + (parents[node] ?? []).length
  })
  const targets = new Uint32Array(starts[order.length] ?? 0)
  order.forEach((node, place) => {
    targets.set(parents[node] ?? [], starts[place])
  })
  return { starts, targets }
}

function bitsIn(mask: number): number {
  let rest = mask - ((mask >>> 1) & 0x55555555)
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333)
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
