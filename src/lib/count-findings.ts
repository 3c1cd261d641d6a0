/** Findings by kind: how many of each there are, the gravest kinds first. */

import type { Diagnostic, Severity } from './diagnostic.ts'
import { groupBy } from './group-by.ts'

export interface FindingKind {
  severity: Severity
  code: string
  findings: readonly Diagnostic[]
}

export interface FindingCounts {
  errors: number
  warnings: number
  infos: number
  byCode: Readonly<Record<string, number>>
}

const gravity: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

/** In order of gravity, then of first appearance. */
export function findingKinds(findings: readonly Diagnostic[]): FindingKind[] {
  const groups = [...groupBy(findings, ({ severity, code }) => `${severity} ${code}`).values()]
  return groups
    .flatMap((group) => {
      const [first] = group
      return first === undefined ? [] : [{ severity: first.severity, code: first.code, findings: group }]
    })
    .sort((a, b) => gravity[a.severity] - gravity[b.severity])
}

export function countFindings(findings: readonly Diagnostic[]): FindingCounts {
  const ofSeverity = (wanted: Severity): number => findings.filter(({ severity }) => severity === wanted).length
  const byCode = [...groupBy(findings, ({ code }) => code)].map(([code, group]) => [code, group.length] as const)
  return {
    errors: ofSeverity('error'),
    warnings: ofSeverity('warning'),
    infos: ofSeverity('info'),
    byCode: Object.fromEntries(byCode.sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}
