/** What people call the things that a plan refers to by offer id or address. */

import { resellerAddress } from '../resource/reseller.ts'
import { address, type Address } from '../resource/resource.ts'
import type { WishContext } from '../resource/wish-context.ts'

/** Offer names by offer id, and labels by address; what is wished for has the last word. */
export function namesFor(context: WishContext, wished: ReadonlyMap<Address, string>): Record<string, string> {
  const { inventory, observed } = context
  const names: Record<string, string> = {}
  for (const [id, type] of inventory.types) {
    names[id] = type.name
    names[address(type.kind === 'license' ? 'license-type' : 'addon-type', id)] = type.name
  }
  for (const [id, resourceType] of inventory.resourceTypes) names[address('resource-type', id)] = resourceType.name
  for (const [key, label] of inventory.planLabels) names[address('service-plan', key)] = label
  names[address('service-template', String(observed.template.id))] = observed.template.name
  for (const { account, name } of context.site.resellers) names[resellerAddress(account)] = name
  for (const offer of context.catalog.offers.values()) names[offer.id] = offer.name
  for (const [key, label] of wished) names[key] = label
  return names
}
