/** What a license can be upgraded to: what the catalog claims, held against everything else that is known (I14, P18). */

import type { Offer, OfferId } from '../catalog/offer.ts'
import { licensesIn } from './inventory.ts'
import type { WishContext } from './wish-context.ts'

/** Which claimed upgrades are not built. */
export const upgradeDoubts = {
  itself: 'to the same License',
  addon: 'to an add-on',
  trial: 'to a trial',
  'other-kind': 'to what is an add-on in the installation',
  'not-answered': 'that Partner Center does not answer, so that licences would not be moved',
  'several-licenses': 'to a plan with several Licenses, which OA cannot do',
  usage: 'to an offer billed by usage',
  withdrawn: 'to a withdrawn offer',
  'no-provisioning-id': 'to an offer without a Provisioning ID',
  unknown: 'to an offer that is not in the catalog',
} as const
export type UpgradeDoubt = keyof typeof upgradeDoubts

export interface Upgrades {
  /** Licenses that can be sold; whether they are onboarded is another question. */
  targets: readonly OfferId[]
  doubted: readonly { target: OfferId; doubt: UpgradeDoubt }[]
}

type Known = Pick<WishContext, 'catalog' | 'sellable' | 'inventory'>

/** Sorts the claims of one license. Pure. */
export function upgradesOf(context: Known, license: Offer): Upgrades {
  const targets: OfferId[] = []
  const doubted: { target: OfferId; doubt: UpgradeDoubt }[] = []
  for (const target of license.convertsTo) {
    const doubt = doubtAbout(context, license, target)
    if (doubt === undefined) targets.push(target)
    else doubted.push({ target, doubt })
  }
  return { targets, doubted }
}

function doubtAbout(context: Known, license: Offer, target: OfferId): UpgradeDoubt | undefined {
  const { catalog, sellable, inventory } = context
  if (target === license.id) return 'itself'
  if (catalog.doubtedUpgrades?.get(license.id)?.has(target) === true) return 'not-answered'
  const leftOut = sellable.leftOut.get(target)?.reason
  if (leftOut !== undefined) return leftOut
  const offer = sellable.offers.get(target)
  if (offer === undefined) return 'unknown'
  if (offer.kind === 'addon') return 'addon'
  return inventory.types.get(target)?.kind === 'addon' ? 'other-kind' : undefined
}

/** Whether an offer is sold here, but only in plans that have other Licenses too: OA upgrades to none of these. */
export function isSoldOnlyTogether({ inventory }: Pick<WishContext, 'inventory'>, license: OfferId): boolean {
  if (inventory.plans.has(license)) return false
  return [...inventory.plans.values()].some((plan) => licensesIn(inventory, plan).includes(license))
}
