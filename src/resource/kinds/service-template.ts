/**
 * The resources of the service template and their limits (step A7). The resource set changes only while the template is
 * inactive, and an inactive template sells nothing: deactivate, add, limits, activate are one unit.
 */

import type { Inventory } from '../inventory.ts'
import type { ObservedState } from '../observed-state.ts'
import { address, type Address, type Kind } from '../resource.ts'
import { selectedOffers } from '../wish-context.ts'
import { templateWindow, type TemplateValue, templateValue } from './template-window.ts'

/** New license and add-on resources are limited to 0: the sold amount comes from plan rates (rule I8, KB 115453). */
const SOLD_BY_RATE = 0

function limitsSeen(observed: ObservedState, inventory: Inventory): Record<Address, number> {
  const rows = [...observed.template.limits].flatMap(([resourceId, limit]) => {
    const offerId = inventory.offerOf.get(resourceId)
    return offerId === undefined ? [] : [[address('resource-type', offerId), limit] as const]
  })
  return Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Limits that are new or differ from before. */
function changedLimits(value: TemplateValue, before: TemplateValue | undefined): Address[] {
  return (Object.entries(value.limits) as [Address, number][])
    .filter(([resource, limit]) => before?.limits[resource] !== limit)
    .map(([resource]) => resource)
}

export const serviceTemplate: Kind<TemplateValue> = {
  name: 'service-template',
  noun: 'service template',
  word: 'template',
  slice: 'template',
  // A plan has rates only for what its template holds (rule I11).
  neededWhole: true,
  schema: templateValue,
  wish: (context) => {
    const offers = selectedOffers(context)
    if (offers.length === 0) return []
    const { template } = context.observed
    const limits = limitsSeen(context.observed, context.inventory)
    for (const { offer } of offers) {
      const key = address('resource-type', offer.id)
      const seen = limits[key]
      if (seen === undefined || seen === -1) limits[key] = SOLD_BY_RATE
    }
    const changed = offers.filter(({ offer }) => {
      const id = context.inventory.resourceTypes.get(offer.id)?.id
      return id === undefined || (template.limits.get(id) ?? -1) === -1
    })
    return [
      {
        key: String(template.id),
        label: template.name,
        value: { limits },
        needs: changed.map(({ offer }) => address('resource-type', offer.id)),
        reason: 'customers can be given only what their template holds',
        sources: changed.map(({ offer }) => offer.at),
      },
    ]
  },
  seen: (key, observed, inventory) =>
    key === String(observed.template.id)
      ? { id: observed.template.id, value: { limits: limitsSeen(observed, inventory) } }
      : undefined,
  ways: [templateWindow],
  manual: ({ label, value, before, nameOf }) => ({
    where: 'Operations: Products > Service Templates',
    lines: [
      `Open "${label}". General: Deactivate. From here until the last line nothing on it can be sold.`,
      'Resources: Add resources, select, Submit:',
      ...changedLimits(value, before).map((resource) => `- ${nameOf(resource)}`),
      'Set each of these limits to 0, Submit.',
      'General: Activate. Do not forget.',
    ],
  }),
  click: ({ value, before, idOf, target }) => ({
    do: 'template.add-resources',
    templateId: target.templateId,
    resourceIds: changedLimits(value, before).map((resource) => Number(idOf(resource))),
  }),
}
