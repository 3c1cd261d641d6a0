/** What a run has changed, held against its plan: all that it says, once, and nothing else. */

import type { Operation, Plan } from '../../src/plan/plan.ts'
import type { OfferType, ServicePlan } from '../../src/oa/simulator/state.ts'
import type { Snapshot } from '../../src/oa/simulator/snapshot.ts'

/** @returns every difference that the plan does not tell, and everything of it that is not there */
export function unplannedChanges(
  before: Snapshot,
  after: Snapshot,
  { operations }: Pick<Plan, 'operations'>,
): string[] {
  const offers = offersIn(after)
  const of = (kind: string, action: Operation['action']) =>
    operations.filter((operation) => operation.address?.startsWith(`${kind}/`) === true && operation.action === action)
  const keys = (...kinds: string[]) => kinds.flatMap((kind) => of(kind, 'create').map(keyOf)).sort()
  const isNew = <T extends { id: unknown }>(list: readonly T[], old: readonly T[]): T[] =>
    list.filter(({ id }) => !old.some((other) => other.id === id))
  return [
    ...sameList(
      'new types',
      isNew(after.types, before.types)
        .map(({ offerId }) => offerId)
        .sort(),
      keys('license-type', 'addon-type'),
    ),
    ...sameList(
      'new resource types',
      isNew(after.resourceTypes, before.resourceTypes)
        .map(({ id }) => offers.get(id) ?? `of nothing (${id})`)
        .sort(),
      keys('resource-type'),
    ),
    ...sameList(
      'new plans',
      isNew(after.plans, before.plans)
        .map(({ name }) => JSON.stringify(name))
        .sort(),
      of('service-plan', 'create')
        .map(({ value }) => JSON.stringify(value?.['name']))
        .sort(),
    ),
    ...before.types.flatMap((type) => changedType(type, after, operations)),
    ...before.resourceTypes.flatMap((old) => kept('resource type', old, after.resourceTypes, ['unit'])),
    ...templateChanges(before, after, operations, offers),
    ...before.plans.flatMap((plan) => changedPlan(plan, after, operations, offers)),
    ...before.resourceCategories.flatMap((old) =>
      grown(
        'resource category',
        old.name,
        old.resourceIds,
        after.resourceCategories.find(({ id }) => id === old.id)?.resourceIds,
      ),
    ),
    ...before.salesCategories.flatMap((old) =>
      grown('sales category', old.name, old.planIds, after.salesCategories.find(({ id }) => id === old.id)?.planIds),
    ),
  ]
}

const keyOf = ({ address = '' }: Operation): string => address.slice(address.indexOf('/') + 1)

/** The offer of each resource type that stands for one. */
export function offersIn({ types, resourceTypes }: Snapshot): Map<number, string> {
  const byType = new Map(types.map(({ id, offerId }) => [id, offerId]))
  return new Map(
    resourceTypes.flatMap(({ id, activationParameters }) => {
      const offer = byType.get(activationParameters['resource_uid'] ?? '')
      return offer === undefined ? [] : [[id, offer] as const]
    }),
  )
}

function sameList(what: string, found: readonly string[], wanted: readonly string[]): string[] {
  return found.join() === wanted.join() ? [] : [`${what}: ${found.join(', ')} instead of ${wanted.join(', ')}`]
}

function kept<T extends { id: unknown }>(what: string, old: T, all: readonly T[], free: readonly string[]): string[] {
  const now = all.find(({ id }) => id === old.id)
  const fields = Object.keys(old).filter((field) => !free.includes(field))
  const wrong = fields.filter(
    (field) => JSON.stringify(now?.[field as keyof T]) !== JSON.stringify(old[field as keyof T]),
  )
  return wrong.length === 0 ? [] : [`${what} ${String(old.id)} differs in ${wrong.join(', ')}`]
}

function changedType(old: OfferType, { types }: Snapshot, operations: readonly Operation[]): string[] {
  const own = operations.filter(
    (operation) => /^(license|addon)-type\//.test(operation.address ?? '') && keyOf(operation) === old.offerId,
  )
  const planned = own.flatMap(({ changes }) => changes.map(({ field }) => field))
  return kept('type', old, types, ['revision', 'modified', ...planned])
}

function templateChanges(
  before: Snapshot,
  after: Snapshot,
  operations: readonly Operation[],
  offers: ReadonlyMap<number, string>,
): string[] {
  return before.templates.flatMap((old) => {
    const now = after.templates.find(({ id }) => id === old.id)
    const own = operations.find(({ address }) => address === `service-template/${old.id}`)
    const limits = (own?.value?.['limits'] ?? {}) as Readonly<Record<string, number>>
    const wanted = new Map(old.resources.map(({ resourceTypeId, limit }) => [resourceTypeId, limit]))
    for (const [id, offer] of offers) {
      const limit = limits[`resource-type/${offer}`]
      if (limit !== undefined) wanted.set(id, limit)
    }
    const told = (rows: Iterable<readonly [number, number]>) => [...rows].map(([id, limit]) => `${id}=${limit}`).sort()
    const found = (now?.resources ?? []).map(({ resourceTypeId, limit }) => [resourceTypeId, limit] as const)
    return [
      ...kept('template', old, after.templates, ['resources']),
      ...sameList(`limits of template ${old.id}`, told(found), told(wanted)),
    ]
  })
}

function changedPlan(
  old: ServicePlan,
  { plans }: Snapshot,
  operations: readonly Operation[],
  offers: ReadonlyMap<number, string>,
): string[] {
  const now = plans.find(({ id }) => id === old.id)
  const oldRates = new Map(old.rates.map((rate) => [rate.id, rate]))
  const own = operations.filter(({ address }) => address?.startsWith('service-plan/') === true)
  const planned = new Set(
    own.flatMap(({ changes }) =>
      changes.flatMap(({ to }) => JSON.stringify(to).match(/resource-type\/[0-9a-f-]+/g) ?? []),
    ),
  )
  const added = (now?.rates ?? []).filter(({ id }) => !oldRates.has(id))
  const stray = added.filter(({ resourceId }) => !planned.has(`resource-type/${offers.get(resourceId) ?? ''}`))
  const twice = (now?.rates ?? []).filter(
    ({ resourceId }, index, all) => all.findIndex((other) => other.resourceId === resourceId) !== index,
  )
  return [
    ...kept('plan', old, plans, ['rates', 'upgradePaths']),
    ...old.rates.flatMap((rate) => kept(`rate in plan ${old.id}`, rate, now?.rates ?? [], ['categoryId'])),
    ...stray.map(({ resourceId }) => `plan ${old.id} has an unplanned rate for ${resourceId}`),
    ...twice.map(({ resourceId }) => `plan ${old.id} has two rates for ${resourceId}`),
    ...grown('upgrade paths of plan', old.name, old.upgradePaths, now?.upgradePaths),
  ]
}

function grown(what: string, name: string, old: readonly number[], now: readonly number[] = []): string[] {
  const lost = old.filter((id) => !now.includes(id))
  const twice = now.filter((id, index) => now.indexOf(id) !== index)
  return [...lost.map((id) => `${what} ${name} lost ${id}`), ...twice.map((id) => `${what} ${name} holds ${id} twice`)]
}
