/** One offer and everything around it: relatives, chains, trial, upgrades, origins, and what it lacks to be sold. */

import type { Catalog } from '../catalog/catalog.ts'
import type { Offer, OfferId, OfferKind } from '../catalog/offer.ts'
import type { Sellable } from '../catalog/sellable.ts'
import type { Place } from '../lib/diagnostic.ts'
import { unusableOffers } from './draw/unusable-offers.ts'
import { type InspectedChain, inspectChains } from './inspect-chains.ts'
import { type Lack, lacksOf } from './lacks.ts'
import type { Standing } from './chains.ts'
import { buildOfferGraph, type OfferGraph } from './offer-graph.ts'

export interface RelatedOffer {
  id: OfferId
  name: string
  kind: OfferKind
  /** Why it cannot be sold here; absent when it can, or when it is a trial. */
  unusable?: string
}

/** References to offers: those that are in the catalog, and the ids of the others. */
export interface References {
  present: readonly RelatedOffer[]
  unresolved: readonly OfferId[]
}

export interface OfferInspection {
  offer: Offer
  /** Any one of them suffices. */
  parents: References
  /** Offers that name this one as a parent. */
  children: readonly RelatedOffer[]
  /** For an add-on one chain for each base that leads to it, for a licence one for each add-on below it. */
  chains: readonly InspectedChain[]
  /** The trial of a paid offer. */
  trial: RelatedOffer | undefined
  /** The paid offers that a trial becomes. */
  paid: readonly RelatedOffer[]
  convertsTo: References
  /** The row of the offer, then the fields that come from elsewhere. */
  provenance: readonly { field: string; at: Place }[]
  /** What it would need to be sold here; empty when it can be. */
  lacks: readonly Lack[]
}

export interface InspectOfferRequest {
  catalog: Catalog
  sellable: Sellable
  graph: OfferGraph
  id: OfferId
  /** What decides between equally short chains. */
  standing: Standing
}

/** @returns undefined when the catalog has no such offer */
export function inspectOffer(request: InspectOfferRequest): OfferInspection | undefined {
  const { catalog, sellable, graph, id, standing } = request
  const offer = catalog.offers.get(id)
  if (offer === undefined) return undefined
  const unusable = unusableOffers(catalog, graph)
  const relate = (related: Offer): RelatedOffer => {
    const why = unusable.get(related.id)
    return { id: related.id, name: related.name, kind: related.kind, ...(why === undefined ? {} : { unusable: why }) }
  }
  const references = (ids: readonly OfferId[]): References => ({
    present: ids.flatMap((each) => catalog.offers.get(each) ?? []).map(relate),
    unresolved: ids.filter((each) => !catalog.offers.has(each)),
  })
  const related = (each: OfferId): RelatedOffer[] => references([each]).present.slice()
  const trial = sellable.trials.get(id)
  const whole = buildOfferGraph(catalog, everyOffer(catalog, sellable))
  return {
    offer,
    parents: references(offer.parents),
    children: [...catalog.offers.values()].filter(({ parents }) => parents.includes(id)).map(relate),
    chains: inspectChains({ offer, graph, whole, standing, unusable }),
    trial: trial === undefined ? undefined : related(trial)[0],
    paid: (sellable.paidOf.get(id) ?? []).flatMap(related),
    convertsTo: references(offer.convertsTo),
    provenance: [
      { field: 'row', at: offer.at },
      ...Object.entries(offer.origins).map(([field, at]) => ({ field, at })),
    ],
    lacks: lacksOf(offer, { catalog, sellable, unusable }),
  }
}

/** As if everything that can be sold at all could be sold here: chains that would exist, once what is missing is there. */
function everyOffer({ offers }: Catalog, sellable: Sellable): Sellable {
  return { ...sellable, offers: new Map([...offers].filter(([, { kind }]) => kind === 'license' || kind === 'addon')) }
}
