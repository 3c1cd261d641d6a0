/** The price list of a run, by a site's decisions: which fee each new rate gets, and what is wrong with it. */

import type { OfferId } from '../catalog/offer.ts'
import type { PriceColumn, PriceLine } from '../catalog/price-lines.ts'
import type { Diagnostic } from '../lib/diagnostic.ts'
import { groupBy } from '../lib/group-by.ts'
import { isZeroMoney, roundMoney, timesMoney } from '../lib/money.ts'
import { firstFew } from '../lib/text.ts'
import type { ObservedPlan } from './observed-state.ts'
import type { Policy } from './policy.ts'

/** Without a price list every fee is zero. */
export const NO_PRICE = '0.00'

export interface Fees {
  setupFee: string
  recurringFee: string
}
export const noFees: Fees = { setupFee: NO_PRICE, recurringFee: NO_PRICE }

export interface PriceBook {
  /** As the user named it. */
  file: string
  currency: string
  column: PriceColumn
  /** What a unit of an offer costs that is billed every so many months; zero where the book cannot say. */
  unitFees: (id: OfferId, months: number) => Fees
  /** What a subscription costs for so many months, whatever it holds. */
  periodFees: (id: OfferId, months: number) => Fees
  /** What a unit costs for good, and what so many of them do. */
  onceFor: (id: OfferId, units: number) => string
  /** What is wrong with the price of an offer that is billed every so many months; undefined months are for good. */
  problemOf: (id: OfferId, months: number | undefined) => Diagnostic | undefined
}

export interface PriceBookInput {
  file: string
  lines: readonly PriceLine[]
  columns: ReadonlySet<PriceColumn>
  policy: Policy['prices']
  plans: readonly ObservedPlan[]
}

/**
 * Microsoft's lists state prices per month, whatever an offer is billed by; a fee for more months is that many times as
 * much (catalog formats, section 1.2). A line for exactly the months in question goes before that. Nothing is ever
 * divided: a price for a year says nothing about a month.
 *
 * @returns the book, or what keeps the list from being one
 */
export function openPriceBook({ file, lines, columns, policy, plans }: PriceBookInput): PriceBook | Diagnostic {
  const column = columnOf(columns, policy, file)
  if (typeof column === 'object') return column
  const currency = currencyOf(lines, policy, plans, file)
  if (typeof currency === 'object') return currency
  const byOffer = groupBy(lines, ({ id }) => id)
  const ownLines = (id: OfferId): PriceLine[] =>
    (byOffer.get(id) ?? []).filter((line) => (line.currency ?? currency) === currency)
  const lineFor = (id: OfferId, months: number | undefined): PriceLine | undefined => {
    const usable = ownLines(id).filter((line) => line.prices[column] !== undefined)
    if (months === undefined) return usable[0]
    const fitting = usable.filter((line) => months % line.months === 0)
    return fitting.reduce<PriceLine | undefined>(
      (best, line) => (best && best.months >= line.months ? best : line),
      undefined,
    )
  }
  const fee = (amount: string | undefined, times: number): string =>
    amount === undefined ? NO_PRICE : roundMoney(timesMoney(amount, times), policy.decimals, policy.rounding)
  return {
    file,
    currency,
    column,
    unitFees: (id, months) => {
      const line = lineFor(id, months)
      return {
        setupFee: fee(line?.setupFee, 1),
        recurringFee: fee(line?.prices[column], months / (line?.months ?? months)),
      }
    },
    periodFees: (id, months) => {
      const line = lineFor(id, months)
      return {
        setupFee: fee(line?.period.setupFee, 1),
        recurringFee: fee(line?.period.recurringFee, months / (line?.months ?? months)),
      }
    },
    onceFor: (id, units) => fee(lineFor(id, undefined)?.prices[column], units),
    problemOf: (id, months) => {
      const all = byOffer.get(id) ?? []
      const bad = all.find(({ problem }) => problem !== undefined)?.problem
      if (bad !== undefined) return bad
      const line = lineFor(id, months)
      const amount = line?.prices[column]
      if (line === undefined || amount === undefined) return whyMissing(all, ownLines(id), { file, currency, months })
      return isZeroMoney(amount) ? zeroPrice(line) : undefined
    },
  }
}

function columnOf(known: ReadonlySet<PriceColumn>, policy: Policy['prices'], file: string): PriceColumn | Diagnostic {
  const [only] = known
  if (known.size === 1 && only !== undefined) return only
  if (policy.column !== undefined && known.has(policy.column)) return policy.column
  return {
    severity: 'error',
    code: 'prices/which-column',
    message: known.size === 0 ? `${file} has no price.` : `${file} has two prices for each offer, List Price and ERP.`,
    hint: 'Say which one customers pay: --price-column erp or list, or policy.prices.column in the configuration.',
    at: { file },
  }
}

function currencyOf(
  lines: readonly PriceLine[],
  policy: Policy['prices'],
  plans: readonly ObservedPlan[],
  file: string,
): string | Diagnostic {
  const ofPlans = new Set(plans.flatMap(({ currency }) => currency ?? []))
  const ofLines = new Set(lines.flatMap(({ currency }) => currency ?? []))
  for (const known of [new Set(policy.currency === undefined ? [] : [policy.currency]), ofPlans, ofLines]) {
    const [only] = known
    if (known.size === 1 && only !== undefined) return only
    if (known.size > 1) break
  }
  const found = firstFew([...ofPlans, ...ofLines].sort())
  return {
    severity: 'error',
    code: 'prices/no-currency',
    message: `Nothing says which currency the prices of ${file} are to be in${found === '' ? '' : ` (${found})`}.`,
    hint: 'Say it in the configuration: policy: { prices: { currency: USD } }.',
    at: { file },
  }
}

function whyMissing(
  all: readonly PriceLine[],
  own: readonly PriceLine[],
  { file, currency, months }: { file: string; currency: string; months: number | undefined },
): Diagnostic {
  const [first] = all
  if (first !== undefined && own.length === 0) {
    const others = [...new Set(all.flatMap((line) => line.currency ?? []))].sort()
    return {
      severity: 'error',
      code: 'prices/other-currency',
      message: `Offer ${first.id} has a price in ${others.join(', ')} and none in ${currency}.`,
      hint: 'Prices are not converted. Give a list in the currency of the installation.',
      at: first.at,
    }
  }
  const priced = own.find(({ prices }) => Object.keys(prices).length > 0)
  if (priced !== undefined && months !== undefined) {
    return {
      severity: 'error',
      code: 'prices/other-term',
      message: `Offer ${priced.id} has a price for ${priced.months} months, and its plan is billed every ${months}.`,
      hint: 'A price is multiplied, never divided. Add a line with the price for the shorter term.',
      at: priced.at,
    }
  }
  return {
    severity: 'warning',
    code: 'prices/missing',
    message: 'The price list has no price for it.',
    hint: 'Add its line to the list, or price it in Billing before it is sold.',
    at: { file },
  }
}

function zeroPrice({ id, at }: PriceLine): Diagnostic {
  return {
    severity: 'warning',
    code: 'prices/zero',
    message: `Offer ${id} has a price of zero: customers get it for nothing.`,
    hint: 'If that is not meant, correct the line.',
    at,
  }
}
