/**
 * The resources of the service template and their limits (step A7). The resource set changes only while the template is
 * inactive, and an inactive template sells nothing: deactivate, add, limits, activate are one unit.
 */

import type { Inventory } from '../inventory.ts'
import type { ObservedState, ObservedTemplate } from '../observed-state.ts'
import { address, type Address, type Kind, type Wish } from '../resource.ts'
import { selectedOffers, type WishContext } from '../wish-context.ts'
import { templateWindow, type TemplateValue, templateValue } from './template-window.ts'

/** New license and add-on resources are limited to 0: the sold amount comes from plan rates (rule I8, KB 115453). */
const SOLD_BY_RATE = 0

function limitsSeen(template: ObservedTemplate, inventory: Inventory): Record<Address, number> {
  const rows = [...template.limits].flatMap(([resourceId, limit]) => {
    const offerId = inventory.offerOf.get(resourceId)
    return offerId === undefined ? [] : [[address('resource-type', offerId), limit] as const]
  })
  return Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The template that is sold, and that of Customer Management where it is another one (steps A14b and B10). */
function templatesOf({ template, customerManagement }: ObservedState): ObservedTemplate[] {
  return customerManagement === undefined || customerManagement.id === template.id
    ? [template]
    : [template, customerManagement]
}

function wishFor(template: ObservedTemplate, reason: string, context: WishContext): Wish<TemplateValue> {
  const offers = selectedOffers(context)
  const limits = limitsSeen(template, context.inventory)
  for (const { offer } of offers) {
    const key = address('resource-type', offer.id)
    const seen = limits[key]
    if (seen === undefined || seen === -1) limits[key] = SOLD_BY_RATE
  }
  const changed = offers.filter(({ offer }) => {
    const id = context.inventory.resourceTypes.get(offer.id)?.id
    return id === undefined || (template.limits.get(id) ?? -1) === -1
  })
  return {
    key: String(template.id),
    label: template.name,
    value: { limits },
    needs: changed.map(({ offer }) => address('resource-type', offer.id)),
    reason,
    sources: changed.map(({ offer }) => offer.at),
  }
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
    if (context.selected.size === 0) return []
    const reasons = ['customers can be given only what their template holds', 'resellers are subscribed to it']
    return templatesOf(context.observed).map((template, index) => wishFor(template, reasons[index] ?? '', context))
  },
  seen: (key, observed, inventory) => {
    const template = templatesOf(observed).find(({ id }) => String(id) === key)
    return template === undefined ? undefined : { id: template.id, value: { limits: limitsSeen(template, inventory) } }
  },
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
  click: ({ key, value, before, idOf }) => ({
    do: 'template.add-resources',
    templateId: Number(key),
    resourceIds: changedLimits(value, before).map((resource) => Number(idOf(resource))),
  }),
}
