/** The periods and rates that a plan gets: amounts from the catalog, fees from the price list where there is one. */

import type { Offer } from '../../catalog/offer.ts'
import { isOneTime, ONE_TIME_YEARS } from '../../catalog/one-time.ts'
import type { ObservedPlan } from '../observed-state.ts'
import type { Period, Policy } from '../policy.ts'
import { NO_PRICE, noFees } from '../price-book.ts'
import { address } from '../resource.ts'
import type { WishContext } from '../wish-context.ts'
import type { PeriodValue, RateValue } from './service-plan-value.ts'

/**
 * The rate of an offer in a plan that recurs. Nothing is included, and the most is what Microsoft sells in one order
 * (rule I12, pain point P9).
 *
 * The least is 0, but for the License of a plan whose offer Microsoft sells only by m > 1 units: then it is m. OA adds the
 * minimum of a rate to every order (oa-wire.md, section 6.4). For the License that is right: an order of fewer fails only
 * when it is provisioned, after the customer has paid. For an add-on it would sell m units to everybody who buys the
 * plan, so an add-on keeps 0, and the run warns that orders below m will fail.
 */
export function newRate(context: WishContext, offer: Offer, months: number): RateValue {
  const least = offer.kind === 'license' && (offer.minSeats ?? 0) > 1 ? (offer.minSeats ?? 0) : 0
  return {
    resource: address('resource-type', offer.id),
    included: 0,
    minimum: least,
    maximum: offer.maxSeats ?? context.site.policy.plans.maximum,
    ...(context.prices?.unitFees(offer.id, months) ?? noFees),
  }
}

/** The periods and rates of a new plan: the license first. */
export function newPlanShape(context: WishContext, license: Offer, offers: readonly Offer[]) {
  if (isOneTime(license)) return oneTimeShape(context, license)
  const periods = periodsFor(license, context.site.policy)
  const months = billedEvery(periods)
  return {
    periods: periods.map((period) => ({
      ...period,
      ...(context.prices?.periodFees(license.id, monthsIn(period) ?? months) ?? noFees),
    })),
    rates: offers.map((offer) => newRate(context, offer, months)),
  }
}

/**
 * A plan that is paid once (KB 126207, last text): one period of six years, the price of all seats as its setup fee, and
 * one rate of exactly so many seats that costs nothing more.
 */
function oneTimeShape(context: WishContext, license: Offer): { periods: PeriodValue[]; rates: RateValue[] } {
  const seats = oneTimeSeats(license, context.site.policy) ?? 0
  const setupFee = context.prices?.onceFor(license.id, seats) ?? NO_PRICE
  return {
    periods: [{ length: ONE_TIME_YEARS, unit: 'year', setupFee, recurringFee: NO_PRICE }],
    rates: [
      {
        resource: address('resource-type', license.id),
        ...{ included: seats, minimum: seats, maximum: seats },
        ...noFees,
      },
    ],
  }
}

/** How many seats a one-time plan has: what Microsoft sells, where that is one number, else what the policy says. */
export function oneTimeSeats({ id, minSeats, maxSeats }: Offer, { plans }: Policy): number | undefined {
  if (minSeats !== undefined && minSeats === maxSeats && minSeats > 0) return minSeats
  return plans.oneTimeSeats[id]
}

/**
 * The periods of the policy that the offer can be billed by; a yearly offer gets a year where the policy has only
 * months (rule I13).
 */
export function periodsFor(offer: Offer, policy: Policy): readonly Period[] {
  const { billingFrequencies: frequencies } = offer
  const word: Record<Period['unit'], string> = { day: 'daily', month: 'monthly', year: 'annual' }
  const fitting = policy.plans.periods.filter(
    ({ unit }) => frequencies.length === 0 || unit === 'day' || frequencies.includes(word[unit]),
  )
  return fitting.length > 0 ? fitting : [{ length: 1, unit: frequencies.includes('monthly') ? 'month' : 'year' }]
}

/** How many months the recurring fees of a new plan are for: those of its shortest period, since OA bills by that. */
export function billedEvery(periods: readonly Period[]): number {
  const months = periods.flatMap((period) => monthsIn(period) ?? [])
  return months.length === 0 ? 1 : Math.min(...months)
}

/** The same for a plan that exists; undefined where Billing tells neither its billing period nor a clear term. */
export function billedEveryOf({ billingMonths, periods }: ObservedPlan): number | undefined {
  if (billingMonths !== undefined) return billingMonths
  const terms = new Set(
    periods.flatMap(({ length, unit }) => (unit === 'month' ? length : unit === 'year' ? 12 * length : [])),
  )
  const [only] = terms
  return terms.size === 1 ? only : undefined
}

function monthsIn({ length, unit }: Period): number | undefined {
  return unit === 'month' ? length : unit === 'year' ? 12 * length : undefined
}
