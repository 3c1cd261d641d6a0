/** A line between two cards as SVG: level out of the one, level into the other, an arrow where it arrives. */

import type { ColouredLine } from './lay-out-drawing.ts'
import type { Point } from './lay-out-part.ts'

/** Lines to one card have one colour. */
export function svgLine({ from, to, colour, arrives, start, bend, end, isBackward }: ColouredLine): string {
  const classes = [`line c${colour} t${to}`, from === undefined ? '' : `f${from}`, isBackward ? 'back' : '']
  const path = isBackward ? bulge(start, end) : curve(start, bend, arrives ? { x: end.x - 5, y: end.y } : end)
  const tip = arrives ? `<path class="a${colour}" d="${arrow(end, isBackward ? -1 : 1)}"/>` : ''
  return `<path class="${classes.filter(Boolean).join(' ')}" d="${path}"/>${tip}`
}

function curve(start: Point, bend: Point, end: Point): string {
  const half = round((end.x - bend.x) / 2)
  const level = start.x === bend.x ? '' : `H${round(bend.x)}`
  const [x, y] = [round(bend.x), round(bend.y)]
  return `M${round(start.x)} ${round(start.y)}${level}C${x + half} ${y} ${x + half} ${round(end.y)} ${round(end.x)} ${round(end.y)}`
}

function bulge(start: Point, end: Point): string {
  const out = Math.max(start.x, end.x) + 45
  return `M${round(start.x)} ${round(start.y)}C${round(out)} ${round(start.y)} ${round(out)} ${round(end.y)} ${round(end.x + 5)} ${round(end.y)}`
}

function arrow({ x, y }: Point, direction: 1 | -1): string {
  return `M${round(x)} ${round(y)}l${-8 * direction} -4v8z`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
