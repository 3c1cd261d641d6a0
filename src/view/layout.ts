/** Fitting text into a terminal. */

import stringWidth from 'string-width'

const WIDER_THAN_ANY = 5000

/** How many columns a text takes. */
export function columnsOf(text: string): number {
  // Nearly every text is plain, and looking for clusters costs a hundred times as much as counting.
  // And nobody minds how wide exactly a text is that no terminal is wide enough for.
  return text.length > WIDER_THAN_ANY || /^[ -~]*$/.test(text) ? text.length : stringWidth(text)
}

/** Cuts to a width in columns, with an ellipsis where something is lost. */
export function cut(text: string, width: number): string {
  if (columnsOf(text) <= width) return text
  let kept = ''
  let room = width - 1
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    room -= columnsOf(segment)
    if (room < 0) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}

export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columnsOf(text)))
}

/** Breaks at blanks so that no line is wider than `width`; a longer word stands alone. */
export function wrap(text: string, width: number, indent = ''): string[] {
  const room = width - columnsOf(indent)
  const lines: string[] = []
  let [line, used] = ['', 0]
  for (const word of text.split(' ')) {
    const columns = columnsOf(word)
    const longer = line === '' ? columns : used + 1 + columns
    if (line !== '' && longer > room) {
      lines.push(indent + line)
      ;[line, used] = [word, columns]
    } else [line, used] = [line === '' ? word : `${line} ${word}`, longer]
  }
  return [...lines, indent + line]
}
