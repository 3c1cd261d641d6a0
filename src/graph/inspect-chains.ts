/** The chains of one offer, for a person to look at: complete ones first, then those that something is missing on. */

import type { Offer, OfferId } from '../catalog/offer.ts'
import { type Chain, type ChainReason, chainsFrom, type Standing } from './chains.ts'
import type { OfferGraph } from './offer-graph.ts'

export interface InspectedChain {
  base: OfferId
  /** From the base to the add-on, both included. */
  path: readonly OfferId[]
  why: ChainReason
  /** The offers on it that cannot be sold here, with the reasons; empty for a chain that works. */
  missing: readonly { id: OfferId; why: string }[]
}

export interface ChainRequest {
  offer: Offer
  /** What can be sold here. */
  graph: OfferGraph
  /** What could be sold if nothing were missing. */
  whole: OfferGraph
  standing: Standing
  unusable: ReadonlyMap<OfferId, string>
}

/** For an add-on one chain for each base, for a licence one for each add-on; shortest first, then by names. */
export function inspectChains(request: ChainRequest): InspectedChain[] {
  const { offer, whole, unusable } = request
  const found = offer.kind === 'addon' ? chainsToAddon(request) : chainsOfBase(request)
  const nameOf = (id: OfferId): string => whole.offers.get(id)?.name ?? id
  const chains = found.map(({ path, why }) => ({
    base: path[0] ?? offer.id,
    path,
    why,
    missing: path.flatMap((id) => {
      const reason = id === offer.id && offer.kind === 'addon' ? undefined : unusable.get(id)
      return reason === undefined ? [] : [{ id, why: reason }]
    }),
  }))
  const names = new Map(chains.map((chain) => [chain, chain.path.map(nameOf).join('\n')]))
  return chains.sort(
    (a, b) =>
      Number(a.missing.length > 0) - Number(b.missing.length > 0) ||
      a.path.length - b.path.length ||
      ((names.get(a) ?? '') < (names.get(b) ?? '') ? -1 : 1),
  )
}

function chainsOfBase({ offer, graph, standing }: ChainRequest): Chain[] {
  return offer.kind === 'license' ? [...chainsFrom(graph, offer.id, standing, () => true).values()] : []
}

function chainsToAddon({ offer, graph, whole, standing }: ChainRequest): Chain[] {
  const [above, all] = [ancestorsOf(offer.id, graph), ancestorsOf(offer.id, whole)]
  const bases = [...all].filter((id) => whole.offers.get(id)?.kind === 'license')
  return bases.flatMap((base) => {
    const works = above.has(base)
    const [from, usable] = works ? [graph, above] : [whole, all]
    return chainsFrom(from, base, standing, (id) => id === offer.id || usable.has(id)).get(offer.id) ?? []
  })
}

function ancestorsOf(id: OfferId, graph: OfferGraph): Set<OfferId> {
  const found = new Set<OfferId>()
  const open = [id]
  for (let child = open.pop(); child !== undefined; child = open.pop()) {
    for (const parent of graph.parentsOf(child)) {
      if (found.has(parent)) continue
      found.add(parent)
      open.push(parent)
    }
  }
  return found
}
