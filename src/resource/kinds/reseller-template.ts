/**
 * A power reseller's own service template: the new resources go in there as they do in the provider's, in the reseller's
 * own panel (KB 123749; reference/domain.md, section 3.1).
 */

import { z } from 'zod'
import { addedTo } from '../added.ts'
import { address, addressSchema, type Address, type Kind } from '../resource.ts'
import type { Reseller } from '../reseller.ts'
import { rank } from '../resellers/panels.ts'
import { selectedOffers, type WishContext } from '../wish-context.ts'
import { serviceTemplate } from './service-template.ts'

/** No limit at all: such a resource cannot be sold (rule I8), so it does not count as being there. */
const UNLIMITED = -1

const value = z.object({ resources: z.array(addressSchema) })

/** What this run adds to the sold template; for a reseller that was named, everything wanted. */
function wantedIn(reseller: Reseller, context: WishContext): Address[] {
  if (reseller.named === true) return selectedOffers(context).map(({ offer }) => address('resource-type', offer.id))
  const sold = serviceTemplate.wish(context)[0]
  const before = sold === undefined ? undefined : serviceTemplate.seen(sold.key, context.observed, context.inventory)
  return (Object.keys(sold?.value.limits ?? {}) as Address[]).filter(
    (resource) => before?.value.limits[resource] !== sold?.value.limits[resource],
  )
}

export const resellerTemplate: Kind<z.infer<typeof value>> = {
  name: 'reseller-template',
  noun: 'own service template of',
  word: 'template',
  slice: 'resellerTemplates',
  forReseller: true,
  readLast: true,
  schema: value,
  members: 'resources',
  wish: (context) =>
    context.site.resellers
      .filter(({ model }) => model === 'power')
      .flatMap((reseller) => {
        const key = String(reseller.account)
        const present = resellerTemplate.seen(key, context.observed, context.inventory)?.value.resources ?? []
        const missing = wantedIn(reseller, context).filter((resource) => !present.includes(resource))
        if (missing.length === 0) return []
        const resources = [...present, ...missing].sort()
        const wish = { key, label: reseller.name, value: { resources }, needs: missing }
        return [{ ...wish, reason: rank(reseller), sources: [reseller.at] }]
      }),
  seen: (key, { resellerTemplates }, { offerOf }) => {
    const template = resellerTemplates.get(Number(key))
    if (template === undefined) return undefined
    const resources = [...template.limits].flatMap(([id, limit]) => {
      const offerId = offerOf.get(id)
      return offerId === undefined || limit === UNLIMITED ? [] : [address('resource-type', offerId)]
    })
    return { id: template.id, value: { resources: resources.sort() } }
  },
  ways: [],
  manual: ({ key, label, value: wanted, before, nameOf }) => ({
    where: `Operations, in the panel of ${label} (account ${key}): Products > Service Templates > its Office 365 template`,
    lines: [
      'General: Deactivate. From here until the last line nothing on it can be sold.',
      'Resources: Add resources, select, Submit:',
      ...addedTo(wanted, before, 'resources').map((resource) => `- ${nameOf(resource)}`),
      'Set each of these limits to 0, Submit.',
      'General: Activate. Do not forget.',
    ],
  }),
  click: ({ key, value: wanted, before, idOf }) => ({
    do: 'reseller.add-resources',
    account: Number(key),
    resourceIds: addedTo(wanted, before, 'resources').map((resource) => Number(idOf(resource))),
  }),
}
