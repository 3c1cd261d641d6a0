/** What a drawing of the parent graph shows, before any language of drawing: nodes in layers, and edges between them. */

import type { Catalog } from '../../catalog/catalog.ts'
import type { Offer, OfferId } from '../../catalog/offer.ts'
import { count } from '../../lib/text.ts'
import type { OfferGraph } from '../offer-graph.ts'
import { drawnLinks, type DrawnLinks } from './drawn-links.ts'
import { idsInScope, type DrawingScope } from './drawing-scope.ts'
import { labelText } from './label-text.ts'
import { longestLayers } from './longest-layers.ts'
import { nodeStates, stateSigns, type NodeState } from './node-state.ts'

export interface DrawingState {
  /** Has a type in the installation. */
  onboarded: ReadonlySet<OfferId>
  /** Is asked for in this run. */
  selected: ReadonlySet<OfferId>
  /** Cannot be brought, with the reason in a few words; see `unusableOffers`. */
  unusable: ReadonlyMap<OfferId, string>
}

export interface DrawnOffer {
  id: OfferId
  /** The name, without anything that could hide or move text. */
  label: string
  /** What stands on its own is drawn as a licence. */
  kind: 'license' | 'addon'
  state: NodeState
  /** Why it is unusable; also told of an onboarded offer that could not be brought again. */
  note: string | undefined
  /** Links in the longest chain of the drawing that ends here: 0 for a base. */
  layer: number
  /** The one offer that the drawing is about. */
  isFocus: boolean
}

export interface DrawnEdge {
  parent: OfferId
  child: OfferId
}

export interface GraphDrawing {
  title: string
  /** Layer by layer, in order of label. */
  nodes: readonly DrawnOffer[]
  /** In order of parent and child as in `nodes`. */
  edges: readonly DrawnEdge[]
}

export interface DrawingRequest {
  graph: OfferGraph
  catalog: Catalog
  scope: DrawingScope
  state: DrawingState
  /** Instead of the title that the scope gives. */
  title?: string
}

/** Pure and deterministic: the same offers give the same drawing, in whatever order their rows came. */
export function buildDrawing({ graph, catalog, scope, state, title }: DrawingRequest): GraphDrawing {
  const links = drawnLinks(catalog, graph)
  const ids = idsInScope(scope, links, graph, state)
  const shown = [...ids].flatMap((id) => links.offers.get(id) ?? [])
  const parentsIn = (id: OfferId): OfferId[] => links.parentsOf(id).filter((parent) => ids.has(parent))
  const layers = longestLayers(new Map(shown.map(({ id }) => [id, parentsIn(id)])))
  const focus = new Set(scope.kind === 'offer' ? links.meantBy(scope.id) : [])
  const nodes = shown
    .map((offer) => drawnOffer(offer, state, layers.get(offer.id) ?? 0, focus.has(offer.id)))
    .sort(byPlace)
  return {
    title: title === undefined ? titleOf(scope, links) : labelText(title),
    nodes,
    edges: edgesBetween(nodes, parentsIn),
  }
}

function drawnOffer(offer: Offer, state: DrawingState, layer: number, isFocus: boolean): DrawnOffer {
  const { id, name, kind } = offer
  return {
    id,
    label: labelText(name),
    kind: kind === 'addon' ? 'addon' : 'license',
    state: stateOf(id, state),
    note: state.unusable.get(id),
    layer,
    isFocus,
  }
}

function stateOf(id: OfferId, { onboarded, selected, unusable }: DrawingState): NodeState {
  if (onboarded.has(id)) return 'onboarded'
  if (unusable.has(id)) return 'unusable'
  return selected.has(id) ? 'new' : 'available'
}

function byPlace(one: DrawnOffer, other: DrawnOffer): number {
  return one.layer - other.layer || compare(one.label, other.label) || compare(one.id, other.id)
}

/** By code point: an order that depends on no locale. */
function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}

function edgesBetween(nodes: readonly DrawnOffer[], parentsIn: (id: OfferId) => OfferId[]): DrawnEdge[] {
  const place = new Map(nodes.map(({ id }, index) => [id, index]))
  const at = (id: OfferId): number => place.get(id) ?? 0
  return nodes
    .flatMap(({ id }) => parentsIn(id).map((parent) => ({ parent, child: id })))
    .sort((one, other) => at(one.parent) - at(other.parent) || at(one.child) - at(other.child))
}

function titleOf(scope: DrawingScope, { offers, meantBy }: DrawnLinks): string {
  if (scope.kind === 'all') return 'All offers and their parents'
  if (scope.kind === 'selection') return 'The selected offers and their parents'
  const names = meantBy(scope.id).map((id) => labelText(offers.get(id)?.name ?? id))
  return names.length === 0 ? labelText(scope.id) : names.join(', ')
}

/** `12 offers, 14 parent links: 3 onboarded, 9 new`. */
export function describeDrawing({ nodes, edges }: GraphDrawing): string {
  const states = nodeStates.flatMap((state) => {
    const number = nodes.filter((node) => node.state === state).length
    return number === 0 ? [] : [`${number} ${stateSigns[state].words}`]
  })
  const what = `${count(nodes.length, 'offer')}, ${count(edges.length, 'parent link')}`
  return states.length === 0 ? what : `${what}: ${states.join(', ')}`
}
