/** Text from outside, made safe for a terminal: what could move the cursor or hide something becomes visible. */

/** Control characters (C0, C1, DEL) and the marks that reverse the direction of writing. */
const UNSAFE = /[\p{Cc}\p{Bidi_C}\u2028\u2029]/gu

export function printable(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
}
