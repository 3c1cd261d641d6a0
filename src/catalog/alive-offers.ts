/** Which offers somebody can buy: licences on sale, and add-ons that lead down from one of them. */

import type { Offer, OfferId } from './offer.ts'

export interface OfferSupply {
  offers: ReadonlyMap<OfferId, Offer>
  /** What a trial stands for. */
  paidOf: ReadonlyMap<OfferId, readonly OfferId[]>
}

/** Whether the price list takes an offer out of sale: deleted, or sold in new commerce only. */
export function isWithdrawn({ priceChange }: Pick<Offer, 'priceChange'>): boolean {
  return priceChange === 'DEL' || priceChange === 'DEPR'
}

/** The parents that are in the catalog; a parent that is a trial stands for its paid offers, as in the parent graph. */
export function presentParents({ id, parents }: Offer, { offers, paidOf }: OfferSupply): OfferId[] {
  const present: OfferId[] = []
  for (const parent of parents) {
    const kind = offers.get(parent)?.kind
    if (kind === undefined || parent === id) continue
    if (kind === 'trial') present.push(...(paidOf.get(parent) ?? []))
    else present.push(parent)
  }
  return [...new Set(present)].filter((parent) => parent !== id)
}

/** Says nothing of Provisioning IDs or policy: whether Microsoft sells it, not whether this site can. Linear. */
export function aliveOffers(supply: OfferSupply): Set<OfferId> {
  const { offers } = supply
  const isSoldAlone = (id: OfferId): boolean => {
    const offer = offers.get(id)
    return offer?.kind === 'license' && !isWithdrawn(offer)
  }
  const alive = new Set<OfferId>()
  // Nearly every add-on has a licence among its parents; only the others have to be followed upwards.
  const others: Offer[] = []
  for (const offer of offers.values()) {
    if (isWithdrawn(offer)) continue
    if (offer.kind === 'license' || (offer.kind === 'addon' && offer.parents.some(isSoldAlone))) alive.add(offer.id)
    else if (offer.kind === 'addon') others.push(offer)
  }
  spread(others, supply, alive)
  return alive
}

/** Adds the add-ons to which a living parent leads, through whatever other add-ons. */
function spread(addons: readonly Offer[], supply: OfferSupply, alive: Set<OfferId>): void {
  const children = new Map<OfferId, OfferId[]>()
  const open = new Set<OfferId>()
  for (const addon of addons) {
    for (const parent of presentParents(addon, supply)) {
      if (alive.has(parent)) open.add(addon.id)
      const siblings = children.get(parent)
      if (siblings === undefined) children.set(parent, [addon.id])
      else siblings.push(addon.id)
    }
  }
  // A set is walked in order of insertion, with what is inserted on the way.
  for (const id of open) {
    alive.add(id)
    for (const child of children.get(id) ?? []) if (!alive.has(child)) open.add(child)
  }
}
