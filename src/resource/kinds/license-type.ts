/** A license type: the application's own record of a base offer (KB 126207, step A2; domain.md, section 2.2). */

import { z } from 'zod'
import { licensesIn } from '../inventory.ts'
import type { ObservedType } from '../observed-state.ts'
import { address, type Kind, type Wish } from '../resource.ts'
import { upgradesOf } from '../upgrades.ts'
import { selectedOffers, type WishContext } from '../wish-context.ts'
import { apsWay, commonFields, cutToOnboarded, formLines, offerTypeFields, rivalTypes } from './offer-type.ts'

const value = z.object({
  ...offerTypeFields,
  trialOfferId: z.string().nullable(),
  /** Offer ids of the licenses that a customer may change to. */
  upgrades: z.array(z.string()),
})

type LicenseTypeValue = z.infer<typeof value>

const labels = {
  name: 'License Name',
  offerId: 'Offer ID',
  trialOfferId: 'Trial Offer ID',
  provisioningId: 'Provisioning ID',
  assignable: 'Can be assigned to users',
  upgrades: 'Possible upgrades',
}

function valueOf({ upgrades, ...type }: ObservedType): LicenseTypeValue {
  const { name, offerId, provisioningId, assignable, trialOfferId } = type
  return { name, offerId, provisioningId, assignable, trialOfferId, upgrades: [...upgrades] }
}

/** A type that this run did not ask for, of a plan that it may extend: it only learns of the upgrades that are new. */
function oldTypes(context: WishContext): Wish<LicenseTypeValue>[] {
  const { inventory, sellable, selected, reach } = context
  const extended = [...inventory.plans.values()].filter(({ id }) => reach.plans.has(id))
  const licenses = new Set(extended.flatMap((plan) => licensesIn(inventory, plan)))
  return [...licenses].sort().flatMap((id) => {
    const [type, offer] = [inventory.types.get(id), sellable.offers.get(id)]
    if (type === undefined || offer?.kind !== 'license' || selected.has(id)) return []
    const added = upgradesOf(context, offer).targets.filter((target) => selected.has(target))
    if (added.length === 0) return []
    return [
      {
        key: id,
        label: type.name,
        value: { ...valueOf(type), upgrades: [...new Set([...type.upgrades, ...added])].sort() },
        needs: [],
        reason: 'the catalog lists what this run brings among its upgrades',
        sources: [offer.at],
      },
    ]
  })
}

export const licenseType: Kind<LicenseTypeValue> = {
  name: 'license-type',
  noun: 'license type',
  word: 'license',
  slice: 'types',
  schema: value,
  wish: (context) => [
    ...selectedOffers(context, 'license').map(({ offer, reason }) => {
      const existing = context.inventory.types.get(offer.id)
      const common = commonFields(context, offer)
      return {
        key: offer.id,
        label: common.name,
        value: {
          ...common,
          trialOfferId: context.sellable.trials.get(offer.id) ?? existing?.trialOfferId ?? null,
          upgrades: cutToOnboarded(context, upgradesOf(context, offer).targets, existing?.upgrades ?? []),
        },
        needs: [],
        reason,
        sources: [offer.at],
      }
    }),
    ...oldTypes(context),
  ],
  seen: (key, _observed, inventory) => {
    const type = inventory.types.get(key)
    if (type?.kind !== 'license') return undefined
    return { id: type.apsId, value: valueOf(type), ...(type.ready ? {} : { unfinished: true }) }
  },
  rivals: (key, observed, inventory) => rivalTypes(key, observed, inventory, valueOf),
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
