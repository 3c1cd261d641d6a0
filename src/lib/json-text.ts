/** JSON that is safe to show: what could move a cursor or hide text is escaped, as JSON itself does with most of it. */

/** Allowed raw in JSON, and unsafe on a terminal: DEL, C1, and the marks that reverse the direction of writing. */
const UNSAFE = /[\u007f-\u009f\u2028\u2029\p{Bidi_C}]/gu

/** One document, indented, with a line break at its end. */
export function jsonText(value: unknown): string {
  return `${escaped(JSON.stringify(value, null, 2))}\n`
}

/** One document on one line, with a line break at its end. */
export function jsonLine(value: unknown): string {
  return `${escaped(JSON.stringify(value))}\n`
}

/** Outside of its texts JSON has no such character, so the document stays the same. */
function escaped(json: string): string {
  return json.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
