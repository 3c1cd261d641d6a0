/** The size of a card, and where in it each of its offers goes. */

import type { Card } from '../group-twins.ts'
import type { DrawnOffer } from '../graph-drawing.ts'
import { largest } from './largest.ts'
import { textWidth } from './text-width.ts'
import { wrapLabel } from './wrap-label.ts'

/** All lengths are in pixels of the drawing at its own size. */
export const cardLook = {
  fontSize: 13,
  lineHeight: 17,
  noteSize: 11,
  noteHeight: 14,
  maxText: 280,
  maxLines: 4,
  /** From the left edge to the text: room for the sign. */
  textLeft: 34,
  right: 12,
  /** Above and below each offer. */
  padding: 7,
} as const

export interface CardRow {
  offer: DrawnOffer
  lines: readonly string[]
  /** Below the lines, or behind the last one where there is room. */
  notes: readonly string[]
  /** Where the note starts that is behind the last line. */
  noteLeft: number | undefined
  /** From the top of the card. */
  top: number
  height: number
}

export interface CardBox {
  width: number
  height: number
  rows: readonly CardRow[]
}

/** A card where it goes in the drawing. */
export interface PlacedCard extends CardBox {
  card: Card
  x: number
  y: number
}

/** Between a name and a note behind it. */
const NOTE_GAP = 9

export function measureCard({ offers }: Pick<Card, 'offers'>): CardBox {
  const rows: CardRow[] = []
  let [top, text] = [0, 0]
  for (const offer of offers) {
    const row = measureRow(offer, top)
    rows.push(row)
    top += row.height
    text = Math.max(text, row.width)
  }
  return { width: Math.ceil(cardLook.textLeft + text + cardLook.right), height: top, rows }
}

function measureRow(offer: DrawnOffer, top: number): CardRow & { width: number } {
  const { noteSize, maxText: maxWidth, maxLines, padding, lineHeight, noteHeight } = cardLook
  const fontSize = offer.isFocus ? cardLook.fontSize * 1.06 : cardLook.fontSize
  const lines = wrapLabel(offer.label, { fontSize, maxWidth, maxLines })
  const notes = offer.note === undefined ? [] : wrapLabel(offer.note, { fontSize: noteSize, maxWidth, maxLines: 2 })
  const noteWidth = widest(notes, noteSize)
  const behind = textWidth(lines.at(-1) ?? '', fontSize) + NOTE_GAP
  const isBehind = notes.length === 1 && behind + noteWidth <= maxWidth
  return {
    offer,
    lines,
    notes,
    noteLeft: isBehind ? behind : undefined,
    top,
    height: 2 * padding + lines.length * lineHeight + (isBehind ? 0 : notes.length * noteHeight),
    width: Math.max(widest(lines, fontSize), isBehind ? behind + noteWidth : noteWidth),
  }
}

function widest(lines: readonly string[], fontSize: number): number {
  return largest(lines.map((line) => textWidth(line, fontSize)))
}
