/** How deep the catalog goes, and in how many ways: lengths of chains and numbers of paths, in one pass each. */

import type { ParentsFirst } from './parents-first.ts'

/** For each offer how many offers its longest chain has, itself included: 1 where no parent is in the catalog. */
export function longestChains({ order, parents }: ParentsFirst): Uint32Array {
  const lengths = new Uint32Array(parents.length)
  for (const node of order) {
    let longest = 0
    for (const parent of parents[node] ?? []) longest = Math.max(longest, lengths[parent] ?? 0)
    lengths[node] = longest + 1
  }
  return lengths
}

/**
 * For each offer how many paths lead to it from an offer that has no parent in the catalog; such an offer has one path,
 * itself. Numbers that are too large to be exact stop at the largest exact one.
 */
export function rootPaths({ order, parents }: ParentsFirst): Float64Array {
  const paths = new Float64Array(parents.length)
  for (const node of order) {
    let sum = 0
    for (const parent of parents[node] ?? []) sum += paths[parent] ?? 0
    paths[node] = Math.min(Math.max(1, sum), Number.MAX_SAFE_INTEGER)
  }
  return paths
}
