/** Drift: what a plan would change in what exists, and what breaks a rule; less what the site overlooks with a reason. */

import type { RuleFinding } from '../resource/installation-rules.ts'
import type { IgnoreRule } from '../resource/verify-config.ts'
import { describeChange } from './describe-change.ts'
import type { Operation, Plan } from './plan.ts'

export interface DriftEntry {
  /** `missing`: the catalog or policy wants it. `different`: it is there and not as wished. `gone`: a run made it. */
  what: 'missing' | 'different' | 'gone' | 'rule'
  address: string
  label: string
  /** The rule that it breaks, as domain.md numbers them. */
  rule?: string
  /** Each difference in words. */
  details: readonly string[]
  hint?: string
}

export interface DriftReport {
  installation: string
  catalogs: readonly string[]
  drift: readonly DriftEntry[]
  /** What the configuration overlooks, with its reason. */
  ignored: readonly (DriftEntry & { reason: string })[]
  /** Entries of the ignore list that nothing matches any more. */
  unusedIgnores: readonly IgnoreRule[]
  /** How many objects are as wished. */
  unchanged: number
}

/** What an ensure operation of a plan says about the installation as it is; synchronisations are no drift. */
export function driftOfPlan({ operations, names }: Plan): DriftEntry[] {
  const nameOf = (key: string): string => names[key] ?? key
  return operations.flatMap((operation): DriftEntry[] => {
    const { action, address, label, changes } = operation
    if (address === undefined || (action !== 'create' && action !== 'update')) return []
    if (action === 'create') return [{ what: 'missing', address, label, details: [operation.reason] }]
    if (isCompletion(operation, operations)) return []
    return [{ what: 'different', address, label, details: changes.map((change) => describeChange(change, nameOf)) }]
  })
}

/** The second operation on what the plan creates is part of its absence. */
function isCompletion({ address }: Operation, operations: readonly Operation[]): boolean {
  return operations.some((other) => other.action === 'create' && other.address === address)
}

export function driftOfRules(findings: readonly RuleFinding[]): DriftEntry[] {
  return findings.map(({ rule, address, label, message, hint }) => ({
    what: 'rule',
    address,
    label,
    rule,
    details: [message],
    hint,
  }))
}

/** Sorts entries into drift and what is overlooked; the first entry of the list that fits gives the reason. */
export function overlook(
  entries: readonly DriftEntry[],
  ignore: readonly IgnoreRule[],
): Pick<DriftReport, 'drift' | 'ignored' | 'unusedIgnores'> {
  const used = new Set<IgnoreRule>()
  const drift: DriftEntry[] = []
  const ignored: (DriftEntry & { reason: string })[] = []
  for (const entry of entries) {
    const fitting = ignore.filter((rule) => matches(rule, entry))
    for (const rule of fitting) used.add(rule)
    const [first] = fitting
    if (first === undefined) drift.push(entry)
    else ignored.push({ ...entry, reason: first.reason })
  }
  return { drift, ignored, unusedIgnores: ignore.filter((rule) => !used.has(rule)) }
}

function matches({ address, rule }: IgnoreRule, entry: DriftEntry): boolean {
  if (rule !== undefined && rule !== entry.rule) return false
  const kind = entry.address.slice(0, entry.address.indexOf('/'))
  return [entry.address, `${kind}/${entry.label}`].some((text) => isLike(address, text))
}

/** `*` stands for anything, also for nothing; case does not matter. */
function isLike(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[\\s\\S]*')}$`, 'i').test(text)
}
