/** Lays out cards that hang together: columns by layer, heights by neighbours, lines from port to port. */

import type { CardLink } from '../group-twins.ts'
import { alignLayers } from './align-layers.ts'
import type { Column } from './columns.ts'
import { largest } from './largest.ts'
import { layeredGraph, type LayeredGraph } from './layered-graph.ts'
import { orderLayers } from './order-layers.ts'

export interface Point {
  x: number
  y: number
}

/** A stretch of a line; lines to one card run together where they can. */
export interface PlacedLine {
  /** The card that it starts from; undefined after a waypoint, where lines have come together. */
  from: number | undefined
  /** The card that it leads to, and whether it arrives there. */
  to: number
  arrives: boolean
  /** From here it runs level to `bend`, and from there in a curve to `end`. */
  start: Point
  bend: Point
  end: Point
  /** Closes a circle of parents. */
  isBackward: boolean
}

export interface PlacedPart {
  /** The top of each card, in the order of `cards`. */
  tops: readonly number[]
  lines: readonly PlacedLine[]
  height: number
}

export interface PartRequest {
  /** Their numbers in the drawing. */
  cards: readonly number[]
  layerOf: (card: number) => number
  heightOf: (card: number) => number
  /** Those between the cards. */
  links: readonly CardLink[]
  columns: readonly Column[]
}

const CARD_GAP = 16
const LINE_GAP = 9
const PORT_GAP = 6
/** Longer links are led straight, behind whatever is in between; real catalogs are four layers deep. */
const MOST_LAYERS = 12

export function layOutPart({ cards, layerOf, heightOf, links, columns }: PartRequest): PlacedPart {
  const local = new Map(cards.map((card, index) => [card, index]))
  const inside = links.map(({ from, to }) => ({ from: local.get(from) ?? 0, to: local.get(to) ?? 0 }))
  const span = ({ from, to }: CardLink): number => layerOf(cards[to] ?? 0) - layerOf(cards[from] ?? 0)
  const isUsual = (link: CardLink): boolean => span(link) > 0 && span(link) <= MOST_LAYERS
  const graph = layeredGraph(cards.map(layerOf), inside.filter(isUsual))
  const heights = graph.nodes.map(({ card }) => (card === undefined ? 0 : heightOf(cards[card] ?? 0)))
  const height = (node: number): number => heights[node] ?? 0
  const gap = (one: number, other: number): number => (height(one) + height(other) === 0 ? LINE_GAP : CARD_GAP)
  const middle = alignLayers(graph, orderLayers(graph), height, gap)
  const placed: Lines = { graph, middle, height, columns, cards }
  const direct = inside.filter((link) => !isUsual(link))
  return {
    tops: cards.map((_, node) => (middle[node] ?? 0) - height(node) / 2),
    lines: [...drawLines(placed), ...direct.map((link) => directLine(link, span(link) <= 0, placed))],
    height: largest(graph.nodes.map((_, node) => (middle[node] ?? 0) + height(node) / 2)),
  }
}

/** Past the layers: what closes a circle comes back to the right side of its card. */
function directLine(
  { from, to }: CardLink,
  isBackward: boolean,
  { graph, middle, height, columns, cards }: Lines,
): PlacedLine {
  const side = (node: number, isRight: boolean): Point => {
    const { x = 0, width = 0 } = columns[graph.nodes[node]?.layer ?? 0] ?? {}
    return { x: isRight ? x + width : x, y: (middle[node] ?? 0) + height(node) / 4 }
  }
  const start = side(from, true)
  return {
    from: cards[from],
    to: cards[to] ?? 0,
    arrives: true,
    start,
    bend: start,
    end: side(to, isBackward),
    isBackward,
  }
}

interface Lines {
  graph: LayeredGraph
  middle: Float64Array
  height: (node: number) => number
  columns: readonly Column[]
  cards: readonly number[]
}

function drawLines(lines: Lines): PlacedLine[] {
  const { graph, cards } = lines
  const goals = goalsOf(graph)
  return graph.nodes.flatMap(({ card, layer, right }, node) => {
    const exits = exitsOf(node, lines)
    const { x, width } = lines.columns[layer] ?? { x: 0, width: 0 }
    return right.map((next) => {
      const y = exits.get(next) ?? 0
      const end = { x: lines.columns[layer + 1]?.x ?? 0, y: lines.middle[next] ?? 0 }
      return {
        from: card === undefined ? undefined : cards[card],
        to: cards[goals[next] ?? 0] ?? 0,
        arrives: graph.nodes[next]?.card !== undefined,
        start: { x: card === undefined ? x : x + width, y },
        bend: { x: x + width, y },
        end,
        isBackward: false,
      }
    })
  })
}

/** The card at the end of each waypoint's line; for a card itself. */
function goalsOf({ nodes }: LayeredGraph): number[] {
  return nodes.map((_, start) => {
    let node = start
    for (;;) {
      const { card, right = [] } = nodes[node] ?? {}
      if (card !== undefined || right[0] === undefined) return card ?? node
      node = right[0]
    }
  })
}

/** Where lines leave a node, spread along its side in the order of what they lead to. They all arrive at one point. */
function exitsOf(node: number, { graph, middle, height }: Lines): Map<number, number> {
  const y = middle[node] ?? 0
  const others = [...(graph.nodes[node]?.right ?? [])].sort((a, b) => (middle[a] ?? 0) - (middle[b] ?? 0))
  const room = Math.max(0, height(node) - 20)
  const step = others.length < 2 ? 0 : Math.min(PORT_GAP, room / (others.length - 1))
  return new Map(others.map((other, index) => [other, y + (index - (others.length - 1) / 2) * step]))
}
