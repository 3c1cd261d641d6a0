/** JSON that is safe to show: what could move a cursor or hide text is escaped, as JSON itself does with most of it. */

/** Allowed raw in JSON, and unsafe on a terminal: DEL, C1, and the marks that reverse the direction of writing. */
const UNSAFE = /[\u007f-\u009f\u2028\u2029\p{Bidi_C}]/gu

/** One document, indented, with a line break at its end. */
export function jsonText(value: unknown): string {
  const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return `${JSON.stringify(value, null, 2).replace(UNSAFE, escape)}\n`
}
