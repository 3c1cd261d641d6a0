/** All rows of price lists about one offer, of all currencies, to one statement. */

import { formatPlace, type Diagnostic, type Place } from '../lib/diagnostic.ts'
import { groupBy } from '../lib/group-by.ts'
import { isWithdrawn } from './unsold-offers.ts'
import type { PriceEntry } from './formats/catalog-format.ts'
import type { Price, PriceChange, Segment } from './offer.ts'

export interface FoldedPrices {
  prices: readonly Price[] | undefined
  segment: Segment | undefined
  priceChange: PriceChange | undefined
  validFrom: string | undefined
  validTo: string | undefined
  /** The first of the rows that count. */
  at: Place
}

/**
 * Folds the rows of one offer; there is at least one. In each currency one row counts: one on sale before a withdrawn
 * one, then the one valid from the latest date, then the last.
 */
export function foldPrices(entries: readonly PriceEntry[], diagnostics: Diagnostic[]): FoldedPrices {
  const currencies = groupBy(entries, ({ currency, at }) => currency ?? at.sheet ?? '')
  const counting = [...currencies.values()].flatMap((rows) => countingRow(rows, diagnostics))
  const at = counting[0]?.at ?? { file: '' }
  const prices = counting.flatMap(priceOf)
  const starts = counting.flatMap(({ validFrom }) => validFrom ?? []).sort()
  const isOpen = counting.some(({ validTo }) => validTo === undefined)
  return {
    prices: prices.length === 0 ? undefined : prices.sort((one, other) => (one.currency < other.currency ? -1 : 1)),
    segment: foldSegment(counting, diagnostics),
    priceChange: foldChange(counting, diagnostics),
    validFrom: starts[0],
    validTo: isOpen
      ? undefined
      : counting
          .flatMap(({ validTo }) => validTo ?? [])
          .sort()
          .at(-1),
    at,
  }
}

function countingRow(rows: readonly PriceEntry[], diagnostics: Diagnostic[]): PriceEntry[] {
  const [best, ...others] = rows
    .map((row, index) => ({
      row,
      key: [isWithdrawn(row) ? '0' : '1', row.validFrom ?? '', String(index).padStart(6, '0')].join(' '),
    }))
    .sort((one, other) => (one.key < other.key ? 1 : -1))
    .map(({ row }) => row)
  if (best === undefined) return []
  const rival = others.find(
    (row) => isWithdrawn(row) === isWithdrawn(best) && row.validFrom === best.validFrom && !samePrice(row, best),
  )
  if (rival !== undefined) diagnostics.push(twoPrices(best, rival))
  return [best]
}

function samePrice(one: PriceEntry, other: PriceEntry): boolean {
  return one.listPrice === other.listPrice && one.erpPrice === other.erpPrice
}

/** An amount without a currency is no price. */
function priceOf({ currency, listPrice, erpPrice }: PriceEntry): Price[] {
  const isEmpty = listPrice === undefined && erpPrice === undefined
  return currency === undefined || isEmpty ? [] : [{ currency, listPrice, erpPrice }]
}

function foldSegment(entries: readonly PriceEntry[], diagnostics: Diagnostic[]): Segment | undefined {
  const first = entries.find(({ segment }) => segment !== undefined)
  const other = entries.find(({ segment }) => segment !== undefined && segment !== first?.segment)
  if (first !== undefined && other !== undefined) {
    const message = `“${first.name}” is of two segments, ${first.segment ?? ''} and ${other.segment ?? ''}: ${both(first, other)}.`
    const hint = 'The first is used; settle it in a YAML file of corrections if that is wrong.'
    diagnostics.push({ severity: 'warning', code: 'catalog/two-segments', message, hint, at: other.at })
  }
  return first?.segment
}

/** Currencies change at different times: an offer of which some rows changed has changed, as long as it is on sale. */
function foldChange(entries: readonly PriceEntry[], diagnostics: Diagnostic[]): PriceChange | undefined {
  const flagged = entries.filter(({ priceChange }) => priceChange !== undefined)
  const [first] = flagged
  if (flagged.every(({ priceChange }) => priceChange === first?.priceChange)) return first?.priceChange
  const gone = flagged.find(isWithdrawn)
  const stays = flagged.find((entry) => !isWithdrawn(entry))
  if (gone !== undefined && stays === undefined) return 'DEL'
  if (gone !== undefined && stays !== undefined) {
    const message = `“${gone.name}” is withdrawn in some currencies only: ${both(stays, gone)}.`
    const hint = 'It is taken as being on sale; check the currency that you buy in.'
    diagnostics.push({ severity: 'warning', code: 'catalog/partly-withdrawn', message, hint, at: gone.at })
  }
  return 'CHG'
}

function twoPrices(best: PriceEntry, rival: PriceEntry): Diagnostic {
  const message = `“${best.name}” (${best.id}) has two prices in ${best.currency ?? 'one currency'}: ${both(rival, best)}. The last is used.`
  const hint = 'Delete the row that is not true any more, or load the list of one month only.'
  return { severity: 'warning', code: 'catalog/two-prices', message, hint, at: best.at }
}

function both(one: PriceEntry, other: PriceEntry): string {
  return `${formatPlace(one.at)} and ${formatPlace(other.at)}`
}
