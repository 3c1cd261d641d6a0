/** What the doctor found, for people. */

import { printable } from '../lib/printable.ts'
import { count } from '../lib/text.ts'
import type { DoctorReport, Finding, Health } from '../doctor/doctor.ts'
import { pad, wrap } from './layout.ts'
import type { Style } from './style.ts'

const WORD_WIDTH = 8

export function doctorLines({ findings, facts, suggestion }: DoctorReport, style: Style, width: number): string[] {
  const paint: Record<Health, (text: string) => string> = {
    ok: style.faint,
    warning: style.changed,
    problem: style.bad,
  }
  const tally = (health: Health): number => findings.filter((finding) => finding.health === health).length
  const unchecked = facts.filter(({ found }) => found === 'not checked')
  return [
    ...findings.flatMap((finding) => findingLines(finding, paint[finding.health], width)),
    '',
    ...wrap("Believed without the vendor's word, and no read can check it:", width),
    ...unchecked.flatMap(({ fact, setting, unchecked: why }) =>
      wrap(printable(`- ${fact} ${why ?? ''}${setting === undefined ? '' : ` (${setting})`}.`), width, '  '),
    ),
    '',
    ...suggestion.yaml.trimEnd().split('\n'),
    '',
    `${count(tally('problem'), 'problem')}, ${count(tally('warning'), 'warning')}, ${tally('ok')} in order.`,
  ]
}

function findingLines({ health, message, hint }: Finding, paint: (text: string) => string, width: number): string[] {
  const [first = '', ...rest] = wrap(printable(message), width - WORD_WIDTH - 1)
  return [
    `${paint(pad(health, WORD_WIDTH))} ${first}`,
    ...rest.map((line) => `${' '.repeat(WORD_WIDTH + 1)}${line}`),
    ...(hint === undefined ? [] : wrap(printable(`→ ${hint}`), width, ' '.repeat(WORD_WIDTH + 1))),
  ]
}
