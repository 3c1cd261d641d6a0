/** An add-on type, and the possible-parent lists of all of them, old ones too (KB 126207, steps A2b, A3 and A3b). */

import type { Offer } from '../../catalog/offer.ts'
import { address, type Kind, type Wish } from '../resource.ts'
import { selectedOffers, type WishContext } from '../wish-context.ts'
import { apsWay, commonFields, cutToOnboarded, pick, typeLines } from './offer-type.ts'

const fields = ['name', 'offerId', 'provisioningId', 'assignable', 'parents'] as const

const labels = {
  name: 'Add-on Name',
  offerId: 'Offer ID',
  provisioningId: 'Provisioning ID',
  assignable: 'Can be assigned to users',
  parents: 'Possible parent offers',
}

function parentsAfter(context: WishContext, offer: Offer): string[] {
  const existing = context.inventory.types.get(offer.id)?.parents ?? []
  return cutToOnboarded(context, context.graph.parentsOf(offer.id), existing)
}

/** An add-on type that this run did not ask for: only its list of parents is looked after. */
function oldTypes(context: WishContext): Wish[] {
  return [...context.inventory.types.values()].flatMap((type) => {
    const offer = context.sellable.offers.get(type.offerId)
    if (type.kind !== 'addon' || offer === undefined || context.selected.has(offer.id)) return []
    return [
      {
        key: offer.id,
        label: type.name,
        value: { ...pick(type, fields), parents: parentsAfter(context, offer) },
        needs: [],
        reason: 'possible parents of all add-on types follow what is onboarded',
        sources: [offer.at],
      },
    ]
  })
}

export const addonType: Kind = {
  name: 'addon-type',
  noun: 'add-on type',
  slice: 'types',
  wish: (context) => [
    ...selectedOffers(context, 'addon').map(({ offer, reason }) => ({
      key: offer.id,
      label: offer.name,
      value: { ...commonFields(context, offer), parents: parentsAfter(context, offer) },
      needs: context.graph
        .parentsOf(offer.id)
        .filter((id) => context.selected.has(id) && context.sellable.offers.get(id)?.kind === 'license')
        .map((id) => address('license-type', id)),
      reason,
      sources: [offer.at],
    })),
    ...oldTypes(context),
  ],
  seen: (key, _observed, inventory) => {
    const type = inventory.types.get(key)
    return type?.kind === 'addon' ? { id: type.apsId, value: pick(type, fields) } : undefined
  },
  references: { field: 'parents', address: (key) => address('addon-type', key) },
  ways: [apsWay],
  manual: (task) => ({
    where: 'Services > Applications > Office 365 > Instances > the instance > Add-on Types',
    lines: [
      task.action === 'create' ? 'Create an add-on type:' : `Open "${task.label}" and set:`,
      ...typeLines(task, labels),
    ],
  }),
  click: ({ action, key, value, idOf }) => ({
    do: 'type.save',
    kind: 'addon',
    ...(action === 'update' ? { id: String(idOf(address('addon-type', key))) } : {}),
    values: { ...value, trialOfferId: null, upgrades: [] } as never,
  }),
}
