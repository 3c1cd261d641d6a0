/**
 * Bytes to text without guessing silently: a byte order mark decides; else UTF-8; else Windows-1252. What does not fit
 * is a flaw with its line. All line breaks become `\n`, so that every later count of lines agrees with an editor's.
 */

export interface DecodedText {
  text: string
  encoding: 'utf-8' | 'utf-16' | 'windows-1252'
  /** `cut`: the bytes end inside a character. `mixed`: no single encoding fits them. */
  flaw?: { kind: 'cut' | 'mixed'; line: number }
  /** The first line that made us leave UTF-8 for Windows-1252. */
  legacyLine?: number
}

/** Decodes a whole file. Throws nothing: a flawed text comes with its flaw, and the caller decides. */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes.subarray(2), false)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(bytes.subarray(2), true)
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  return decodeUtf8(hasMark ? bytes.subarray(3) : bytes, hasMark)
}

function decodeUtf16(bytes: Uint8Array, bigEndian: boolean): DecodedText {
  const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
  const text = unixLines((bigEndian ? even.swap16() : even).toString('utf16le'))
  const decoded: DecodedText = { text, encoding: 'utf-16' }
  return bytes.length % 2 === 0 ? decoded : { ...decoded, flaw: { kind: 'cut', line: lastLine(text) } }
}

function decodeUtf8(bytes: Uint8Array, hasMark: boolean): DecodedText {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  try {
    return { text: unixLines(strict.decode(bytes)), encoding: 'utf-8' }
  } catch {
    return decodeNotQuiteUtf8(bytes, hasMark)
  }
}

function decodeNotQuiteUtf8(bytes: Uint8Array, hasMark: boolean): DecodedText {
  const text = unixLines(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes))
  // Characters beyond ASCII that decoded well can hardly be an accident: then this is UTF-8, and damaged.
  const isUtf8 = hasMark || /[^\u0000-\u007f\ufffd]/.test(text) // eslint-disable-line no-control-regex
  const line = lineOf(text, text.indexOf('\ufffd'))
  if (isUtf8 && endsInsideCharacter(bytes)) return { text, encoding: 'utf-8', flaw: { kind: 'cut', line } }
  if (isUtf8) return { text, encoding: 'utf-8', flaw: { kind: 'mixed', line } }
  return { text: unixLines(decodeWindows1252(bytes)), encoding: 'windows-1252', legacyLine: line }
}

function endsInsideCharacter(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

/** The places 0x80–0x9F, where Windows-1252 differs from Latin-1; some versions of Node decode these wrongly. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function decodeWindows1252(bytes: Uint8Array): string {
  const latin1 = Buffer.from(bytes).toString('latin1')
  return latin1.replace(/[\u0080-\u009f]/g, (character) => windows1252[character.charCodeAt(0) - 0x80] ?? character)
}

function unixLines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

function lastLine(text: string): number {
  return lineOf(text, text.length)
}
