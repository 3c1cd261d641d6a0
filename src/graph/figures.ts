/** The parent graph in figures: what `catalog inspect` shows of a whole catalog (reference/catalog.md, section 3). */

import type { Catalog } from '../catalog/catalog.ts'
import type { Offer, OfferId } from '../catalog/offer.ts'
import { segmentOf } from '../catalog/offer-segment.ts'
import { longestChains, rootPaths } from './chain-counts.ts'
import { largestClosures } from './closures.ts'
import { parentsFirst, type ParentsFirst } from './parents-first.ts'
import { rawGraph, type RawGraph } from './raw-graph.ts'

/** An offer with a figure of its own. */
export interface OfferFigure {
  count: number
  id: OfferId
  name: string
}

/** Whole numbers; averages are rounded as the reference rounds them. */
export interface GraphFigures {
  /** References from an offer to a parent, and how many of them lead to an offer of this catalog. */
  parentEdges: number
  resolvingEdges: number
  unresolvedEdges: number
  /** Different offers that are named as parents, and how many of them are not in this catalog. */
  distinctParents: number
  danglingParents: number
  /** Over the add-ons; `meanResolving` counts only parents that are in this catalog. */
  parentsPerAddon: { min: number; median: number; mean: number; max: number; meanResolving: number }
  addonsWithDanglingParent: number
  addonsWithoutResolvingParent: number
  addonToAddonEdges: number
  addonsUnderAddons: number
  trialToAddonEdges: number
  addonsUnderTrials: number
  /** References that close a circle, met in a depth-first walk in order of id; an offer that names itself is apart. */
  cycles: number
  selfLoops: number
  /** Parents named twice by one offer. Reading a file collapses them, so only a catalog made otherwise can have any. */
  duplicateEdges: number
  /** Number of offers by the number of offers in their longest chain, themselves included. */
  offersByChainLength: Readonly<Record<number, number>>
  /**
   * Paths to add-ons from offers that have no parent in this catalog. An add-on without one counts as one path: the
   * chain that a person would have to begin with it.
   */
  rootPaths: number
  mostRootPaths: OfferFigure | undefined
  /** The offer with most ancestors in this catalog; of several, the one whose name comes first. */
  largestClosure: (OfferFigure & { sharedBy: number }) | undefined
  /** Resolving references between offers of different segments, see `segmentOf`. */
  crossSegmentEdges: number
}

/**
 * Counts over the rows of a catalog, trials and unsellable offers included: the figures describe the file, not what can
 * be made of it. References that close a circle are left out of chains, paths and ancestors.
 *
 * Linear in offers and references (apart from ancestors, see `largestClosures`), and without recursion.
 */
export function graphFigures(catalog: Catalog): GraphFigures {
  const graph = rawGraph(catalog)
  const sorted = parentsFirst(graph)
  return {
    ...edgeFigures(catalog),
    ...addonFigures(catalog, graph),
    crossSegmentEdges: crossSegmentEdges(graph),
    ...chainFigures(graph, sorted),
  }
}

function edgeFigures({ offers }: Catalog) {
  const all = [...offers.values()]
  const named = all.flatMap(({ parents }) => parents)
  const distinct = new Set(named)
  const resolving = named.filter((id) => offers.has(id)).length
  const unique = all.reduce((sum, { parents }) => sum + new Set(parents).size, 0)
  return {
    parentEdges: named.length,
    resolvingEdges: resolving,
    unresolvedEdges: named.length - resolving,
    distinctParents: distinct.size,
    danglingParents: [...distinct].filter((id) => !offers.has(id)).length,
    selfLoops: all.filter(({ id, parents }) => parents.includes(id)).length,
    duplicateEdges: named.length - unique,
  }
}

function addonFigures(catalog: Catalog, { offers, parents }: RawGraph) {
  const addons = offers.flatMap((offer, number) => {
    const own = (parents[number] ?? []).flatMap((parent) => offers[parent] ?? [])
    return offer.kind === 'addon' ? [{ offer, own }] : []
  })
  const ofKind = (kind: Offer['kind']): number[] =>
    addons.map(({ own }) => own.filter((parent) => parent.kind === kind).length).filter((edges) => edges > 0)
  const [underAddons, underTrials] = [ofKind('addon'), ofKind('trial')]
  const stated = addons.map(({ offer }) => offer.parents.length)
  return {
    parentsPerAddon: { ...spread(stated), meanResolving: mean(addons.map(({ own }) => own.length)) },
    addonsWithDanglingParent: addons.filter(({ offer }) => offer.parents.some((id) => !catalog.offers.has(id))).length,
    addonsWithoutResolvingParent: addons.filter(({ own }) => own.length === 0).length,
    addonToAddonEdges: sum(underAddons),
    addonsUnderAddons: underAddons.length,
    trialToAddonEdges: sum(underTrials),
    addonsUnderTrials: underTrials.length,
  }
}

function crossSegmentEdges({ offers, parents }: RawGraph): number {
  const segments = offers.map(segmentOf)
  const across = parents.map((list, child) => list.filter((parent) => segments[parent] !== segments[child]).length)
  return sum(across)
}

function chainFigures({ offers }: RawGraph, sorted: ParentsFirst) {
  const paths = rootPaths(sorted)
  const offersByChainLength: Record<number, number> = {}
  for (const length of longestChains(sorted)) offersByChainLength[length] = (offersByChainLength[length] ?? 0) + 1
  const addons = offers.flatMap((offer, number) =>
    offer.kind === 'addon' ? [{ offer, paths: paths[number] ?? 0 }] : [],
  )
  const most = addons.reduce((best, { paths: own }) => Math.max(best, own), 0)
  const { size, of } = largestClosures(sorted)
  const largest = firstByName(of.flatMap((number) => offers[number] ?? []))
  const busiest = firstByName(addons.filter((addon) => addon.paths === most).map(({ offer }) => offer))
  return {
    cycles: sorted.cycles,
    offersByChainLength,
    rootPaths: Math.min(sum(addons.map((addon) => addon.paths)), Number.MAX_SAFE_INTEGER),
    mostRootPaths: busiest === undefined ? undefined : figure(busiest, most),
    largestClosure: largest === undefined ? undefined : { ...figure(largest, size), sharedBy: of.length },
  }
}

function figure({ id, name }: Offer, count: number): OfferFigure {
  return { count, id, name }
}

function firstByName(offers: readonly Offer[]): Offer | undefined {
  let first: Offer | undefined
  for (const offer of offers) if (first === undefined || offer.name < first.name) first = offer
  return first
}

function spread(values: readonly number[]): { min: number; median: number; mean: number; max: number } {
  const ordered = [...values].sort((a, b) => a - b)
  const [low, high] = [Math.floor((ordered.length - 1) / 2), Math.ceil((ordered.length - 1) / 2)]
  const median = ((ordered[low] ?? 0) + (ordered[high] ?? 0)) / 2
  return { min: ordered[0] ?? 0, median, mean: mean(values), max: ordered.at(-1) ?? 0 }
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : Math.round(sum(values) / values.length)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
