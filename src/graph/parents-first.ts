/** The order in which every parent comes before its children, and the references that make such an order impossible. */

import type { RawGraph } from './raw-graph.ts'

export interface ParentsFirst {
  /** All numbers, parents before children. */
  order: readonly number[]
  /** The parents of each offer without those references that close a cycle. */
  parents: readonly (readonly number[])[]
  /** How many references were left out: one for each cycle met in a depth-first walk in order of id. */
  cycles: number
}

/** A depth-first walk with a stack of its own: a catalog may be a chain of a hundred thousand offers. */
export function parentsFirst({ parents }: Pick<RawGraph, 'parents'>): ParentsFirst {
  const [isNew, isOpen, isDone] = [0, 1, 2]
  const state = new Uint8Array(parents.length)
  const next = new Uint32Array(parents.length)
  const order: number[] = []
  const closing = new Map<number, Set<number>>()
  const open: number[] = []
  const enter = (node: number): void => {
    state[node] = isOpen
    open.push(node)
  }
  for (let root = 0; root < parents.length; root += 1) {
    if (state[root] === isNew) enter(root)
    for (let node = open.at(-1); node !== undefined; node = open.at(-1)) {
      const at = next[node] ?? 0
      next[node] = at + 1
      const parent = parents[node]?.[at]
      if (parent === undefined) {
        state[node] = isDone
        order.push(node)
        open.pop()
      } else if (state[parent] === isNew) enter(parent)
      else if (state[parent] === isOpen) closing.set(node, (closing.get(node) ?? new Set()).add(parent))
    }
  }
  const cycles = [...closing.values()].reduce((sum, { size }) => sum + size, 0)
  const straight = parents.map((list, node) => {
    const left = closing.get(node)
    return left === undefined ? list : list.filter((parent) => !left.has(parent))
  })
  return { order, parents: straight, cycles }
}
