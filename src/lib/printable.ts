/** Text from outside, made safe for a terminal: what could move the cursor or hide something becomes visible. */

/** Control characters (C0, C1, DEL), the marks that reverse the direction of writing, and text that is never shown. */
const UNSAFE = /[\p{Cc}\p{Bidi_C}\u2028\u2029\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

export function printable(text: string): string {
  return text.replace(UNSAFE, escaped)
}

/** The same, but leaves what `allowed` matches: line breaks, or our own colours. */
export function printableExcept(allowed: RegExp): (text: string) => string {
  const pattern = new RegExp(`(${allowed.source})|${UNSAFE.source}`, 'gu')
  return (text) => text.replace(pattern, (found, kept: string | undefined) => kept ?? escaped(found))
}

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}
