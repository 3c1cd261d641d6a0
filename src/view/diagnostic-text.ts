/** Findings, for people. */

import { formatPlace, type Diagnostic } from '../lib/diagnostic.ts'
import { printable } from '../lib/printable.ts'
import { shorten } from '../lib/text.ts'
import { wrap } from './layout.ts'
import type { Style } from './style.ts'

/** One finding: what, where, and what to do. */
export function diagnosticLines(diagnostic: Diagnostic, style: Style, width: number): string[] {
  const { severity, code, message, hint, at } = diagnostic
  const paint = severity === 'error' ? style.bad : severity === 'warning' ? style.changed : style.faint
  const place = at === undefined ? '' : `${printable(formatPlace(at))}: `
  const [first = '', ...rest] = wrap(printable(shorten(`${place}${message}`)), width - 9)
  return [
    `${paint(severity.padEnd(8))} ${first}`,
    ...rest.map((line) => `         ${line}`),
    ...(hint === undefined ? [] : wrap(printable(shorten(hint)), width, '         → ').map(indentHint)),
    ...(severity === 'error' ? [style.faint(`         ${code}`)] : []),
  ]
}

function indentHint(line: string, index: number): string {
  return index === 0 ? line : line.replace('→', ' ')
}
