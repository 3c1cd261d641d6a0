/** What an offer would need to be sold here, each lack with what to do about it. */

import { isWithdrawn, presentParents } from '../catalog/unsold-offers.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { Offer, OfferId } from '../catalog/offer.ts'
import type { Sellable } from '../catalog/sellable.ts'
import { count, firstFew } from '../lib/text.ts'

export interface Lack {
  code: string
  message: string
  hint: string
}

export interface LackContext {
  catalog: Catalog
  sellable: Sellable
  /** See `unusableOffers`. */
  unusable: ReadonlyMap<OfferId, string>
}

/** Empty for an offer that can be onboarded as it is. */
export function lacksOf(offer: Offer, context: LackContext): Lack[] {
  if (offer.kind === 'trial') return [isTrial(offer, context)]
  if (offer.kind === 'usage') return [isUsage]
  const found = [
    ...(isWithdrawn(offer) ? [isGone(offer)] : []),
    ...ownLacks(offer, context),
    ...(offer.kind === 'addon' ? parentLacks(offer, context) : []),
  ]
  const other = context.unusable.get(offer.id)
  return found.length > 0 || other === undefined ? found : [notHere(other)]
}

function notHere(reason: string): Lack {
  return {
    code: 'not-sold-here',
    message: `It cannot be sold here: ${reason}.`,
    hint: 'See the policy in the configuration.',
  }
}

function isTrial({ id }: Offer, { catalog, sellable }: LackContext): Lack {
  const paid = (sellable.paidOf.get(id) ?? []).map((each) => `"${catalog.offers.get(each)?.name ?? each}" (${each})`)
  return {
    code: 'trial',
    message: 'A trial is not sold by itself: it becomes the Trial Offer ID of its paid offer.',
    hint: paid.length === 0 ? 'Load a catalog that has its paid offer.' : `Onboard ${paid.join(' or ')}.`,
  }
}

const isUsage: Lack = {
  code: 'usage',
  message: 'It is billed by usage; the Office 365 application does not sell such offers.',
  hint: 'Leave it out.',
}

function isGone({ priceChange, validTo }: Offer): Lack {
  const until = validTo === undefined ? '' : `, valid to ${validTo}`
  return {
    code: 'withdrawn',
    message: `Microsoft withdraws it (${priceChange ?? ''} in the price list${until}).`,
    hint: priceChange === 'DEPR' ? 'It is bought in new commerce only.' : 'Sell its successor instead.',
  }
}

function ownLacks({ id }: Offer, { sellable, unusable }: LackContext): Lack[] {
  const reason = sellable.leftOut.get(id)?.reason
  if (reason === undefined || reason === 'withdrawn') return []
  if (reason === 'no-provisioning-id') {
    return [
      {
        code: reason,
        message: 'No file tells its Provisioning ID, so no type can be made for it.',
        hint: `Load the SKU table too, or add it to the configuration: provisioningIds: { "${id}": "…" }`,
      },
    ]
  }
  return [notHere(unusable.get(id) ?? reason)]
}

function parentLacks(offer: Offer, { catalog, sellable, unusable }: LackContext): Lack[] {
  const { parents } = offer
  const supply = { offers: catalog.offers, paidOf: sellable.paidOf }
  const present = presentParents(offer, supply).flatMap((id) => catalog.offers.get(id) ?? [])
  if (present.some(({ id }) => !unusable.has(id))) return []
  if (present.length === 0) {
    return [
      {
        code: 'no-parent',
        message: `None of its ${count(parents.length, 'parent')} is in this catalog.`,
        hint: `Load a catalog that has one of these too: ${firstFew(parents, 3)}.`,
      },
    ]
  }
  const reasons = present.map(({ id, name }) => `"${name}" (${id}): ${unusable.get(id) ?? ''}`)
  return [
    {
      code: 'no-usable-parent',
      message: `None of its ${count(present.length, 'parent')} in this catalog can be sold here.`,
      hint: `One of these would do: ${firstFew(reasons, 5)}.`,
    },
  ]
}
