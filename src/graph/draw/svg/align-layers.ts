/** Heights for ordered nodes: each as near to the middle of its neighbours as the others in its layer let it. */

import type { LayeredGraph } from './layered-graph.ts'

const ROUNDS = 12

/**
 * @param order the layers, in order
 * @param heightOf the height of a node
 * @param gap the room between two nodes
 * @returns the middle of each node, the topmost edge at 0
 */
export function alignLayers(
  { nodes }: LayeredGraph,
  order: readonly (readonly number[])[],
  heightOf: (node: number) => number,
  gap: (one: number, other: number) => number,
): Float64Array {
  const middle = new Float64Array(nodes.length)
  const space = (one: number, other: number): number => (heightOf(one) + heightOf(other)) / 2 + gap(one, other)
  for (const layer of order)
    settle(
      layer,
      layer.map(() => 0),
      layer.map(() => 1),
      space,
      middle,
    )
  for (let round = 0; round < ROUNDS; round++) {
    const isBackwards = round % 2 === 0
    for (const layer of isBackwards ? [...order].reverse() : order) {
      const isLast = round >= ROUNDS - 2
      const neighbours = layer.map((node) => {
        const { left = [], right = [] } = nodes[node] ?? {}
        return isLast ? [...left, ...right] : isBackwards ? right : left
      })
      const wish = layer.map((node, at) => meanOf(neighbours[at] ?? [], middle) ?? middle[node] ?? 0)
      const weight = layer.map((node, at) => weightOf(neighbours[at]?.length ?? 0, nodes[node]?.card === undefined))
      settle(layer, wish, weight, space, middle)
    }
  }
  let top = Infinity
  for (const node of order.flat()) top = Math.min(top, (middle[node] ?? 0) - heightOf(node) / 2)
  return middle.map((value) => value - top)
}

/** Waypoints weigh more: a long line should be a straight one. */
function weightOf(neighbours: number, isWaypoint: boolean): number {
  return neighbours === 0 ? 0.01 : isWaypoint ? 3 : 1
}

function meanOf(neighbours: readonly number[], middle: Float64Array): number | undefined {
  if (neighbours.length === 0) return undefined
  return neighbours.reduce((sum, node) => sum + (middle[node] ?? 0), 0) / neighbours.length
}

/** Least squares with the order and the room kept: neighbours that would collide move as one block (isotonic regression). */
function settle(
  layer: readonly number[],
  wish: readonly number[],
  weight: readonly number[],
  space: (one: number, other: number) => number,
  middle: Float64Array,
): void {
  const blocks: { start: number; sum: number; weight: number }[] = []
  const offsets: number[] = []
  layer.forEach((node, index) => {
    const before = layer[index - 1]
    offsets.push(before === undefined ? 0 : (offsets[index - 1] ?? 0) + space(before, node))
    const own = weight[index] ?? 1
    let block = { start: index, sum: ((wish[index] ?? 0) - (offsets[index] ?? 0)) * own, weight: own }
    for (let last = blocks.at(-1); last !== undefined; last = blocks.at(-1)) {
      if (last.sum / last.weight < block.sum / block.weight) break
      block = { start: last.start, sum: last.sum + block.sum, weight: last.weight + block.weight }
      blocks.pop()
    }
    blocks.push(block)
  })
  blocks.forEach(({ start, sum, weight: total }, index) => {
    const end = blocks[index + 1]?.start ?? layer.length
    for (let at = start; at < end; at++) middle[layer[at] ?? 0] = sum / total + (offsets[at] ?? 0)
  })
}
