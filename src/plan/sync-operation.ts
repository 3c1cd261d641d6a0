/** A synchronisation as an operation: a person does it, and no read can tell. */

import type { Target, Value } from '../resource/resource.ts'
import type { Sync } from '../resource/syncs.ts'
import type { Step } from '../runbook/steps.ts'
import type { SyncStep } from '../runbook/steps/sync.ts'
import type { Operation } from './plan.ts'

export interface SyncInput {
  names: Readonly<Record<string, string>>
  target: Target
}

export interface SyncCause {
  key: string
  label: string
  value: Value
  reason: string
  needs: readonly string[]
}

export function syncOperation(
  { names, target }: SyncInput,
  step: SyncStep,
  sync: Sync,
  { key, label, value, reason, needs }: SyncCause,
): Operation {
  const work = sync.manual({
    action: 'update',
    key,
    label,
    value,
    before: undefined,
    target,
    nameOf: (name) => names[name] ?? name,
  })
  return {
    ...following(step, needs),
    id: `${step.id}:${sync.name}/${key}`,
    type: 'manual',
    action: 'sync',
    address: `${sync.name}/${key}`,
    via: 'manual',
    title: `${sync.deed ?? 'Synchronize'} ${sync.noun} ${label === sync.noun ? '' : label}`.trimEnd(),
    label,
    reason,
    value: { ...value },
    manual: { where: work.where, lines: [...work.lines] },
  }
}

/** What every operation has that follows from a step rather than from a row of the catalog. */
export function following(step: Step, needs: readonly string[]) {
  const { id, title, source } = step
  return { step: id, title, label: title, needs: [...needs], reason: source, sources: [], changes: [], before: null }
}
