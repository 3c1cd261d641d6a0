/** Which offers nobody can buy: all but licences on sale, and the add-ons that lead down from one of them. */

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

/**
 * Those of the asked, and of the add-ons above them, that nobody can buy. Says nothing of Provisioning IDs or policy:
 * whether Microsoft sells it, not whether this site can. Linear in what is looked at; since nearly every add-on has a
 * licence among its parents, that is little more than the asked.
 */
export function unsoldOffers(asked: Iterable<Offer>, supply: OfferSupply): ReadonlySet<OfferId> {
  const unsold = new Map<OfferId, Offer>()
  for (const offer of asked) if (!isPlainlySold(offer, supply)) unsold.set(offer.id, offer)
  const { children, sold } = followUpwards(unsold, supply)
  // The list grows while it is walked.
  for (const id of sold) {
    if (unsold.delete(id)) for (const child of children.get(id) ?? []) sold.push(child)
  }
  return new Set(unsold.keys())
}

/** Seen from an offer and its direct parents alone. */
function isPlainlySold(offer: Offer, { offers }: OfferSupply): boolean {
  const isLicenseOnSale = ({ kind, priceChange }: Offer): boolean => kind === 'license' && !isWithdrawn({ priceChange })
  if (offer.kind !== 'addon' || isWithdrawn(offer)) return isLicenseOnSale(offer)
  return offer.parents.some((id) => {
    const parent = offers.get(id)
    return parent !== undefined && isLicenseOnSale(parent)
  })
}

/**
 * Adds what is above the given add-ons until something sold is found.
 *
 * @returns the add-ons that have a sold parent, and for every other parent those below it
 */
function followUpwards(
  unsold: Map<OfferId, Offer>,
  supply: OfferSupply,
): { sold: OfferId[]; children: ReadonlyMap<OfferId, OfferId[]> } {
  const children = new Map<OfferId, OfferId[]>()
  const sold: OfferId[] = []
  // A map is walked in order of insertion, with what is inserted on the way.
  for (const offer of unsold.values()) {
    if (offer.kind !== 'addon' || isWithdrawn(offer)) continue
    for (const id of presentParents(offer, supply)) {
      const parent = supply.offers.get(id)
      if (parent !== undefined && !unsold.has(id) && !isPlainlySold(parent, supply)) unsold.set(id, parent)
      if (!unsold.has(id)) sold.push(offer.id)
      else if (children.get(id)?.push(offer.id) === undefined) children.set(id, [offer.id])
    }
  }
  return { sold, children }
}
