/**
 * Offers with the same parents and the same children share one card: `any of these` → `each of those`. Nothing is lost,
 * and a real catalog's 1,021 links become 140.
 */

import type { OfferId } from '../../catalog/offer.ts'
import { groupBy } from '../../lib/group-by.ts'
import type { DrawnOffer, GraphDrawing } from './graph-drawing.ts'

export interface Card {
  /** At least one; all of one kind, layer, parents and children. */
  offers: readonly DrawnOffer[]
  kind: DrawnOffer['kind']
  layer: number
}

export interface CardLink {
  /** Positions in `cards`: every offer of `from` is a parent of every offer of `to`. */
  from: number
  to: number
}

export interface CardGraph {
  /** In the order of their first offers. */
  cards: readonly Card[]
  links: readonly CardLink[]
}

/** Up to here each offer is easily followed on its own. */
const FEW_NODES = 12
const FEW_EDGES = 16

/** A small drawing keeps a card for each offer. */
export function groupTwins({ nodes, edges }: GraphDrawing): CardGraph {
  const isSmall = nodes.length <= FEW_NODES && edges.length <= FEW_EDGES
  const parents = groupBy(edges, ({ child }) => child)
  const children = groupBy(edges, ({ parent }) => parent)
  const keyOf = ({ id, kind, layer, isFocus }: DrawnOffer): string => {
    const above = parents.get(id)?.map((edge) => edge.parent) ?? []
    const below = children.get(id)?.map((edge) => edge.child) ?? []
    const isApart = isSmall || isFocus || above.length + below.length === 0
    return isApart ? id : [kind, layer, ...above, '→', ...below].join(' ')
  }
  const cards = [...groupBy(nodes, keyOf).values()].map((offers) => cardOf(offers))
  const cardOfOffer = new Map<OfferId, number>(
    cards.flatMap(({ offers }, index) => offers.map(({ id }) => [id, index] as const)),
  )
  const links = new Map<string, CardLink>()
  for (const { parent, child } of edges) {
    const link = { from: cardOfOffer.get(parent) ?? 0, to: cardOfOffer.get(child) ?? 0 }
    links.set(`${link.from} ${link.to}`, link)
  }
  return { cards, links: [...links.values()] }
}

/** So many cards without a link are a list, and a list of one column would be endless. */
const LIST_FROM = 8
const LIST_COLUMNS = 4

/** The cards without a link in rows, for languages whose layout would put them all below each other; empty for a few. */
export function rowsOfAlone({ cards, links }: CardGraph): number[][] {
  const linked = new Set(links.flatMap(({ from, to }) => [from, to]))
  const alone = [...cards.keys()].filter((card) => !linked.has(card))
  if (alone.length < LIST_FROM) return []
  const rows = Math.ceil(alone.length / LIST_COLUMNS)
  return Array.from({ length: rows }, (_, row) => alone.filter((_card, index) => index % rows === row))
}

function cardOf(offers: readonly DrawnOffer[]): Card {
  return { offers, kind: offers[0]?.kind ?? 'license', layer: offers[0]?.layer ?? 0 }
}
