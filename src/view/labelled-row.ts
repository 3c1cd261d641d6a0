/** A label and what it stands for, under each other in two columns. */

import { printable } from '../lib/printable.ts'
import { wrap } from './layout.ts'
import type { Style } from './style.ts'

export interface RowOptions {
  style: Style
  width: number
}

export const LABEL_WIDTH = 13

/**
 * The lines of a row; nothing of the text is cut.
 *
 * @param hang put before all lines of the text but the first
 */
export function labelledRow(label: string, text: string, { style, width }: RowOptions, hang = ''): string[] {
  const lines = wrap(printable(text), width - LABEL_WIDTH - 2 - hang.length)
  return lines.map(
    (line, index) =>
      `  ${style.faint((index === 0 ? label : '').padEnd(LABEL_WIDTH))}${index === 0 ? '' : hang}${line}`,
  )
}
