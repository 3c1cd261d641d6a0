/**
 * The unit in which Billing measures what is sold by the gigabyte (rule I7). OA has no API for it (oa-wire.md, section
 * 4.3), and it must be right before the first rate: changing the unit of a resource in use has multiplied fees by 1024²
 * (pain point P16), so a resource that any plan has a rate for is never touched.
 */

import { z } from 'zod'
import type { Offer } from '../../catalog/offer.ts'
import type { Diagnostic } from '../../lib/diagnostic.ts'
import { address, type Address, type Kind } from '../resource.ts'
import { selectedOffers, type WishContext } from '../wish-context.ts'
import { resourceNameOf } from './resource-type.ts'
import { offersToRate } from './service-plan-wish.ts'

/** A gigabyte in the kilobytes that Billing counts in: the vendor's own multiplier (CustomLicenseTypes.json). */
const GIGABYTE = { unit: 'GB', multiplier: 1_048_576 }

const value = z.object({ unit: z.string(), multiplier: z.int() })

/** New, or there for long and about to get its first rate. */
function needsUnit({ inventory }: WishContext, { id }: Offer, aboutToBeRated: ReadonlySet<string>): boolean {
  if (inventory.categories.has(id)) return false
  return !inventory.resourceTypes.has(id) || aboutToBeRated.has(id)
}

/** What the rates of offers wait for: the units of those sold by the gigabyte. */
export function unitsOf(offers: readonly Offer[]): Address[] {
  return offers.filter(({ perGigabyte }) => perGigabyte).map(({ id }) => address('resource-unit', id))
}

export const resourceUnit: Kind<z.infer<typeof value>> = {
  name: 'resource-unit',
  noun: 'unit of measure of',
  word: 'unit',
  slice: undefined,
  onlyOrders: true,
  isSet: true,
  schema: value,
  wish: (context) => {
    const rated = offersToRate(context)
    return selectedOffers(context)
      .filter(({ offer }) => offer.perGigabyte && needsUnit(context, offer, rated))
      .map(({ offer }) => ({
        key: offer.id,
        label: resourceNameOf(context, offer),
        value: GIGABYTE,
        needs: [address('resource-type', offer.id)],
        reason: 'the offer is priced per gigabyte, and its unit must be right before its first rate',
        sources: [offer.at],
      }))
  },
  seen: () => undefined,
  ways: [],
  manual: ({ label, value: { unit, multiplier } }) => ({
    where: 'Billing: Products > Resources',
    lines: [
      `Open "${label}" and set, before any plan has a rate for it:`,
      `Unit of Measure: ${unit}`,
      `Multiplier: ${multiplier}`,
    ],
  }),
  click: ({ key, value: { unit, multiplier }, idOf }) => ({
    do: 'resource.set-unit',
    resourceId: Number(idOf(address('resource-type', key))),
    unit,
    multiplier,
  }),
}

/** Resources in use whose unit is not that of their offer: left alone, and told (pain point P16). */
export function unitFindings({ observed, inventory, ...context }: WishContext): Diagnostic[] {
  const units = new Map(
    observed.plans.flatMap(({ rates }) => rates.map((rate) => [rate.resourceId, rate.unit] as const)),
  )
  return selectedOffers({ observed, inventory, ...context }).flatMap(({ offer }) => {
    const resource = inventory.resourceTypes.get(offer.id)
    const unit = resource === undefined ? undefined : units.get(resource.id)
    const isGigabyte = /^(gb|gigabytes?)$/i.test(unit?.trim() ?? '')
    if (resource === undefined || unit === undefined || isGigabyte === offer.perGigabyte) return []
    return [
      {
        severity: 'warning' as const,
        code: 'plan/unit-in-use',
        message: `The resource "${resource.name}" (${resource.id}) is measured in "${unit}" and ${offer.perGigabyte ? 'sold by the gigabyte' : 'not sold by the gigabyte'}.`,
        hint: 'It is left alone: plans have rates for it, and changing a unit in use multiplies fees. Ask the vendor.',
        at: offer.at,
      },
    ]
  })
}
