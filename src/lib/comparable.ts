/** Names as people compare them. */

import { tidy } from './text.ts'

/** Two names are the same to a person when these are equal: case, kinds of blanks and kinds of dashes do not matter. */
export function comparable(name: string): string {
  return tidy(name.normalize('NFKC'))
    .toLowerCase()
    .replace(/\p{Dash}/gu, '-')
}
