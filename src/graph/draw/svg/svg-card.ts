/** A card of offers as SVG: corners tell licence from add-on, border and sign tell how each offer stands. */

import { markupText } from '../../../lib/markup-text.ts'
import { stateSigns, type NodeState } from '../node-state.ts'
import { cardLook, type CardRow, type PlacedCard } from './measure-card.ts'

const marks: Readonly<Record<NodeState, string>> = {
  onboarded: 'M-3.6 .2L-1.1 2.8L3.8 -2.8',
  new: 'M-3.8 0H3.8M0 -3.8V3.8',
  unusable: 'M-2.8 -2.8L2.8 2.8M-2.8 2.8L2.8 -2.8',
  available: '',
}

/** Square corners for what is sold alone, round ones for add-ons. */
export function cornersOf(kind: 'license' | 'addon'): number {
  return kind === 'license' ? 2 : 14
}

export function signAt(state: NodeState, x: number, y: number): string {
  return `<g class="sign ${state}" transform="translate(${x} ${y})"><circle r="7.5"/><path d="${marks[state]}"/></g>`
}

/** @param name the class that the style sheet's hover rules know the card by */
export function svgCard({ card, rows, x, y, width, height }: PlacedCard, name: string): string {
  const states = new Set(rows.map(({ offer }) => offer.state))
  const [first] = rows
  const look = states.size === 1 && first !== undefined ? first.offer.state : 'mixed'
  const isFocus = first?.offer.isFocus ?? false
  const corners = cornersOf(card.kind)
  const frame = `width="${width}" height="${height}" rx="${corners}"`
  const halo = `<rect class="halo" x="-5" y="-5" width="${width + 10}" height="${height + 10}" rx="${corners + 4}"/>`
  return [
    `<g class="card ${name}${isFocus ? ' focus' : ''}" transform="translate(${x} ${round(y)})">`,
    isFocus ? halo : '',
    `<rect class="frame ${look}" ${frame}/>`,
    ...rows.map((row, index) => svgRow(row, width, index > 0)),
    '</g>',
  ].join('')
}

function svgRow({ offer, lines, notes, noteLeft, top, height }: CardRow, width: number, hasRule: boolean): string {
  const { padding, lineHeight, noteHeight, textLeft } = cardLook
  const said = `${offer.label} — ${offer.kind === 'addon' ? 'add-on' : 'licence'}, ${stateSigns[offer.state].words}`
  const note = offer.note === undefined ? '' : `: ${offer.note}`
  const first = top + padding + lineHeight - 4
  const line = (text: string, y: number, kind: string, left = 0): string =>
    `<text class="${kind}" x="${round(textLeft + left)}" y="${round(y)}">${markupText(text)}</text>`
  const notesTop = first + (lines.length - 1) * lineHeight
  return [
    `<g><title>${markupText(`${said}${note}\n${offer.id}`)}</title>`,
    // Without a fill of its own the gap between texts would not answer to the pointer.
    `<rect width="${width}" y="${top}" height="${height}" fill="none" pointer-events="all"/>`,
    hasRule ? `<path class="rule" d="M10 ${top}H${width - 10}"/>` : '',
    signAt(offer.state, 18, first - 4.5),
    ...lines.map((text, index) => line(text, first + index * lineHeight, `name ${offer.state}`)),
    ...notes.map((text, index) =>
      line(text, notesTop + (noteLeft === undefined ? index + 1 : 0) * noteHeight, 'note', noteLeft),
    ),
    '</g>',
  ].join('')
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
