/** The rows of one price list table to entries, in their order: a pivot's rows mean something only together. */

import type { Diagnostic, Place } from '../../lib/diagnostic.ts'
import { tidy } from '../../lib/text.ts'
import { isOfferId, tidyOfferId } from '../offer-id.ts'
import { claimedKind } from '../offer-kind.ts'
import type { PriceEntry } from './catalog-format.ts'
import { optional } from './cell-text.ts'
import { FillDown } from './fill-down.ts'
import { readListDate, type DayOrder } from './list-date.ts'
import { readListPrice } from './list-price.ts'
import { reportTo, type Report } from './offer-findings.ts'
import { priceChangeOf, priceColumns, priceSegmentOf, type PriceField } from './price-columns.ts'
import type { FieldRow } from './read-table.ts'

type Row = FieldRow<PriceField>

export class PriceRows {
  readonly entries: PriceEntry[] = []
  readonly #currency: string | undefined
  readonly #order: DayOrder | undefined
  readonly #report: Report
  readonly #groups = new FillDown()
  /** The first row whose filling may be wrong. */
  #doubtful: Place | undefined

  constructor(currency: string | undefined, order: DayOrder | undefined, found: Diagnostic[]) {
    this.#currency = currency
    this.#order = order
    this.#report = reportTo(found)
  }

  /** Reads one row; false when it has an error. */
  read(row: Row): boolean {
    const id = tidyOfferId(row.cell('id') ?? '')
    if (id === '' && isTotal(row)) return true
    const [change = '', from = '', to = ''] = this.#groups.next([
      row.cell('change'),
      row.cell('validFrom'),
      row.cell('validTo'),
    ])
    if (this.#groups.isDoubtful) this.#doubtful ??= row.at
    if (!isOfferId(id)) {
      this.#skip(row)
      return false
    }
    this.entries.push({
      id,
      name: tidy(row.cell('name') ?? ''),
      segment: this.#word(row, 'segment', priceSegmentOf),
      listPrice: this.#amount(row, 'listPrice'),
      erpPrice: this.#amount(row, 'erpPrice'),
      currency: optional(row.cell('currency'))?.toUpperCase() ?? this.#currency,
      priceChange: this.#change(change, row),
      validFrom: this.#date(from, row, 'validFrom'),
      validTo: this.#date(to, row, 'validTo'),
      claimedKind: claimedKind(optional(row.cell('licenseType'))),
      at: row.at,
    })
    return true
  }

  /** Tells what is only known after the last row. */
  finish(): void {
    if (this.#doubtful === undefined) return
    const message = 'Flags are blank on some rows and return further down, as if the rows had been sorted.'
    const hint = 'Blank flags repeat the one above. Use the list in its original order, or fill in every flag.'
    this.#report('warning', 'catalog/fill-down-doubtful', this.#doubtful, message, hint)
  }

  /** A footnote, a total in another language, a damaged id: nothing can be priced by it, and nothing else is lost. */
  #skip(row: Row): void {
    const written = tidy(row.cell('id') ?? '')
    const message = written === '' ? 'The row has no offer id.' : `“${written}” is no offer id.`
    this.#report('warning', 'catalog/price-row-skipped', row.placeOf('id'), message, 'The row is left out.')
  }

  #change(text: string, row: Row): PriceEntry['priceChange'] {
    const change = priceChangeOf(text)
    if (change === undefined && text !== '') {
      const message = `“${text}” is no flag of a price list.`
      const hint = 'Known are ADD, CHG, DEL, UNC and DEPR. The offer is taken as having no flag.'
      this.#report('warning', 'catalog/bad-price-flag', row.placeOf('change'), message, hint)
    }
    return change
  }

  #word<Word>(row: Row, field: PriceField, read: (text: string) => Word | undefined): Word | undefined {
    const text = optional(row.cell(field))
    const word = text === undefined ? undefined : read(text)
    if (text !== undefined && word === undefined) {
      const message = `“${text}” is not known in the column “${priceColumns.usualHeader(field)}”.`
      this.#report('warning', 'catalog/unknown-segment', row.placeOf(field), message, 'It is left out.')
    }
    return word
  }

  #amount(row: Row, field: 'listPrice' | 'erpPrice'): string | undefined {
    const text = optional(row.cell(field))
    const amount = text === undefined ? undefined : readListPrice(text)
    if (amount !== null) return amount
    const message = `“${text ?? ''}” is no price.`
    this.#report('warning', 'catalog/bad-price', row.placeOf(field), message, 'It is left out. Correct the cell.')
    return undefined
  }

  #date(text: string, row: Row, field: 'validFrom' | 'validTo'): string | undefined {
    const read = readListDate(optional(text) ?? '', this.#order)
    if ('date' in read) return read.date
    const [what, hint] =
      read.problem === 'bad'
        ? ['is no date', 'It is left out. Write it as 20190501.']
        : ['may be two dates: nothing in the column tells days from months', 'It is left out. Write it as 20190501.']
    this.#report('warning', `catalog/${read.problem}-date`, row.placeOf(field), `“${text}” ${what}.`, hint)
    return undefined
  }
}

/** Pivot tables may end in `ADD Total` and `Grand Total`. */
function isTotal(row: Row): boolean {
  return ['change', 'validFrom', 'name'].some((field) => /\btotal\b/i.test(row.cell(field as PriceField) ?? ''))
}
