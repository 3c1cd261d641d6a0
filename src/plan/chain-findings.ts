/**
 * Plans that sell an add-on whose last chain of parents a run takes away: the catalog no longer lists the parent, so it
 * leaves the add-on's type (KB 126207, A2b), and orders of the old plan would fail (rule I5, pain point P1).
 */

import type { OfferId } from '../catalog/offer.ts'
import type { Diagnostic } from '../lib/diagnostic.ts'
import { count, firstFew } from '../lib/text.ts'
import { chained } from '../resource/chained.ts'
import { keyOf } from '../resource/kinds.ts'
import type { ObservedType } from '../resource/observed-state.ts'
import type { WishContext } from '../resource/wish-context.ts'
import type { Operation } from './plan.ts'

type Types = ReadonlyMap<OfferId, Pick<ObservedType, 'kind' | 'parents'>>

export function chainFindings({ observed, inventory }: WishContext, operations: readonly Operation[]): Diagnostic[] {
  const narrowed = operations.filter(losesParent)
  if (narrowed.length === 0) return []
  const types = typesAfter(inventory.types, operations)
  const added = ratesAdded(operations)
  const broken = new Map<OfferId, string[]>()
  for (const plan of observed.plans) {
    const before = new Set(inventory.ratedIn.get(plan.id))
    const after = new Set([...before, ...(added.get(inventory.keyOfPlan.get(plan.id) ?? '') ?? [])])
    const was = chained(inventory.types, (id) => before.has(id))
    const is = chained(types, (id) => after.has(id))
    for (const id of before) if (was(id) && !is(id)) broken.set(id, [...(broken.get(id) ?? []), plan.name])
  }
  return [...broken].map(([id, plans]) => ({
    severity: 'warning',
    code: 'plan/chain-lost',
    message: `${inventory.types.get(id)?.name ?? id} is sold in ${count(plans.length, 'plan')} that will have none of its parents any more, as the catalog has them: ${firstFew(plans, 3)}.`,
    hint: 'Orders of it there would fail. Bring one of its parents into these plans (o365-onboard add-addons <catalog> --offer <the parent>), or leave the step addon-parents out with --runbook.',
  }))
}

function losesParent({ address = '', before, value }: Operation): boolean {
  if (!address.startsWith('addon-type/') || before === null) return false
  const after = new Set(listOf(value?.['parents']))
  return listOf(before['parents']).some((parent) => !after.has(parent))
}

function typesAfter(types: Types, operations: readonly Operation[]): Types {
  const changed = operations.flatMap(({ address = '', value }) => {
    const kind = /^(license|addon)-type\//.exec(address)?.[1] as ObservedType['kind'] | undefined
    return kind === undefined ? [] : [[keyOf(address), { kind, parents: listOf(value?.['parents']) }] as const]
  })
  return new Map([...types, ...changed])
}

/** Offers that get a rate, by the key of the plan. */
function ratesAdded(operations: readonly Operation[]): ReadonlyMap<string, OfferId[]> {
  return new Map(
    operations
      .filter(({ address }) => address?.startsWith('service-plan/'))
      .map(({ address = '', value }) => {
        const rates = (value?.['rates'] ?? []) as { resource: string }[]
        return [keyOf(address), rates.map(({ resource }) => keyOf(resource))]
      }),
  )
}

function listOf(data: unknown): string[] {
  return Array.isArray(data) ? (data as string[]) : []
}
