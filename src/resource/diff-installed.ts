/** A catalog against an installation: the same diff as between two catalogs, over what the installation's types tell. */

import type { CatalogDiff } from '../catalog/catalog-diff.ts'
import type { Catalog } from '../catalog/catalog.ts'
import { diffSides } from '../catalog/diff-sides.ts'
import type { Side } from '../catalog/diff-values.ts'
import { newOffer } from '../catalog/new-offer.ts'
import type { Offer, OfferId } from '../catalog/offer.ts'
import type { Sellable } from '../catalog/sellable.ts'
import type { OfferGraph } from '../graph/offer-graph.ts'
import type { Inventory } from './inventory.ts'
import type { ObservedType } from './observed-state.ts'
import { upgradesOf } from './upgrades.ts'
import { withoutTag } from './wish-context.ts'

export interface InstalledDiffRequest {
  /** How the installation is called. */
  installation: string
  catalog: Catalog
  sellable: Sellable
  graph: OfferGraph
  inventory: Inventory
  /** What the site puts before the names of its types. */
  prefix: string
}

/**
 * What the catalog would change in the installation.
 *
 * `added` are sellable offers without a type; `removed` are types whose offer the catalog does not have. Lists of
 * parents and upgrades are cut to what is onboarded, as the planner cuts them, and what the catalog does not know stays.
 */
export function diffInstalled(request: InstalledDiffRequest): CatalogDiff {
  const { catalog, sellable, inventory, installation } = request
  const types = [...inventory.types.values()].sort((a, b) => (a.offerId < b.offerId ? -1 : 1))
  const before: Side = {
    files: [installation],
    offers: new Map(types.map((type) => [type.offerId, asOffer(type, request)])),
    trials: new Map(
      types.flatMap(({ offerId, trialOfferId }) => (trialOfferId === null ? [] : [[offerId, trialOfferId]])),
    ),
    paidOf: new Map(),
  }
  const shown = [...catalog.offers.values()].filter(({ id }) => sellable.offers.has(id) || inventory.types.has(id))
  const after: Side = {
    files: catalog.files,
    offers: new Map(shown.map((offer) => [offer.id, cutToInstallation(offer, request)])),
    trials: new Map([...before.trials, ...sellable.trials]),
    paidOf: new Map(),
  }
  return diffSides(before, after)
}

/** A type as a row of a catalog; what types do not tell is taken from the catalog, so that it is no difference. */
function asOffer(type: ObservedType, { catalog, prefix, installation }: InstalledDiffRequest): Offer {
  const { offerId: id, kind, provisioningId, parents, upgrades, assignable } = type
  const name = offerName(type, prefix)
  return {
    ...(catalog.offers.get(id) ?? newOffer({ id, name, kind, at: { file: installation } })),
    name,
    kind,
    provisioningId: provisioningId === '' ? undefined : provisioningId,
    parents: kind === 'addon' ? parents : [],
    convertsTo: kind === 'license' ? upgrades : [],
    perGigabyte: !assignable,
    priceChange: undefined,
  }
}

/** The name without what this program adds: the site's prefix, and the beginning of the id where names are shared. */
function offerName({ name, offerId }: ObservedType, prefix: string): string {
  const plain = name.startsWith(prefix) ? name.slice(prefix.length) : name
  return withoutTag(plain, offerId)
}

function cutToInstallation(offer: Offer, request: InstalledDiffRequest): Offer {
  const { graph, sellable, inventory } = request
  const type = inventory.types.get(offer.id)
  if (type === undefined) return { ...offer, parents: graph.parentsOf(offer.id) }
  const stays = (listed: readonly OfferId[]): OfferId[] =>
    listed.filter((id) => !request.catalog.offers.has(id) || (!sellable.offers.has(id) && inventory.types.has(id)))
  const cut = (listed: readonly OfferId[], existing: readonly OfferId[]): OfferId[] =>
    [...new Set([...stays(existing), ...listed.filter((id) => inventory.types.has(id))])].sort()
  return {
    ...offer,
    // An offer that has a type and no Provisioning ID in the catalog is not the catalog's word against the installation's.
    provisioningId: offer.provisioningId ?? (type.provisioningId === '' ? undefined : type.provisioningId),
    parents: type.kind === 'addon' ? cut(graph.parentsOf(offer.id), type.parents) : graph.parentsOf(offer.id),
    convertsTo: type.kind === 'license' ? cut(upgradesOf(request, offer).targets, type.upgrades) : [],
  }
}
