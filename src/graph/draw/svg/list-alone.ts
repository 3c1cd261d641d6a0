/** Offers without any link, as plain lists beside each other: licences first, add-ons below. */

import type { Card } from '../group-twins.ts'
import type { DrawnOffer } from '../graph-drawing.ts'
import { largest } from './largest.ts'
import { measureCard, type PlacedCard } from './measure-card.ts'

const GAP = 20

/**
 * @param top where the lists start
 * @param room the width they may take
 */
export function listAlone(alone: readonly DrawnOffer[], top: number, room: number): PlacedCard[] {
  const width = largest(alone.map((offer) => measureCard({ offers: [offer] }).width))
  const columns = Math.max(1, Math.floor((room + GAP) / (width + GAP)))
  const placed: PlacedCard[] = []
  let y = top
  for (const kind of ['license', 'addon'] as const) {
    const lists = split(
      alone.filter((offer) => offer.kind === kind),
      columns,
    )
    const cards = lists.map((offers, column) => {
      const card: Card = { offers, kind, layer: 0 }
      return { ...measureCard(card), card, width, x: column * (width + GAP), y }
    })
    placed.push(...cards)
    if (cards.length > 0) y += largest(cards.map(({ height }) => height)) + GAP
  }
  return placed
}

/** In order, as many lists as there is room for, of about the same height. */
function split(offers: readonly DrawnOffer[], columns: number): DrawnOffer[][] {
  const heights = offers.map((offer) => measureCard({ offers: [offer] }).height)
  const share = heights.reduce((sum, height) => sum + height, 0) / columns
  const lists: DrawnOffer[][] = []
  let filled = 0
  offers.forEach((offer, index) => {
    const height = heights[index] ?? 0
    const column = Math.min(columns - 1, Math.floor((filled + height / 2) / share))
    ;(lists[column] ??= []).push(offer)
    filled += height
  })
  return lists.filter((list) => list.length > 0)
}
