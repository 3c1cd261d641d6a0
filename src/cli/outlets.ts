/** Where output leaves the program: nothing secret gets past here, and nothing that takes hold of a terminal. */

import { printableExcept } from '../lib/printable.ts'
import { Redactor } from '../lib/redactor.ts'

export interface Outlets {
  /** Text for people and programs: of control characters only line breaks, tabs and our own colours get through. */
  stdout(text: string): void
  stderr(text: string): void
  /** To standard output as it is, for what another program reads byte by byte; only secrets are hidden. */
  exact(text: string): void
  /** Knows every secret that was read so far. */
  redactor: Redactor
}

type Write = (text: string) => void

/** Line breaks, tabs, and what chalk writes for `src/view/style.ts`. */
const PLAIN = /[\n\t]/
// eslint-disable-next-line no-control-regex
const COLORED = /[\n\t]|\u001b\[(?:[12]|22|3[0-79]|9[0-7])m/

/**
 * Views make what comes from outside printable, and faults hide secrets. These outlets are for what slips through.
 *
 * @param color whether colours are meant to get through
 */
export function createOutlets(write: { stdout: Write; stderr: Write }, color: boolean): Outlets {
  const redactor = new Redactor()
  const clean = printableExcept(color ? COLORED : PLAIN)
  return {
    stdout: (text) => {
      write.stdout(clean(redactor.hideIn(text)))
    },
    stderr: (text) => {
      write.stderr(clean(redactor.hideIn(text)))
    },
    exact: (text) => {
      write.stdout(redactor.hideIn(text))
    },
    redactor,
  }
}
