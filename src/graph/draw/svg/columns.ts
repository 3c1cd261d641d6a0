/** The columns that all parts of a drawing share: one for each layer, left to right. */

import type { OfferKind } from '../../../catalog/offer.ts'
import type { CardGraph } from '../group-twins.ts'
import { largest } from './largest.ts'
import type { CardBox } from './measure-card.ts'

export interface Column {
  x: number
  width: number
}

/** As wide as the widest card, and far enough apart for the lines between them to bend gently. */
export function columnsFor(
  { cards, links }: CardGraph,
  linked: readonly number[],
  boxes: readonly CardBox[],
): Column[] {
  const layerOf = (index: number): number => cards[index]?.layer ?? 0
  const length = linked.length === 0 ? 0 : largest(linked.map(layerOf)) + 1
  const widths = Array.from({ length }, () => 0)
  for (const index of linked) widths[layerOf(index)] = Math.max(widths[layerOf(index)] ?? 0, boxes[index]?.width ?? 0)
  // Where links begin and end tells how many run through each gap.
  const change = widths.map(() => 0)
  for (const { from, to } of links) {
    if (layerOf(from) >= layerOf(to)) continue
    change[layerOf(from)] = (change[layerOf(from)] ?? 0) + 1
    change[layerOf(to)] = (change[layerOf(to)] ?? 0) - 1
  }
  let [x, running] = [0, 0]
  return widths.map((width, layer) => {
    const column = { x, width }
    running += change[layer] ?? 0
    x += width + 80 + Math.min(160, running * 2)
    return column
  })
}

/** What a column holds, in words. Of a selection, the first may hold add-ons whose parents are not shown. */
export function columnHeading(layer: number, kinds: readonly OfferKind[]): string {
  const first = kinds.every((kind) => kind === 'license') ? 'Base offers' : 'Without a parent here'
  return [first, 'Add-ons', 'Add-ons of add-ons'][layer] ?? `Add-ons, ${layer} steps down`
}
