/** What texts of cells mean, in every table and answer alike. */

import { tidy } from '../../lib/text.ts'
import type { OfferId } from '../offer.ts'
import { isOfferId, tidyOfferId } from '../offer-id.ts'

/** Tools that export tables write emptiness in these ways. */
const emptyWords = /^(|-|nan|none|null|n\/?a)$/i

/** The tidied text, or undefined where it says that there is nothing. */
export function optional(text: string | undefined): string | undefined {
  const tidied = tidy(text ?? '')
  return tidied.length < 5 && emptyWords.test(tidied) ? undefined : tidied
}

/** Splits `;` lists and keeps them: nearly all rows of a file have one of a few lists of countries, each of them long. */
export class ListCache {
  readonly #lists = new Map<string, readonly string[]>()

  /** The entries, tidied, each once. */
  entries(text: string | undefined): readonly string[] {
    if (text === undefined) return []
    const known = this.#lists.get(text)
    if (known !== undefined) return known
    const entries = splitList(text)
    this.#lists.set(text, entries)
    return entries
  }
}

function splitList(text: string): string[] {
  if (text === '') return []
  if (!text.includes(';')) return [tidy(text)].filter((entry) => entry !== '')
  return [...new Set(text.split(';').map(tidy))].filter((entry) => entry !== '')
}

/** The ids among entries, each once, and what is no id; words for emptiness are neither. */
export function sortIds(entries: Iterable<string>): { ids: OfferId[]; malformed: string[] } {
  const ids = new Set<OfferId>()
  const malformed: string[] = []
  for (const entry of entries) {
    const id = tidyOfferId(entry)
    if (isOfferId(id)) ids.add(id)
    else if (optional(id) !== undefined) malformed.push(tidy(entry))
  }
  return { ids: [...ids], malformed }
}

/** An id that is good in a catalog: whoever bills by usage may have ids of any form, and is never onboarded. */
export function isAcceptableId(id: OfferId, isUsage: boolean): boolean {
  return isOfferId(id) || (isUsage && /^[a-z0-9][a-z0-9._-]*$/.test(id))
}
