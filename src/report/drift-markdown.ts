/** Drift as a Markdown document, for a ticket. */

import { count } from '../lib/text.ts'
import { printable } from '../lib/printable.ts'
import type { DriftEntry, DriftReport } from '../plan/drift.ts'
import { markdownTable } from './markdown.ts'

export function driftMarkdown({ installation, catalogs, drift, ignored, unusedIgnores }: DriftReport): string {
  const against = catalogs.length === 0 ? '' : ` against ${catalogs.join(', ')}`
  return `${[
    `# Drift of ${printable(installation)}${printable(against)}`,
    '',
    drift.length === 0 ? 'None.' : `${count(drift.length, 'difference')}.`,
    '',
    ...markdownTable(['what', 'object', 'name', 'difference'], drift.map(row)),
    ...(ignored.length === 0 ? [] : ['', '## Overlooked', '']),
    ...markdownTable(
      ['what', 'object', 'name', 'difference', 'reason'],
      ignored.map((entry) => [...row(entry), entry.reason]),
    ),
    ...(unusedIgnores.length === 0 ? [] : ['', '## Overlooked for nothing: these match no difference any more', '']),
    ...markdownTable(
      ['address', 'reason'],
      unusedIgnores.map(({ address, reason }) => [address, reason]),
    ),
  ].join('\n')}\n`
}

function row({ what, rule, address, label, details }: DriftEntry): string[] {
  return [rule ?? what, address, label, details.join('; ')]
}
