/** Orders the nodes of each layer so that few links cross: sweeps to and fro, each node to the middle of its neighbours. */

import type { LayeredGraph } from './layered-graph.ts'

const SWEEPS = 24

/** @returns the layers with the fewest crossings that were seen; equal middles keep the order they had */
export function orderLayers({ nodes, layers }: LayeredGraph): number[][] {
  let order = layers.map((layer) => [...layer])
  let best = order
  let fewest = Infinity
  const place = new Float64Array(nodes.length)
  const settle = (layer: readonly number[]): void => {
    layer.forEach((node, index) => (place[node] = index))
  }
  order.forEach(settle)
  for (let sweep = 0; sweep <= SWEEPS && fewest > 0; sweep++) {
    const crossings = countCrossings(order, nodes, place)
    if (crossings < fewest) [best, fewest] = [order, crossings]
    const side = sweep % 2 === 0 ? 'left' : 'right'
    order = order.map((layer) => [...layer])
    for (const layer of side === 'left' ? order : [...order].reverse()) {
      const middle = new Map(layer.map((node) => [node, mean(nodes[node]?.[side] ?? [], place) ?? place[node] ?? 0]))
      // Late sweeps turn ties round, which frees orders that are stuck.
      if (sweep >= SWEEPS / 2) layer.reverse()
      layer.sort((one, other) => (middle.get(one) ?? 0) - (middle.get(other) ?? 0))
      settle(layer)
    }
  }
  return best
}

function mean(neighbours: readonly number[], place: Float64Array): number | undefined {
  if (neighbours.length === 0) return undefined
  let sum = 0
  for (const neighbour of neighbours) sum += place[neighbour] ?? 0
  return sum / neighbours.length
}

/** Crossings between neighbouring layers, by counting inversions with a binary indexed tree. */
function countCrossings(
  order: readonly (readonly number[])[],
  nodes: LayeredGraph['nodes'],
  place: Float64Array,
): number {
  let crossings = 0
  for (const [index, layer] of order.entries()) {
    const size = order[index + 1]?.length ?? 0
    const tree = new Int32Array(size + 1)
    let seen = 0
    for (const node of layer) {
      const targets = (nodes[node]?.right ?? []).map((target) => place[target] ?? 0)
      for (const target of targets) crossings += seen - sumUpTo(tree, target + 1)
      for (const target of targets) {
        for (let at = target + 1; at <= size; at += at & -at) tree[at] = (tree[at] ?? 0) + 1
        seen++
      }
    }
  }
  return crossings
}

function sumUpTo(tree: Int32Array, end: number): number {
  let sum = 0
  for (let at = end; at > 0; at -= at & -at) sum += tree[at] ?? 0
  return sum
}
