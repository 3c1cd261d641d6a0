/** Many findings of one kind become one with a count and the first few places: a real file has dozens of the same. */

import { formatPlace, type Diagnostic, type Place } from './diagnostic.ts'
import { groupBy } from './group-by.ts'
import { count, firstFew } from './text.ts'

/** Errors need mending one by one, so a screenful of them is shown in full; warnings and notes only need noticing. */
const shownInFull = { error: 20, warning: 1, info: 1 }

/** Keeps the order in which the kinds first appear; the last one shown of a longer group tells of the rest. */
export function collapseDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const groups = groupBy(diagnostics, ({ severity, code }) => `${severity} ${code}`)
  return [...groups.values()].flatMap(collapseGroup)
}

function collapseGroup(group: readonly Diagnostic[]): Diagnostic[] {
  const limit = shownInFull[group[0]?.severity ?? 'error']
  const shown = group.slice(0, limit)
  const last = shown.at(-1)
  const rest = group.slice(limit)
  if (last === undefined || rest.length === 0) return shown
  const message = `${last.message} And ${count(rest.length, 'more finding')} of this kind${placesOf(rest, last.at)}.`
  return [...shown.slice(0, -1), { ...last, message }]
}

function placesOf(group: readonly Diagnostic[], known: Place | undefined): string {
  const places = group.flatMap(({ at }) => at ?? [])
  if (places.length === 0) return ''
  const isOneFile = places.every(
    ({ file, sheet, line }) => file === known?.file && sheet === known.sheet && line !== undefined,
  )
  const lines = places.map((place) => (isOneFile ? String(place.line) : formatPlace(place)))
  return isOneFile ? `, at ${lines.length === 1 ? 'line' : 'lines'} ${firstFew(lines)}` : `, at ${firstFew(lines)}`
}
