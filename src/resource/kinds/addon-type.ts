/** An add-on type, and the possible-parent lists of all of them, old ones too (KB 126207, steps A2b, A3 and A3b). */

import { z } from 'zod'
import type { Offer } from '../../catalog/offer.ts'
import type { ObservedType } from '../observed-state.ts'
import { address, type Address, type Kind, type Wish } from '../resource.ts'
import { selectedOffers, type WishContext } from '../wish-context.ts'
import { apsWay, commonFields, cutToOnboarded, formLines, offerTypeFields, rivalTypes } from './offer-type.ts'

const value = z.object({
  ...offerTypeFields,
  /** Offer ids of license types and add-on types; any one of them suffices. */
  parents: z.array(z.string()),
})
type AddonTypeValue = z.infer<typeof value>

const labels = {
  name: 'Add-on Name',
  offerId: 'Offer ID',
  provisioningId: 'Provisioning ID',
  assignable: 'Can be assigned to users',
  parents: 'Possible parent offers',
}

/** Never empty where there was a parent: an add-on type must have one (rule I3), whatever the catalog dropped. */
function parentsAfter(context: WishContext, offer: Offer): string[] {
  const existing = context.inventory.types.get(offer.id)?.parents ?? []
  const parents = cutToOnboarded(context, context.graph.parentsOf(offer.id), existing)
  return parents.length > 0 ? parents : [...existing]
}

function valueOf({ name, offerId, provisioningId, assignable, parents }: ObservedType): AddonTypeValue {
  return { name, offerId, provisioningId, assignable, parents: [...parents] }
}

/** An add-on type that this run did not ask for: only its list of parents is looked after. */
function oldTypes(context: WishContext): Wish<AddonTypeValue>[] {
  return [...context.inventory.types.values()].flatMap((type) => {
    const offer = context.sellable.offers.get(type.offerId)
    if (type.kind !== 'addon' || offer?.kind !== 'addon' || context.selected.has(offer.id)) return []
    // Which of two types would be meant nobody knows; a run that did not ask for them leaves both alone.
    if (context.inventory.duplicates.has(offer.id)) return []
    return [
      {
        key: offer.id,
        label: type.name,
        value: { ...valueOf(type), parents: parentsAfter(context, offer) },
        needs: newLicenseParents(context, offer),
        reason: 'possible parents of all add-on types follow what is onboarded',
        sources: [offer.at],
      },
    ]
  })
}

/** A parent that is a license must have its type first; add-ons among each other are ordered by `references`. */
function newLicenseParents(context: WishContext, offer: Offer): Address[] {
  return context.graph
    .parentsOf(offer.id)
    .filter((id) => context.selected.has(id) && context.sellable.offers.get(id)?.kind === 'license')
    .map((id) => address('license-type', id))
}

export const addonType: Kind<AddonTypeValue> = {
  name: 'addon-type',
  noun: 'add-on type',
  word: 'add-on',
  slice: 'types',
  schema: value,
  wish: (context) => [
    ...selectedOffers(context, 'addon').map(({ offer, reason }) => {
      const common = commonFields(context, offer)
      return {
        key: offer.id,
        label: common.name,
        value: { ...common, parents: parentsAfter(context, offer) },
        needs: newLicenseParents(context, offer),
        reason,
        sources: [offer.at],
      }
    }),
    ...oldTypes(context),
  ],
  seen: (key, _observed, inventory) => {
    const type = inventory.types.get(key)
    if (type?.kind !== 'addon') return undefined
    return { id: type.apsId, value: valueOf(type), ...(type.ready ? {} : { unfinished: true }) }
  },
  rivals: (key, observed, inventory) => rivalTypes(key, observed, inventory, valueOf),
  references: { field: 'parents', address: (key) => address('addon-type', key) },
  ways: [apsWay('addon-type')],
  manual: (task) => ({
    where: 'Services > Applications > Office 365 > Instances > the instance > Add-on Types',
    lines: [
      task.action === 'create' ? 'Create an add-on type:' : `Open "${task.label}" and set:`,
      ...formLines(task, labels),
    ],
  }),
  click: ({ action, key, value: values, idOf }) => ({
    do: 'type.save',
    kind: 'addon',
    ...(action === 'update' ? { id: String(idOf(address('addon-type', key))) } : {}),
    values: { ...values, trialOfferId: null, upgrades: [] },
  }),
}
