/** What the changes of a plan oblige to: synchronisations, work that only people can do, and the last look. */

import { address, type Address, type Target } from '../resource/resource.ts'
import type { Site } from '../resource/site.ts'
import { findSync, type Sync } from '../resource/syncs.ts'
import { keyOf, kindOf } from '../resource/kinds.ts'
import { isBelow } from '../lib/version.ts'
import type { Runbook } from '../runbook/runbook.ts'
import type { Step } from '../runbook/steps.ts'
import type { CheckStep } from '../runbook/steps/check.ts'
import type { ManualStep } from '../runbook/steps/manual.ts'
import type { SyncStep } from '../runbook/steps/sync.ts'
import type { Operation } from './plan.ts'

export interface ConsequenceInput {
  runbook: Runbook
  /** The operations that change resources. */
  operations: readonly Operation[]
  names: Readonly<Record<string, string>>
  target: Target
  site: Site
}

/** No change, no consequence: this is why a second run has nothing to do. */
export function consequences(input: ConsequenceInput): Operation[] {
  const made: Operation[] = []
  for (const step of input.runbook.steps) {
    const before = leaves([...input.operations, ...made])
    if (before.length > 0) made.push(...follow(step, input, before))
  }
  return made
}

function follow(step: Step, input: ConsequenceInput, before: string[]): Operation[] {
  if ('sync' in step) return syncOperations(step, input, before)
  if ('manual' in step) return manualOperations(step, input, before)
  if ('check' in step) return [checkOperation(step, before)]
  return []
}

/** Operations that no other one waits for: waiting for these is waiting for all (rule I17). */
function leaves(operations: readonly Operation[]): string[] {
  const needed = new Set(operations.flatMap((operation) => operation.needs))
  return operations.map((operation) => operation.id).filter((id) => !needed.has(id))
}

function kindName(operation: Operation): string {
  return operation.address === undefined ? '' : kindOf(operation.address).name
}

function syncOperations(step: SyncStep, input: ConsequenceInput, before: string[]): Operation[] {
  const sync: Sync | undefined = findSync(step.sync)
  if (sync === undefined) return []
  const causes = input.operations.filter(
    (operation) =>
      sync.follows.includes(kindName(operation)) && sync.verbs.includes(operation.action as 'create' | 'update'),
  )
  const [first] = causes
  if (first === undefined) return []
  if (sync.per !== undefined) {
    return onePerResource(causes, sync.per, input).map((cause) => syncOperation(step, sync, cause, input, before))
  }
  return [syncOperation(step, sync, { ...first, address: 'store/provider', label: sync.noun }, input, before)]
}

/** The first change to each resource that was there before this run; nothing depends on a new one yet. */
function onePerResource(causes: readonly Operation[], kind: string, input: ConsequenceInput): Operation[] {
  const created = new Set(input.operations.flatMap((o) => (o.action === 'create' ? [o.address] : [])))
  const byAddress = new Map<Address, Operation>()
  for (const cause of causes) {
    const about = address(kind, keyOf(cause.address ?? ''))
    const label = input.names[about] ?? cause.label
    if (!created.has(about) && !byAddress.has(about)) byAddress.set(about, { ...cause, label })
  }
  return [...byAddress.values()]
}

function syncOperation(
  step: SyncStep,
  sync: Sync,
  cause: Operation,
  input: ConsequenceInput,
  needs: string[],
): Operation {
  const key = keyOf(cause.address ?? '')
  const value = { changed: changedResources(cause) }
  const nameOf = (name: string): string => input.names[name] ?? name
  const work = sync.manual({
    action: 'update',
    key,
    label: cause.label,
    value,
    before: undefined,
    target: input.target,
    nameOf,
  })
  return {
    ...following(step, needs),
    id: `${step.id}:${sync.name}/${key}`,
    type: 'manual',
    action: 'sync',
    address: `${sync.name}/${key}`,
    via: 'manual',
    title: `Synchronize ${sync.noun} ${cause.label === sync.noun ? '' : cause.label}`.trimEnd(),
    label: cause.label,
    reason: `${cause.action === 'create' ? 'new' : 'changed'} in this run`,
    value,
    manual: { where: work.where, lines: [...work.lines] },
  }
}

/** The resources whose limits a template change sets. */
function changedResources({ value, before }: Operation): string[] {
  const limitsOf = (whole: Operation['before'] | undefined) => Object.entries(whole?.['limits'] ?? {})
  const old = new Map(limitsOf(before))
  return limitsOf(value).flatMap(([resource, limit]) => (old.get(resource) === limit ? [] : [resource]))
}

function manualOperations(step: ManualStep, input: ConsequenceInput, before: string[]): Operation[] {
  const { applicationVersion } = input.target
  const concerned = input.operations.some((operation) => step.after.includes(kindName(operation)))
  const tooNew = step.applicationBelow !== undefined && !isBelow(applicationVersion, step.applicationBelow)
  const unneeded = step.resellers === true && !input.site.resellers
  if (!concerned || tooNew || unneeded) return []
  return [
    {
      ...following(step, before),
      id: `${step.id}:do`,
      type: 'manual',
      action: 'do',
      via: 'manual',
      manual: step.manual,
    },
  ]
}

function checkOperation(step: CheckStep, before: string[]): Operation {
  return { ...following(step, before), id: `${step.id}:${step.check}`, type: 'check', action: 'check', via: 'read' }
}

/** What every operation has that follows from a step rather than from a row of the catalog. */
function following(step: Step, needs: string[]) {
  const { id, title, source } = step
  return { step: id, title, label: title, needs, reason: source, sources: [], changes: [], before: null }
}
