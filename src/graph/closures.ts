/** The offer with the most ancestors, found without building every set of ancestors. */

import type { ParentsFirst } from './parents-first.ts'
import { countAllAncestors } from './ancestor-counts.ts'

/** Steps that the walks may take for each offer and reference, on average, before all are counted at once instead. */
const PATIENCE = 20

/** More offers with equally many ancestors are not looked for. */
const ENOUGH = 100

/**
 * The largest number of ancestors that one offer has, and offers that have so many.
 *
 * In real catalogs a walk upwards from each offer is short. Offers that could have most are tried first, and the walks
 * end when no other can have as many: an offer cannot have more ancestors than its parents have together with
 * themselves, nor more than there are offers before it. Where the walks get long all offers are counted at once.
 */
export function largestClosures(sorted: ParentsFirst): { size: number; of: number[] } {
  const { order, parents } = sorted
  const bounds = upperBounds(sorted)
  const bound = (node: number): number => bounds[node] ?? 0
  const candidates = order.filter((node) => bound(node) > 0).sort((a, b) => bound(b) - bound(a))
  const edges = parents.reduce((sum, list) => sum + list.length, 0)
  const walks = new Walks(parents, PATIENCE * (parents.length + edges))
  let size = 0
  let of: number[] = []
  for (const node of candidates) {
    if (bound(node) < size || (bound(node) === size && of.length >= ENOUGH)) break
    const found = walks.count(node)
    if (found === undefined) return largestOf(countAllAncestors(sorted))
    if (found > size) [size, of] = [found, [node]]
    else if (found === size) of.push(node)
  }
  return { size, of }
}

function largestOf(counts: Uint32Array): { size: number; of: number[] } {
  let size = 0
  let of: number[] = []
  counts.forEach((count, node) => {
    if (count > size) [size, of] = [count, [node]]
    else if (count === size && count > 0 && of.length < ENOUGH) of.push(node)
  })
  return { size, of }
}

function upperBounds({ order, parents }: ParentsFirst): Float64Array {
  const bounds = new Float64Array(parents.length)
  order.forEach((node, before) => {
    let sum = 0
    for (const parent of parents[node] ?? []) sum += 1 + (bounds[parent] ?? 0)
    bounds[node] = Math.min(sum, before)
  })
  return bounds
}

/** Walks upwards that share one budget of steps. */
class Walks {
  readonly #parents: ParentsFirst['parents']
  readonly #seen: Uint32Array
  #walk = 0
  #left: number

  constructor(parents: ParentsFirst['parents'], budget: number) {
    this.#parents = parents
    this.#seen = new Uint32Array(parents.length)
    this.#left = budget
  }

  /** How many ancestors an offer has; undefined when the budget is spent. */
  count(start: number): number | undefined {
    this.#walk += 1
    let found = 0
    const open = [start]
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      const parents = this.#parents[node] ?? []
      this.#left -= 1 + parents.length
      if (this.#left < 0) return undefined
      for (const parent of parents) {
        if (this.#seen[parent] === this.#walk) continue
        this.#seen[parent] = this.#walk
        found += 1
        open.push(parent)
      }
    }
    return found
  }
}
