/** A license type: the application's own record of a base offer (KB 126207, step A2; domain.md, section 2.2). */

import { z } from 'zod'
import { address, type Kind } from '../resource.ts'
import { selectedOffers } from '../wish-context.ts'
import { apsWay, commonFields, cutToOnboarded, formLines, offerTypeFields } from './offer-type.ts'

const value = z.object({
  ...offerTypeFields,
  trialOfferId: z.string().nullable(),
  /** Offer ids of the licenses that a customer may change to. */
  upgrades: z.array(z.string()),
})

const labels = {
  name: 'License Name',
  offerId: 'Offer ID',
  trialOfferId: 'Trial Offer ID',
  provisioningId: 'Provisioning ID',
  assignable: 'Can be assigned to users',
  upgrades: 'Possible upgrades',
}

export const licenseType: Kind<z.infer<typeof value>> = {
  name: 'license-type',
  noun: 'license type',
  word: 'license',
  slice: 'types',
  schema: value,
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
    const { name, offerId, provisioningId, assignable, trialOfferId, upgrades } = type
    return {
      id: type.apsId,
      value: { name, offerId, provisioningId, assignable, trialOfferId, upgrades: [...upgrades] },
    }
  },
  references: { field: 'upgrades', address: (key) => address('license-type', key) },
  ways: [apsWay('license-type')],
  manual: (task) => ({
    where: 'Services > Applications > Office 365 > Instances > the instance > License Types',
    lines: [
      task.action === 'create' ? 'Create a license type:' : `Open "${task.label}" and set:`,
      ...formLines(task, labels),
    ],
  }),
  click: ({ action, key, value: values, idOf }) => ({
    do: 'type.save',
    kind: 'license',
    ...(action === 'update' ? { id: String(idOf(address('license-type', key))) } : {}),
    values: { ...values, parents: [] },
  }),
}
