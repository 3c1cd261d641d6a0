/** Which offers a drawing shows: the family of one offer, a selection with the chains in it, or everything. */

import type { OfferId } from '../../catalog/offer.ts'
import { chainsFrom } from '../chains.ts'
import type { OfferGraph } from '../offer-graph.ts'
import type { DrawnLinks } from './drawn-links.ts'
import type { DrawingState } from './graph-drawing.ts'

export type DrawingScope =
  /** One offer with its ancestors and descendants. */
  | { kind: 'offer'; id: OfferId }
  /** These offers, and what stands between them on their chains. */
  | { kind: 'selection'; ids: Iterable<OfferId> }
  | { kind: 'all' }

/** The ids to draw. A trial counts as its paid offers; an id that is not in the catalog is passed over. */
export function idsInScope(
  scope: DrawingScope,
  links: DrawnLinks,
  graph: OfferGraph,
  state: DrawingState,
): ReadonlySet<OfferId> {
  if (scope.kind === 'all') return new Set(links.offers.keys())
  if (scope.kind === 'selection') return selectionWithChains([...scope.ids].flatMap(links.meantBy), graph, state)
  const focus = links.meantBy(scope.id)
  return new Set([...reached(focus, links.parentsOf), ...reached(focus, links.childrenOf)])
}

function reached(from: readonly OfferId[], next: (id: OfferId) => readonly OfferId[]): Set<OfferId> {
  const found = new Set(from)
  const open = [...from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const other of next(id)) {
      if (found.has(other)) continue
      found.add(other)
      open.push(other)
    }
  }
  return found
}

/** Add-ons that no selected base carries are shown under the onboarded bases that do. */
function selectionWithChains(ids: readonly OfferId[], graph: OfferGraph, state: DrawingState): Set<OfferId> {
  const shown = new Set(ids)
  const wanted = new Set(ids.filter((id) => graph.offers.get(id)?.kind === 'addon'))
  const isBase = (id: OfferId): boolean => graph.offers.get(id)?.kind === 'license'
  const carried = addChains(ids.filter(isBase), wanted, shown, graph, state)
  const left = new Set([...wanted].filter((id) => !carried.has(id)))
  if (left.size > 0) addChains([...state.onboarded].filter(isBase).sort(), left, shown, graph, state)
  return shown
}

/** @returns which of the wanted add-ons some base carries */
function addChains(
  bases: readonly OfferId[],
  wanted: ReadonlySet<OfferId>,
  shown: Set<OfferId>,
  graph: OfferGraph,
  state: DrawingState,
): Set<OfferId> {
  const carried = new Set<OfferId>()
  for (const base of bases) {
    const chains = chainsFrom(graph, base, state, (id) => !state.unusable.has(id))
    for (const id of wanted) {
      const chain = chains.get(id)
      if (chain === undefined) continue
      carried.add(id)
      for (const link of chain.path) shown.add(link)
    }
  }
  return carried
}
