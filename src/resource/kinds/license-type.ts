/** A license type: the application's own record of a base offer (KB 126207, step A2; domain.md, section 2.2). */

import { address, type Kind } from '../resource.ts'
import { selectedOffers } from '../wish-context.ts'
import { apsWay, commonFields, cutToOnboarded, pick, typeLines } from './offer-type.ts'

const labels = {
  name: 'License Name',
  offerId: 'Offer ID',
  trialOfferId: 'Trial Offer ID',
  provisioningId: 'Provisioning ID',
  assignable: 'Can be assigned to users',
  upgrades: 'Possible upgrades',
}

export const licenseType: Kind = {
  name: 'license-type',
  noun: 'license type',
  slice: 'types',
  wish: (context) =>
    selectedOffers(context, 'license').map(({ offer, reason }) => {
      const existing = context.inventory.types.get(offer.id)
      const targets = offer.convertsTo.filter(
        (id) => id !== offer.id && context.sellable.offers.get(id)?.kind === 'license',
      )
      return {
        key: offer.id,
        label: offer.name,
        value: {
          ...commonFields(context, offer),
          trialOfferId: context.sellable.trials.get(offer.id) ?? existing?.trialOfferId ?? null,
          upgrades: cutToOnboarded(context, targets, existing?.upgrades ?? []),
        },
        needs: [],
        reason,
        sources: [offer.at],
      }
    }),
  seen: (key, _observed, inventory) => {
    const type = inventory.types.get(key)
    if (type?.kind !== 'license') return undefined
    const fields = ['name', 'offerId', 'provisioningId', 'assignable', 'trialOfferId', 'upgrades'] as const
    return { id: type.apsId, value: pick(type, fields) }
  },
  references: { field: 'upgrades', address: (key) => address('license-type', key) },
  ways: [apsWay],
  manual: (task) => ({
    where: 'Services > Applications > Office 365 > Instances > the instance > License Types',
    lines: [
      task.action === 'create' ? 'Create a license type:' : `Open "${task.label}" and set:`,
      ...typeLines(task, labels),
    ],
  }),
  click: ({ action, key, value, idOf }) => ({
    do: 'type.save',
    kind: 'license',
    ...(action === 'update' ? { id: String(idOf(address('license-type', key))) } : {}),
    values: { ...value, parents: [] } as never,
  }),
}
