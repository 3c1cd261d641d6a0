/** What the changes of a plan oblige to: synchronisations, work that only people can do, and the last look. */

import { address, type Address, type Target } from '../resource/resource.ts'
import type { Site } from '../resource/site.ts'
import { findSync, type Sync } from '../resource/syncs.ts'
import { keyOf, kindOf } from '../resource/kinds.ts'
import type { PlanConflict } from '../resource/compatibility.ts'
import type { OfferRunbook } from '../runbook/runbook.ts'
import type { Step } from '../runbook/steps.ts'
import type { CheckStep } from '../runbook/steps/check.ts'
import type { DeployStep } from '../runbook/steps/deploy.ts'
import type { ManualStep } from '../runbook/steps/manual.ts'
import type { SyncStep } from '../runbook/steps/sync.ts'
import { deployOperation } from './deploy-operation.ts'
import type { Operation } from './plan.ts'
import { isForReseller, isResellerStep, resellerBlock } from './reseller-block.ts'
import { isForOthers, whySkipped } from './skipped-steps.ts'
import { following, syncOperation } from './sync-operation.ts'

export interface ConsequenceInput {
  runbook: OfferRunbook
  /** The operations that change resources. */
  operations: readonly Operation[]
  names: Readonly<Record<string, string>>
  target: Target
  site: Site
  /** Which plans exclude each other, for the offer compatibility checker. */
  conflicts: readonly PlanConflict[]
}

/** No change, no consequence: this is why a second run has nothing to do. */
export function consequences(input: ConsequenceInput): Operation[] {
  const own = input.operations.filter((operation) => !isForReseller(operation))
  const made: Operation[] = []
  let isBlockMade = false
  for (const step of input.runbook.steps) {
    const before = leaves([...own, ...made])
    if (before.length > 0) made.push(...follow(step, input, before))
    if (isBlockMade || !isResellerStep(step)) continue
    isBlockMade = true
    made.push(...resellerBlock(input, leaves([...own, ...made])))
  }
  return made
}

function follow(step: Step, input: ConsequenceInput, before: string[]): Operation[] {
  if ('sync' in step) return syncOperations(step, input, before)
  if ('deploy' in step) return deployOperations(step, input, before)
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
  if (sync === undefined || sync.forReseller !== undefined) return []
  const causes = input.operations.filter(
    (operation) =>
      sync.follows.includes(kindName(operation)) && sync.verbs.includes(operation.action as 'create' | 'update'),
  )
  const [first] = causes
  if (first === undefined) return []
  if (sync.per !== undefined) {
    return onePerResource(causes, sync.per, input).map((cause) => syncOf(step, sync, cause, input, before))
  }
  return [syncOf(step, sync, { ...first, address: 'store/provider', label: sync.noun }, input, before)]
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

function syncOf(step: SyncStep, sync: Sync, cause: Operation, input: ConsequenceInput, needs: string[]): Operation {
  return syncOperation(input, step, sync, {
    key: keyOf(cause.address ?? ''),
    label: cause.label,
    value: { changed: changedResources(cause) },
    reason: `${cause.action === 'create' ? 'new' : 'changed'} in this run`,
    needs,
  })
}

/** The resources whose limits a template change sets. */
function changedResources({ value, before }: Operation): string[] {
  const limitsOf = (whole: Operation['before'] | undefined) => Object.entries(whole?.['limits'] ?? {})
  const old = new Map(limitsOf(before))
  return limitsOf(value).flatMap(([resource, limit]) => (old.get(resource) === limit ? [] : [resource]))
}

/** Whether what a step for people is about happens in this run, on an installation that it is meant for. */
function isConcerned(step: ManualStep | DeployStep, input: ConsequenceInput): boolean {
  if (isForOthers(step, input) || whySkipped(step, input) !== undefined) return false
  return input.operations.some((operation) => step.after.includes(kindName(operation)))
}

function deployOperations(step: DeployStep, input: ConsequenceInput, before: string[]): Operation[] {
  return isConcerned(step, input) ? [deployOperation(step, input.conflicts, before)] : []
}

function manualOperations(step: ManualStep, input: ConsequenceInput, before: string[]): Operation[] {
  if (!isConcerned(step, input)) return []
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
