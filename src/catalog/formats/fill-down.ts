/** What a pivot table shows only on the first row of each group, put back on every row. */

import { tidy } from '../../lib/text.ts'

/**
 * Fills the cells of nested groups, the outermost first. A blank cell repeats the one above as long as everything
 * further out is blank too: a new outer group starts its inner cells anew, and a flag on every row fills nothing.
 */
export class FillDown {
  #last: readonly string[] = []
  readonly #closed = new Set<string>()
  /** The row, if any, on which an outermost group returned: then rows were sorted after their groups were made. */
  #hasFilled = false
  #returned = false

  next(cells: readonly (string | undefined)[]): string[] {
    let isFilling = true
    const filled = cells.map((cell, index) => {
      const own = tidy(cell ?? '')
      isFilling &&= own === ''
      return isFilling ? (this.#last[index] ?? '') : own
    })
    const isBlank = tidy(cells[0] ?? '') === ''
    if (isBlank && filled[0] !== '') this.#hasFilled = true
    this.#watch(filled[0] ?? '')
    this.#last = filled
    return filled
  }

  /** Whether groups were filled whose flags return further down, so that the filling may be wrong. */
  get isDoubtful(): boolean {
    return this.#hasFilled && this.#returned
  }

  #watch(group: string): void {
    const before = this.#last[0]
    if (before === undefined || before === group) return
    this.#closed.add(before)
    if (this.#closed.has(group)) this.#returned = true
  }
}
