/** A graph whose links go from one layer to the next only: longer ones are led over waypoints in the layers between. */

import { largest } from './largest.ts'

export interface LayeredNode {
  /** The card's position in the drawing; undefined for a waypoint. */
  card: number | undefined
  layer: number
  /** Positions in `nodes`. */
  left: number[]
  right: number[]
}

export interface LayeredGraph {
  nodes: readonly LayeredNode[]
  /** By layer, the positions of its nodes. */
  layers: readonly (readonly number[])[]
}

/**
 * Links to the same card share their waypoints: what leads to one add-on arrives as one line.
 *
 * @param layerOf the layer of each card
 * @param links from a layer to a later one; others are passed over
 */
export function layeredGraph(layerOf: readonly number[], links: readonly { from: number; to: number }[]): LayeredGraph {
  const nodes: LayeredNode[] = layerOf.map((layer, card) => ({ card, layer, left: [], right: [] }))
  const waypoints = new Map<string, number>()
  const joined = new Set<string>()
  const join = (from: number, to: number): void => {
    if (joined.has(`${from} ${to}`)) return
    joined.add(`${from} ${to}`)
    nodes[from]?.right.push(to)
    nodes[to]?.left.push(from)
  }
  const waypointTo = (card: number, layer: number): number => {
    const key = `${card} ${layer}`
    const known = waypoints.get(key)
    if (known !== undefined) return known
    waypoints.set(key, nodes.length)
    return nodes.push({ card: undefined, layer, left: [], right: [] }) - 1
  }
  for (const { from, to } of links) {
    let last = from
    const end = layerOf[to] ?? 0
    if ((layerOf[from] ?? 0) >= end) continue
    for (let layer = (layerOf[from] ?? 0) + 1; layer < end; layer++) {
      const next = waypointTo(to, layer)
      join(last, next)
      last = next
    }
    join(last, to)
  }
  const layers = Array.from({ length: largest(layerOf) + 1 }, (): number[] => [])
  nodes.forEach(({ layer }, index) => layers[layer]?.push(index))
  return { nodes, layers }
}
