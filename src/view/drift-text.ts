/** Drift, for people: what is not as it should be, what is overlooked and why. */

import { printable } from '../lib/printable.ts'
import { count } from '../lib/text.ts'
import type { DriftEntry, DriftReport } from '../plan/drift.ts'
import { findKind } from '../resource/kinds.ts'
import { pad, wrap } from './layout.ts'
import type { Style } from './style.ts'

const marks: Record<DriftEntry['what'], string> = { missing: '+', different: '~', gone: '-', rule: '!' }
const WORD_WIDTH = 8

export interface DriftTextOptions {
  style: Style
  /** Columns. */
  width: number
}

export function driftLines(report: DriftReport, { style, width }: DriftTextOptions): string[] {
  const { installation, catalogs, drift, ignored, unusedIgnores, unchanged } = report
  const against = catalogs.length === 0 ? 'rules, and what runs made' : catalogs.join(', ')
  const total = `${count(drift.length, 'difference')}, ${count(ignored.length, 'difference')} overlooked, ${count(unchanged, 'object')} as wished.`
  return [
    ...wrap(printable(`${installation} against ${against}`), width).map((line) => style.strong(line)),
    ...drift.flatMap((entry) => entryLines(entry, style, width)),
    ...ignored.map((entry) => style.faint(printable(`  ${headOf(entry)}: overlooked, ${entry.reason}`))),
    ...unusedIgnores.map(({ address, reason }) =>
      style.changed(printable(`verify.ignore ${address} (${reason}) matches nothing any more.`)),
    ),
    ...wrap(drift.length === 0 ? `No drift: ${total}` : total, width),
  ]
}

function entryLines(entry: DriftEntry, style: Style, width: number): string[] {
  const paint = entry.what === 'missing' ? style.created : entry.what === 'rule' ? style.bad : style.changed
  const details = entry.details.flatMap((detail) => wrap(printable(detail), width, '    '))
  const hint = entry.hint === undefined ? [] : wrap(printable(`→ ${entry.hint}`), width, '    ').map(style.faint)
  return [paint(printable(`${marks[entry.what]} ${headOf(entry)}`)), ...details, ...hint]
}

function headOf({ address, label, rule, what }: DriftEntry): string {
  const kind = address.slice(0, address.indexOf('/'))
  return `${pad(findKind(kind)?.word ?? kind, WORD_WIDTH)} ${label} (${rule ?? what})`
}
