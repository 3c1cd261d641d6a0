/** Names from outside as labels: one line, and nothing in it that moves, hides or reverses what a reader sees. */

import { printable } from '../../lib/printable.ts'
import { tidy } from '../../lib/text.ts'

/** Lone surrogates and noncharacters, which no file of UTF-8 or XML may hold. */
const UNWRITABLE = /[\p{Surrogate}\p{Noncharacter_Code_Point}]/gu
/** Marks that have no width and join nothing. */
const INVISIBLE = /[\u200b\u2060-\u2064\ufeff\u00ad]/g
/** Accents piled up until they cover the neighbours. */
const PILED = /(\p{M}{3})\p{M}+/gu

export function labelText(name: string): string {
  return printable(tidy(name).replace(INVISIBLE, '').replace(PILED, '$1').replace(UNWRITABLE, '\ufffd'))
}
