/** Small questions about text: tidy it, compare it loosely, find what a misspelt word may have meant. */

/** Every kind of blank (no-break and line breaks too) becomes one plain blank; none at the ends. */
export function tidy(text: string): string {
  // Nearly every text is tidy inside already, and a search is much cheaper than a replacement at each blank.
  return (/[^\S ]|\u200b| {2}/.test(text) ? text.replace(/[\s\u200b]+/g, ' ') : text).trim()
}

/** More of a text from outside than this helps nobody. */
const LONGEST = 2000

/** A text that is told, not the whole file that somebody took for one. */
export function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`
}

/** Lower case, letters and digits only: `Depends On`, `DependsOn` and `depends_on` become the same. */
export function looseKey(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** `1 offer`, `2 offers`; an irregular plural is given. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`
}

/** The first few and how many more: `a, b, c and 4 more`. */
export function firstFew(items: readonly string[], limit = 5): string {
  const shown = items.slice(0, limit).join(', ')
  return items.length > limit ? `${shown} and ${items.length - limit} more` : shown
}

/**
 * The candidate that `word` most likely meant, or undefined when none is near: at most one typing slip per three
 * letters (two swapped letters are one slip), compared without case, blanks and punctuation. The first of equals wins.
 */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = looseKey(word)
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const candidate of candidates) {
    const distance = editDistance(wanted, looseKey(candidate), bestDistance)
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance]
  }
  return best
}

/** Insertions, deletions, substitutions and swaps of neighbours that make one text the other; gives up at `limit`. */
function editDistance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) >= limit) return limit
  let beforePrevious: number[] = []
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const change = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1)
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      const swap = isSwap ? (beforePrevious[column - 2] ?? limit) + 1 : limit
      current.push(Math.min(change, swap, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    beforePrevious = previous
    previous = current
  }
  return previous[to.length] ?? limit
}

/** A length of time for people, from seconds: `0.2 s`, `42 s`, `17 min`, `3 h`. */
export function span(seconds: number): string {
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`
  if (seconds < 120) return `${Math.round(seconds)} s`
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`
}
