/** What people call the things that a plan refers to by offer id or address. */

import { kinds } from '../resource/kinds.ts'
import { address, type Kind } from '../resource/resource.ts'
import type { WishContext } from '../resource/wish-context.ts'

/** Offer names by offer id, and labels by address: wished ones first, then existing ones. */
export function namesFor(context: WishContext): Record<string, string> {
  const { inventory, observed } = context
  const names: Record<string, string> = {}
  for (const [id, type] of inventory.types) {
    names[id] = type.name
    names[address(type.kind === 'license' ? 'license-type' : 'addon-type', id)] = type.name
  }
  for (const [id, resourceType] of inventory.resourceTypes) names[address('resource-type', id)] = resourceType.name
  for (const [id, plan] of inventory.plans) names[address('service-plan', id)] = plan.name
  names[address('service-template', String(observed.template.id))] = observed.template.name
  for (const offer of context.catalog.offers.values()) names[offer.id] = offer.name
  for (const kind of kinds as readonly Kind[]) {
    for (const wish of kind.wish(context)) names[address(kind.name, wish.key)] = wish.label
  }
  return names
}
