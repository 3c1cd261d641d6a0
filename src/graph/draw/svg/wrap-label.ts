/** Breaks a label into lines that fit a width: between words where possible, inside a word where it must be. */

import { textWidth } from './text-width.ts'

export interface Wrapping {
  fontSize: number
  maxWidth: number
  /** What does not fit in so many lines ends with an ellipsis. */
  maxLines: number
}

/** As few lines as will do, of about the same length. */
export function wrapLabel(text: string, { fontSize, maxWidth, maxLines }: Wrapping): string[] {
  const lines = filled(text, fontSize, maxWidth, maxLines)
  if (lines.length > maxLines) return [...lines.slice(0, maxLines - 1), ended(lines[maxLines - 1] ?? '')]
  for (let width = textWidth(text, fontSize) / lines.length; lines.length > 1 && width < maxWidth; width += fontSize) {
    const balanced = filled(text, fontSize, width, lines.length)
    if (balanced.length === lines.length) return balanced
  }
  return lines
}

/** A blank; but a number or a dash stays with the word before it: `(Plan 2)`. */
const BREAK = / (?!(?:\d+[):]*|[-–])(?: |$))/

/** Stops soon after the last line that is wanted. */
function filled(text: string, fontSize: number, maxWidth: number, maxLines: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of text.split(BREAK).flatMap((word) => fittingPieces(word, fontSize, maxWidth))) {
    const longer = line === '' || piece.joins ? line + piece.text : `${line} ${piece.text}`
    if (textWidth(longer, fontSize) <= maxWidth) line = longer
    else {
      if (line !== '') lines.push(line)
      line = piece.text
    }
    if (lines.length > maxLines) return lines
  }
  return line === '' ? lines : [...lines, line]
}

function ended(line: string): string {
  return `${line.replace(/.{0,2}$/u, '').trimEnd()}…`
}

/** A word as it is, or cut where it would not fit a line of its own. */
function fittingPieces(word: string, fontSize: number, maxWidth: number): { text: string; joins: boolean }[] {
  if (textWidth(word, fontSize) <= maxWidth) return [{ text: word, joins: false }]
  const pieces: { text: string; joins: boolean }[] = []
  let piece = ''
  for (const character of word) {
    if (piece !== '' && textWidth(piece + character, fontSize) > maxWidth) {
      pieces.push({ text: piece, joins: pieces.length > 0 })
      piece = ''
    }
    piece += character
  }
  return [...pieces, { text: piece, joins: pieces.length > 0 }]
}
