/** The price list that a person names, as the book that fees are looked up in. */

import { readPriceLines } from '../catalog/price-lines.ts'
import type { Diagnostic } from '../lib/diagnostic.ts'
import { OnboardError } from '../lib/onboard-error.ts'
import type { ObservedState } from './observed-state.ts'
import type { Policy } from './policy.ts'
import { openPriceBook, type PriceBook } from './price-book.ts'
import type { Site } from './site.ts'

export interface PriceRequest {
  file: string
  /** Goes before the policy's. */
  column: Policy['prices']['column']
}

/** @throws OnboardError `prices/…` when the file is no price list, or it is not clear which prices in it are meant */
export async function loadPriceBook(
  { file, column }: PriceRequest,
  { policy }: Site,
  { plans }: Pick<ObservedState, 'plans'>,
): Promise<{ book: PriceBook; diagnostics: readonly Diagnostic[] }> {
  const { lines, columns, diagnostics } = await readPriceLines(file)
  const book = openPriceBook({
    file,
    lines,
    columns,
    policy: { ...policy.prices, ...(column === undefined ? {} : { column }) },
    plans,
  })
  if (!('severity' in book)) return { book, diagnostics }
  const { code, message, hint } = book
  throw new OnboardError({ kind: 'invalid-input', code, message, ...(hint === undefined ? {} : { hint }) })
}
