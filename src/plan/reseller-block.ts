/**
 * The part of a plan that is done at resellers: after everything of the provider's (rule I17), each reseller after the one
 * above it, and at each of them one thing after the other.
 */

import { groupBy } from '../lib/group-by.ts'
import { findKind, keyOf, kindOf } from '../resource/kinds.ts'
import { resellerAddress, type Reseller } from '../resource/reseller.ts'
import { rank } from '../resource/resellers/panels.ts'
import type { Site } from '../resource/site.ts'
import { findSync, type Sync } from '../resource/syncs.ts'
import type { OfferRunbook } from '../runbook/runbook.ts'
import type { Step } from '../runbook/steps.ts'
import type { SyncStep } from '../runbook/steps/sync.ts'
import type { Operation } from './plan.ts'
import { syncOperation, type SyncInput } from './sync-operation.ts'

export interface ResellerBlockInput extends SyncInput {
  runbook: OfferRunbook
  /** The operations that change resources, the provider's and the resellers'. */
  operations: readonly Operation[]
  site: Site
}

/** Whether an operation is about one reseller, whose account is the key of its address. */
export function isForReseller({ address = '' }: Operation): boolean {
  const name = address.slice(0, address.indexOf('/'))
  return findKind(name)?.forReseller === true || findSync(name)?.forReseller !== undefined
}

/** Whether a step of a runbook is about resellers. */
export function isResellerStep(step: Step): boolean {
  if ('sync' in step) return findSync(step.sync)?.forReseller !== undefined
  return 'ensure' in step && findKind(step.ensure)?.forReseller === true
}

/** The account that an operation for a reseller is about. */
export function accountOf({ address = '' }: Operation): number {
  return Number(keyOf(address))
}

/**
 * All operations at resellers, in the order of the steps.
 *
 * @param barrier the operations after which everything of the provider's is done; what they make needs no mention more
 */
export function resellerBlock(input: ResellerBlockInput, barrier: readonly string[]): Operation[] {
  const block = input.runbook.steps.filter(isResellerStep).flatMap((step) => operationsOf(step, input))
  const byAccount = groupBy(block, accountOf)
  const resellers = new Map(input.site.resellers.map((reseller) => [reseller.account, reseller]))
  const last = new Map<number, string>()
  const needs = new Map<string, readonly string[]>()
  // By tier, so that whoever is above has its last operation already.
  for (const reseller of resellers.values()) {
    const above = lastAbove(reseller, resellers, last)
    let before: readonly string[] = above === undefined ? barrier : [above]
    for (const { id } of byAccount.get(reseller.account) ?? []) {
      needs.set(id, before)
      before = [id]
      last.set(reseller.account, id)
    }
  }
  return block.map((operation) => ({ ...operation, needs: [...(needs.get(operation.id) ?? barrier)] }))
}

function operationsOf(step: Step, input: ResellerBlockInput): Operation[] {
  if ('sync' in step) return syncOperations(step, input)
  return input.operations.filter((operation) => operation.step === step.id && isForReseller(operation))
}

/** The last operation at the nearest reseller above that has any. */
function lastAbove(
  { parent }: Reseller,
  resellers: ReadonlyMap<number, Reseller>,
  last: ReadonlyMap<number, string>,
): string | undefined {
  for (let at = parent; at !== undefined; at = resellers.get(at)?.parent) {
    const found = last.get(at)
    if (found !== undefined) return found
  }
  return undefined
}

function syncOperations(step: SyncStep, input: ResellerBlockInput): Operation[] {
  const sync: Sync | undefined = findSync(step.sync)
  if (sync === undefined) return []
  const causes = input.operations.filter(
    ({ address = '', action }) =>
      address !== '' &&
      sync.follows.includes(kindOf(address).name) &&
      sync.verbs.includes(action as 'create' | 'update'),
  )
  const accounts = new Set(causes.filter(isForReseller).map(accountOf))
  // A plan of the provider that changed may have been delegated to anybody.
  const isForAll = causes.some((cause) => !isForReseller(cause))
  return input.site.resellers
    .filter((reseller) => sync.forReseller?.(reseller) === true && (isForAll || accounts.has(reseller.account)))
    .map((reseller) =>
      syncOperation(input, step, sync, {
        key: String(reseller.account),
        label: reseller.name,
        value: { model: reseller.model, of: resellerAddress(reseller.account) },
        reason: rank(reseller),
        needs: [],
      }),
    )
}
