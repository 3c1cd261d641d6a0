/** A drawing as one self-contained SVG: no scripts, no fonts or pictures from elsewhere, fit for light and dark. */

import { describeDrawing, type GraphDrawing } from './graph-drawing.ts'
import { groupTwins } from './group-twins.ts'
import { markupText } from '../../lib/markup-text.ts'
import { layOutDrawing, type DrawingLayout } from './svg/lay-out-drawing.ts'
import { svgCard } from './svg/svg-card.ts'
import { svgLegend } from './svg/svg-legend.ts'
import { svgLine } from './svg/svg-line.ts'
import { styleSheet } from './svg/svg-style.ts'
import { wrapLabel } from './svg/wrap-label.ts'

const MARGIN = 32
const MIN_WIDTH = 620
/** From here on lines are thinner. */
const MANY_LINES = 40

/** Cards in columns from left to right: what is sold alone, its add-ons, and theirs. */
export function drawSvg(drawing: GraphDrawing): string {
  const layout = layOutDrawing(groupTwins(drawing))
  const inner = Math.max(MIN_WIDTH, layout.width)
  const titles = wrapLabel(drawing.title, { fontSize: 20, maxWidth: inner, maxLines: 3 })
  const states = new Set(drawing.nodes.map(({ state }) => state))
  const hasGroups = layout.cards.some(({ rows }) => rows.length > 1)
  const legend = svgLegend(states, hasGroups, inner)
  const legendTop = 26 * titles.length + 34
  const top = legendTop + legend.height + 22
  const [width, height] = [Math.ceil(inner + 2 * MARGIN), Math.ceil(top + layout.height + 2 * MARGIN)]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="drawing-title drawing-text">`,
    `<title id="drawing-title">${markupText(drawing.title)}</title>`,
    `<desc id="drawing-text">${markupText(inWords(drawing))}</desc>`,
    `<style>${styleSheet(hoverRules(layout))}</style>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    `<g transform="translate(${MARGIN} ${MARGIN})">`,
    ...titles.map((line, index) => `<text class="title" x="0" y="${18 + 26 * index}">${markupText(line)}</text>`),
    `<text class="small" x="0" y="${26 * titles.length + 14}">${describeDrawing(drawing)}</text>`,
    `<g transform="translate(0 ${legendTop})">${legend.svg}</g>`,
    `<g transform="translate(0 ${top})"${layout.lines.length > MANY_LINES ? ' class="many"' : ''}>`,
    ...layout.headings.map(
      ({ text, x, y }) => `<text class="heading" x="${x}" y="${Math.round(y) + 12}">${text}</text>`,
    ),
    ...layout.lines.map(svgLine),
    ...layout.cards.map((card, index) => svgCard(card, `k${index}`)),
    '</g>',
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

/** With the pointer on a card, only its own lines stay strong. */
function hoverRules({ cards, lines }: DrawingLayout): string[] {
  if (lines.length <= MANY_LINES) return []
  return [
    'svg:has(.card:hover) .line{opacity:.15}',
    ...cards.map((_, index) => `svg:has(.k${index}:hover) :is(.f${index},.t${index}){opacity:1;stroke-width:2.2}`),
  ]
}

/** More than that nobody wants read out. */
const TOLD_NODES = 40

/** The drawing for those who do not see it. */
function inWords(drawing: GraphDrawing): string {
  const { nodes, edges } = drawing
  const sum = `${describeDrawing(drawing)}.`
  if (nodes.length > TOLD_NODES) return sum
  const labels = new Map(nodes.map(({ id, label }) => [id, label]))
  const sentences = nodes.map(({ id, label, state, note }) => {
    const parents = edges.flatMap(({ parent, child }) => (child === id ? [labels.get(parent) ?? parent] : []))
    const needs = parents.length === 0 ? '' : `; possible parents: ${parents.join(', ')}`
    return `${label}: ${state === 'available' ? 'not asked for' : state}${note === undefined ? '' : ` (${note})`}${needs}.`
  })
  return [sum, ...sentences].join('\n')
}
