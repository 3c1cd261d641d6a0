/** One draft becomes one operation: with its way, and with instructions where a person is the way. */

import type { Address, ManualTask, Target } from '../resource/resource.ts'
import type { Site } from '../resource/site.ts'
import type { Step } from '../runbook/steps.ts'
import { chooseWay } from './choose-way.ts'
import type { Draft } from './draft-operations.ts'
import type { Operation } from './plan.ts'

export interface OperationInput {
  step: Step
  draft: Draft
  needs: string[]
  names: Readonly<Record<string, string>>
  target: Target
  site: Site
}

/** Stable across runs and ways: the step, the address, and a mark for the second of two operations on one resource. */
export function operationId(step: Step, address: Address, completes: boolean): string {
  return `${step.id}:${address}${completes ? '+' : ''}`
}

export function ensureOperation({ step, draft, needs, names, target, site }: OperationInput): Operation {
  const { kind, wish, action, value, before } = draft
  const way = chooseWay(kind, action, value, site)
  const task: ManualTask = {
    action,
    key: wish.key,
    label: wish.label,
    value,
    before,
    target,
    nameOf: (key) => names[key] ?? key,
  }
  return {
    id: operationId(step, draft.address, draft.completes),
    step: step.id,
    type: way === undefined ? 'manual' : 'ensure',
    action,
    address: draft.address,
    via: way?.name ?? 'manual',
    title: `${action === 'create' ? 'Create' : 'Update'} ${kind.noun} ${wish.label}`,
    label: wish.label,
    needs,
    reason: wish.reason,
    sources: [...wish.sources],
    changes: draft.changes,
    value: value,
    before: before ?? null,
    ...(way === undefined ? { manual: { ...kind.manual(task), lines: [...kind.manual(task).lines] } } : {}),
  }
}
