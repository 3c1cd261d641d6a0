/** Prices whose file tells no currency: they take the one that somebody states, or are left out with a word about it. */

import { count } from '../lib/text.ts'
import { formatPlace, type Diagnostic, type Place } from '../lib/diagnostic.ts'
import type { PriceEntry } from './formats/catalog-format.ts'

/**
 * Gives the entries with a currency wherever one is known. Never guessed from the name of a file or a country.
 *
 * @param stated the currency of lists that tell none, three letters in any case
 */
export function settleCurrencies(
  entries: readonly PriceEntry[],
  stated: string | undefined,
): { entries: readonly PriceEntry[]; diagnostics: Diagnostic[] } {
  const open = entries.filter(({ currency, listPrice, erpPrice }) => {
    return currency === undefined && (listPrice !== undefined || erpPrice !== undefined)
  })
  if (open.length === 0) return { entries, diagnostics: [] }
  const currency = stated?.toUpperCase()
  if (currency === undefined) return { entries, diagnostics: tablesOf(open).map(withoutCurrency) }
  return {
    entries: entries.map((entry) => (entry.currency === undefined ? { ...entry, currency } : entry)),
    diagnostics: tablesOf(open).map((table) => takenAs(currency, table)),
  }
}

interface Table {
  at: Place
  rows: number
}

/** The tables that entries come from, each once. */
function tablesOf(entries: readonly PriceEntry[]): Table[] {
  const tables = new Map<string, Table>()
  for (const { at } of entries) {
    const table = at.sheet === undefined ? { file: at.file } : { file: at.file, sheet: at.sheet }
    const key = formatPlace(table)
    tables.set(key, { at: table, rows: (tables.get(key)?.rows ?? 0) + 1 })
  }
  return [...tables.values()]
}

function withoutCurrency({ at, rows }: Table): Diagnostic {
  return {
    severity: 'warning',
    code: 'catalog/price-without-currency',
    message: `Nothing in the list tells the currency, so the prices of ${count(rows, 'row')} are left out; its flags and dates are used.`,
    hint: 'State it: --currency EUR, or policy.market.priceCurrency in the configuration. Or keep the row “Doc currency” above the header.',
    at,
  }
}

function takenAs(currency: string, { at, rows }: Table): Diagnostic {
  const message = `Nothing in the list tells the currency; as stated, the prices of ${count(rows, 'row')} are taken as ${currency}.`
  return { severity: 'info', code: 'catalog/stated-currency', message, at }
}
