/** What a plan's fees are, and where they are missing or doubtful: told before anything is done. */

import { collapseDiagnostics } from '../lib/collapse-diagnostics.ts'
import type { Diagnostic } from '../lib/diagnostic.ts'
import { isZeroMoney } from '../lib/money.ts'
import { count, firstFew } from '../lib/text.ts'
import { isOneTime } from '../catalog/one-time.ts'
import { billedEvery, billedEveryOf, oneTimeSeats, periodsFor } from '../resource/kinds/service-plan-rates.ts'
import { servicePlanValue } from '../resource/kinds/service-plan-value.ts'
import { draftPlan, extendPlan, plansToCreate, plansToKeep } from '../resource/kinds/service-plan-wish.ts'
import type { ObservedPlan } from '../resource/observed-state.ts'
import type { PriceBook } from '../resource/price-book.ts'
import { selectedOffers, type WishContext } from '../resource/wish-context.ts'
import type { Operation } from './plan.ts'

/** What keeps the price list from pricing this run; with an error among them nothing is planned. */
export function priceFindings(context: WishContext): Diagnostic[] {
  const { prices, site } = context
  if (prices === undefined) return []
  const ofNew = plansToCreate(context).flatMap(({ offer }) => {
    const months = isOneTime(offer) ? undefined : billedEvery(periodsFor(offer, site.policy))
    return draftPlan(context, offer).offers.flatMap(({ id, name }) => about(name, prices.problemOf(id, months)))
  })
  const ofOld = plansToKeep(context).flatMap(({ key, plan }) => {
    const { offers } = extendPlan(context, key, plan)
    if (offers.length === 0) return []
    const months = billedEveryOf(plan)
    const unclear = unclearPlan(plan, prices)
    if (unclear !== undefined || months === undefined) return unclear ?? []
    return offers.flatMap(({ id, name }) => onSale(plan, about(name, prices.problemOf(id, months))))
  })
  return collapseDiagnostics(distinct([...ofNew, ...ofOld]))
}

/** A price that is missing is only missing, until it would be sold at once. */
function onSale(plan: ObservedPlan, found: readonly Diagnostic[]): Diagnostic[] {
  return found.map((finding) =>
    plan.published && finding.code === 'prices/missing'
      ? {
          ...finding,
          severity: 'error',
          message: `${finding.message} The plan "${plan.name}" (${plan.id}) is on sale.`,
          hint: 'Add its line to the price list, or leave the plan out with --plan.',
        }
      : finding,
  )
}

function unclearPlan({ name, id, currency, ...plan }: ObservedPlan, prices: PriceBook): Diagnostic | undefined {
  const problem = (code: string, message: string, hint: string): Diagnostic => ({
    severity: 'error',
    code,
    message,
    hint,
  })
  if (currency !== undefined && currency !== prices.currency) {
    return problem(
      'prices/other-currency',
      `The plan "${name}" (${id}) is in ${currency}, and the price list in ${prices.currency}.`,
      'Prices are not converted. Narrow the run with --plan, or give a list in that currency.',
    )
  }
  if (billedEveryOf({ name, id, currency, ...plan }) !== undefined) return undefined
  return problem(
    'prices/unknown-billing-period',
    `Billing does not tell how many months the fees of the plan "${name}" (${id}) are for.`,
    'Leave the plan out with --plan, and price its new rates by hand.',
  )
}

function about(name: string, finding: Diagnostic | undefined): Diagnostic[] {
  return finding === undefined ? [] : [{ ...finding, message: `${name}: ${finding.message}` }]
}

function distinct(findings: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()]
}

/** What a person should know of the fees in this plan before agreeing to it. */
export function feeNotes(operations: readonly Operation[], { prices, site, ...context }: WishContext): Diagnostic[] {
  const made = operations.filter(({ action, address }) => action === 'create' && address?.startsWith('service-plan/'))
  const note = (severity: Diagnostic['severity'], code: string, message: string, hint?: string): Diagnostic => ({
    ...{ severity, code, message },
    ...(hint === undefined ? {} : { hint }),
  })
  const notes: Diagnostic[] = []
  if (made.length > 0 && prices === undefined) {
    notes.push(
      note(
        'info',
        'plan/no-prices',
        `${count(made.length, 'new plan')}: unpublished, prices 0.00; price in Billing, then publish.`,
      ),
    )
  }
  if (prices !== undefined && operations.some(({ address }) => address?.startsWith('service-plan/'))) {
    const { rounding, decimals } = site.policy.prices
    const words = { fee: 'its fees', list: 'List Price', erp: 'ERP' }[prices.column]
    const stays =
      made.length === 0 ? '' : ` ${count(made.length, 'new plan')}: unpublished; look at them in Billing, then publish.`
    notes.push(
      note(
        'info',
        'plan/priced',
        `New rates are priced by ${prices.file}: ${words} in ${prices.currency}, per month times the months billed, rounded ${rounding} to ${decimals} places; old prices stay.${stays}`,
      ),
    )
  }
  const free = freeOnSale(operations)
  if (free.length > 0) {
    const names = firstFew(free, 3)
    notes.push(
      note(
        'warning',
        'plan/free-on-sale',
        `New rates of 0.00 in ${count(free.length, 'published plan')}: customers can have them for nothing (${names}).`,
        'Give a price list with --prices, or price the rates in Billing before the plans are synchronized.',
      ),
    )
  }
  return [...notes, ...seatless({ site, ...context }), ...leastOfAddons({ site, ...context }, operations)]
}

/** Labels of the published plans that get a rate for nothing. */
function freeOnSale(operations: readonly Operation[]): string[] {
  return operations.flatMap(({ address, action, value, before, label }) => {
    if (action !== 'update' || address?.startsWith('service-plan/') !== true) return []
    const wanted = servicePlanValue.safeParse(value).data
    const old = new Set(servicePlanValue.safeParse(before).data?.rates.map(({ resource }) => resource))
    const isFree = wanted?.rates.some(({ resource, recurringFee }) => !old.has(resource) && isZeroMoney(recurringFee))
    return wanted?.published === true && isFree === true ? [label] : []
  })
}

function seatless(context: WishContext): Diagnostic[] {
  const { inventory, site } = context
  return selectedOffers(context, 'license')
    .filter(({ offer }) => isOneTime(offer) && !inventory.plans.has(offer.id))
    .filter(({ offer }) => oneTimeSeats(offer, site.policy) === undefined)
    .map(({ offer: { name, id, at } }) => ({
      severity: 'warning',
      code: 'plan/one-time-seats',
      message: `${name} (${id}) has a one-time price, and nothing says for how many seats; no plan is made for it.`,
      hint: `Say it in the configuration: policy: { plans: { oneTimeSeats: { ${id}: 100 } } }.`,
      at,
    }))
}

/** Add-ons that Microsoft sells only by several units; their rates begin at 0 all the same (see `newRate`). */
function leastOfAddons({ catalog }: WishContext, operations: readonly Operation[]): Diagnostic[] {
  const rated = new Set(
    operations.flatMap(({ changes, address }) =>
      address?.startsWith('service-plan/') !== true
        ? []
        : changes.flatMap(({ field, to }) =>
            field === 'rates' ? (to as { resource: string }[]).map(({ resource }) => resource) : [],
          ),
    ),
  )
  const addons = [...catalog.offers.values()].filter(
    ({ id, kind, minSeats }) => kind === 'addon' && (minSeats ?? 0) > 1 && rated.has(`resource-type/${id}`),
  )
  const [first] = addons
  if (first === undefined) return []
  const names = addons.map(({ name, minSeats }) => `${name} (${minSeats ?? ''})`)
  return [
    {
      severity: 'warning',
      code: 'plan/addon-minimum',
      message: `${count(addons.length, 'add-on')} that Microsoft sells only by several units: ${firstFew(names, 3)}.`,
      hint: 'A minimum in the rate would sell as many to everybody who buys the plan, so it is 0: say in the store that fewer cannot be ordered.',
      at: first.at,
    },
  ]
}
