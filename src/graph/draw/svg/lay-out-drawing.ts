/** Where everything of a drawing goes: the parts below each other in common columns, what has no links in lists below. */

import { groupBy } from '../../../lib/group-by.ts'
import type { CardGraph } from '../group-twins.ts'
import { columnHeading, columnsFor } from './columns.ts'
import { components } from './components.ts'
import { largest } from './largest.ts'
import { layOutPart, type PlacedLine, type Point } from './lay-out-part.ts'
import { listAlone } from './list-alone.ts'
import { measureCard, type PlacedCard } from './measure-card.ts'
import { lineColours } from './svg-style.ts'

export interface Heading {
  text: string
  x: number
  y: number
}

/** A line, and which of the colours it has; those that lead to one card are alike. */
export interface ColouredLine extends PlacedLine {
  colour: number
}

export interface DrawingLayout {
  cards: readonly PlacedCard[]
  /** They name cards by their place in `cards`. */
  lines: readonly ColouredLine[]
  headings: readonly Heading[]
  width: number
  height: number
}

const HEADING_HEIGHT = 26
const PART_GAP = 34
const LIST_HEADING = 'Without a parent or an add-on here'
/** Lists may be that wide even where nothing else is. */
const LIST_ROOM = 900
/** How far the frame of the offer in focus stands out. */
const FRAME = 6

export function layOutDrawing(graph: CardGraph): DrawingLayout {
  const { cards } = graph
  const parts = components(cards.length, graph.links)
  const linked = placeParts(
    graph,
    parts.filter((part) => part.length > 1),
  )
  const alone = parts.flatMap((part) => (part.length === 1 ? (cards[part[0] ?? 0]?.offers ?? []) : []))
  const listTop = linked.bottom + (linked.cards.length > 0 ? HEADING_HEIGHT : 0)
  const lists = listAlone(alone, listTop, Math.max(linked.width, LIST_ROOM))
  const hasBoth = linked.cards.length > 0 && lists.length > 0
  const all = [...linked.cards, ...lists]
  return {
    cards: all,
    lines: coloured(linked.lines, all),
    headings: [...linked.headings, ...(hasBoth ? [{ text: LIST_HEADING, x: 0, y: linked.bottom }] : [])],
    width: largest(all.map(({ x, width }) => x + width)),
    height: largest(all.map(({ y, height }) => y + height)),
  }
}

interface PlacedParts {
  cards: PlacedCard[]
  lines: PlacedLine[]
  headings: Heading[]
  width: number
  /** Where the next thing may start. */
  bottom: number
}

function placeParts(graph: CardGraph, parts: readonly number[][]): PlacedParts {
  const { cards, links } = graph
  const boxes = cards.map(measureCard)
  const columns = columnsFor(graph, parts.flat(), boxes)
  const layerOf = (index: number): number => cards[index]?.layer ?? 0
  const kindsIn = (layer: number) =>
    parts.flat().flatMap((index) => (cards[index]?.layer === layer ? cards[index].kind : []))
  const heightOf = (index: number): number => boxes[index]?.height ?? 0
  const placed: PlacedCard[] = []
  const lines: PlacedLine[] = []
  const places = new Map<number, number>()
  let top = parts.length > 0 ? HEADING_HEIGHT : 0
  const partOf = new Map(parts.flatMap((part) => part.map((index) => [index, part] as const)))
  const linksOf = groupBy(links, ({ from }) => partOf.get(from))
  for (const part of parts) {
    const laidOut = layOutPart({ cards: part, layerOf, heightOf, links: linksOf.get(part) ?? [], columns })
    part.forEach((index, at) => {
      const [card, box, column] = [cards[index], boxes[index], columns[layerOf(index)]]
      if (card === undefined || box === undefined || column === undefined) return
      places.set(index, placed.length)
      placed.push({ ...box, ...column, card, y: top + (laidOut.tops[at] ?? 0) })
    })
    for (const line of laidOut.lines) lines.push(movedLine(line, top, places))
    top += laidOut.height + PART_GAP
  }
  return {
    cards: placed,
    lines,
    headings: columns.map(({ x }, layer) => ({ text: columnHeading(layer, kindsIn(layer)), x, y: 0 })),
    width: largest(columns.map(({ x, width }) => x + width)),
    bottom: top,
  }
}

function movedLine(line: PlacedLine, down: number, places: ReadonlyMap<number, number>): PlacedLine {
  const moved = ({ x, y }: Point): Point => ({ x, y: y + down })
  return {
    ...line,
    from: line.from === undefined ? undefined : places.get(line.from),
    to: places.get(line.to) ?? 0,
    start: moved(line.start),
    bend: moved(line.bend),
    end: moved(line.end),
  }
}

/** Neighbours get different colours, and the offer in focus is met at its frame. */
function coloured(lines: readonly PlacedLine[], cards: readonly PlacedCard[]): ColouredLine[] {
  const at = (card: number): Point => cards[card] ?? { x: 0, y: 0 }
  const reached = [...new Set(lines.map(({ to }) => to))]
  reached.sort((one, other) => at(one).x - at(other).x || at(one).y - at(other).y)
  const colours = new Map(reached.map((card, rank) => [card, rank % lineColours]))
  return lines.map((line) => {
    const isFramed = line.arrives && !line.isBackward && cards[line.to]?.rows[0]?.offer.isFocus === true
    const end = { x: line.end.x - (isFramed ? FRAME : 0), y: line.end.y }
    return { ...line, end, colour: colours.get(line.to) ?? 0 }
  })
}
