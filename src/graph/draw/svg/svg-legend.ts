/** What the shapes and signs of a drawing mean, in one or more rows of samples. */

import { nodeStates, stateSigns, type NodeState } from '../node-state.ts'
import { cornersOf, signAt } from './svg-card.ts'
import { textWidth } from './text-width.ts'

const ROW = 26
const SAMPLE = 34

interface Sample {
  text: string
  picture: string
}

export interface Legend {
  svg: string
  height: number
}

/** @param states those that the drawing has */
export function svgLegend(states: ReadonlySet<NodeState>, hasGroups: boolean, maxWidth: number): Legend {
  const samples = [
    { text: 'base offer', picture: box('mixed', cornersOf('license')) },
    { text: 'add-on', picture: box('mixed', cornersOf('addon')) },
    ...nodeStates
      .filter((state) => states.has(state))
      .map((state) => ({ text: stateSigns[state].words, picture: box(state, 2) + signAt(state, 14, 9) })),
    { text: arrowText(hasGroups), picture: '<path class="line c0" d="M0 9H22"/><path class="a0" d="M28 9l-8 -4v8z"/>' },
  ]
  const pictures: string[] = []
  let [x, y] = [0, 0]
  for (const { text, picture } of samples satisfies Sample[]) {
    const width = SAMPLE + textWidth(text, 12) + 22
    if (x > 0 && x + width > maxWidth) [x, y] = [0, y + ROW]
    pictures.push(`<g transform="translate(${Math.round(x)} ${y})">${picture}${caption(text)}</g>`)
    x += width
  }
  return { svg: pictures.join('\n'), height: y + ROW }
}

function arrowText(hasGroups: boolean): string {
  const meaning = 'possible parent; any one suffices'
  return hasGroups ? `${meaning} (from any offer of a card to each of the other)` : meaning
}

function box(look: string, corners: number): string {
  return `<rect class="frame ${look}" width="28" height="18" rx="${Math.min(9, corners)}"/>`
}

function caption(text: string): string {
  return `<text class="small" x="${SAMPLE + 2}" y="13">${text}</text>`
}
