/** A price list for plans: Microsoft's own, or a table of offer ids and fees, to one line for each offer and term. */

import { formatPlace, hasErrors, type Diagnostic, type Place } from '../lib/diagnostic.ts'
import { groupBy } from '../lib/group-by.ts'
import { OnboardError } from '../lib/onboard-error.ts'
import { readBytes } from '../lib/read-bytes.ts'
import { foldPrices } from './fold-prices.ts'
import type { PriceEntry } from './formats/catalog-format.ts'
import type { CatalogSource } from './formats/catalog-source.ts'
import { isPriceHeader } from './formats/price-columns.ts'
import { priceList } from './formats/price-list.ts'
import { openTable } from './formats/read-table.ts'
import { tablesLike } from './formats/tables-like.ts'
import type { OfferId } from './offer.ts'
import { openSource } from './open-source.ts'
import { feeColumns, readFeeRow } from './read-fee-row.ts'

/** The columns that can be the price of one unit; a table of one's own has the first, Microsoft's the others. */
export type PriceColumn = 'fee' | 'list' | 'erp'

export interface PriceLine {
  id: OfferId
  /** Upper case; undefined where the file does not say. */
  currency: string | undefined
  /** How many months the amounts are for. Microsoft's are for one, whatever the offer is billed by. */
  months: number
  /** What one unit costs, as decimal text. */
  prices: Partial<Record<PriceColumn, string>>
  /** What one unit costs once, at the beginning. */
  setupFee: string | undefined
  /** What a subscription costs whatever it holds. */
  period: { setupFee: string | undefined; recurringFee: string | undefined }
  at: Place
  /** Why the line cannot be used; whether that matters depends on whether its offer is asked for. */
  problem?: Diagnostic
}

export interface PriceLines {
  /** In the order of the file. */
  lines: readonly PriceLine[]
  /** By which columns they know prices. */
  columns: ReadonlySet<PriceColumn>
  diagnostics: readonly Diagnostic[]
}

/** Prices are a few hundred lines; the rest is a mistake. */
const LARGEST = 64 * 1024 * 1024

/**
 * @throws OnboardError `prices/unreadable` or `prices/not-a-list`, with what is wrong and where
 */
export async function readPriceLines(file: string): Promise<PriceLines> {
  const read = await readBytes(file, LARGEST)
  if ('problem' in read)
    throw unusable('prices/unreadable', `The price list "${file}" cannot be read (${read.problem}).`)
  const opened = await openSource(file, read.bytes)
  if ('refusal' in opened) throw unusable('prices/unreadable', `${file}: ${opened.refusal.message}`)
  const { lines, columns, diagnostics } = linesOf(opened.source)
  const all = [...opened.diagnostics, ...diagnostics]
  if (hasErrors(all)) throw unusable('prices/unreadable', `The price list "${file}" cannot be used.`, all)
  return { lines, columns, diagnostics: all }
}

function linesOf(source: CatalogSource): PriceLines {
  const own = tablesLike(source, feeColumns, 2, (keys) => [...keys].some((key) => feeColumns.fieldOf(key) === 'fee'))
  const diagnostics: Diagnostic[] = []
  if (own.length > 0) {
    const lines = own.flatMap((table) => {
      const found: PriceLine[] = []
      openTable(table, feeColumns, diagnostics)?.forEachRow((row) => readFeeRow(row, found))
      return found
    })
    return { lines: markRepeated(lines), columns: new Set(['fee']), diagnostics }
  }
  const theirs = tablesLike(source, feeColumns, 2, isPriceHeader)
  if (theirs.length === 0 || priceList.reader === undefined) {
    throw unusable('prices/not-a-list', `${source.file} has no header with an offer id and a price.`)
  }
  const part = priceList.reader.parse(source)
  const lines = microsoftLines(part.prices ?? [])
  const columns = new Set(lines.flatMap(({ prices }) => Object.keys(prices) as PriceColumn[]))
  return { lines, columns, diagnostics: part.diagnostics }
}

/** Two lines about one thing that say different things: none of them is believed. */
function markRepeated(lines: readonly PriceLine[]): PriceLine[] {
  const groups = groupBy(lines, ({ id, currency, months }) => [id, currency, months].join(' '))
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    const rival = group.find((line) => first !== undefined && !sameAmounts(line, first))
    if (first === undefined || rival === undefined) return group.slice(0, 1)
    return [{ ...first, problem: first.problem ?? rival.problem ?? twoPrices(first, rival) }]
  })
}

function sameAmounts(one: PriceLine, other: PriceLine): boolean {
  const amounts = ({ prices, setupFee, period }: PriceLine): string => JSON.stringify([prices, setupFee, period])
  return amounts(one) === amounts(other) && other.problem === undefined
}

function twoPrices({ id, at }: PriceLine, rival: PriceLine): Diagnostic {
  return {
    severity: 'error',
    code: 'prices/two-prices',
    message: `Offer ${id} has two prices for the same term: ${formatPlace(at)} and ${formatPlace(rival.at)}.`,
    hint: 'Delete the line that is not true.',
    at: rival.at,
  }
}

/** ISO 4217 for "none": prices are folded by currency, and a list need not tell one. */
const NO_CURRENCY = 'XXX'

/** Of the rows of one offer and currency the one that is valid latest counts, as in a catalog. */
function microsoftLines(entries: readonly PriceEntry[]): PriceLine[] {
  return [...groupBy(entries, ({ id, currency }) => `${id} ${currency ?? ''}`).values()].flatMap((rows) => {
    const found: Diagnostic[] = []
    const known = rows.map((row) => ({ ...row, currency: row.currency ?? NO_CURRENCY }))
    const { prices = [], at } = foldPrices(known, found)
    const rival = found.find(({ code }) => code === 'catalog/two-prices')
    return prices.map(({ currency, listPrice, erpPrice }): PriceLine => {
      const problem: Diagnostic | undefined = rival && { ...rival, severity: 'error', code: 'prices/two-prices' }
      return {
        id: rows[0]?.id ?? '',
        currency: currency === NO_CURRENCY ? undefined : currency,
        months: 1,
        prices: {
          ...(listPrice === undefined ? {} : { list: listPrice }),
          ...(erpPrice === undefined ? {} : { erp: erpPrice }),
        },
        setupFee: undefined,
        period: { setupFee: undefined, recurringFee: undefined },
        at,
        ...(problem === undefined ? {} : { problem }),
      }
    })
  })
}

function unusable(code: string, message: string, diagnostics: readonly Diagnostic[] = []): OnboardError {
  return new OnboardError({
    kind: 'invalid-input',
    code,
    message,
    hint: 'Give a CSV with the columns "Offer ID" and "Recurring Fee", or Microsoft\'s licence-based price list.',
    diagnostics: diagnostics.filter(({ severity }) => severity === 'error'),
  })
}
