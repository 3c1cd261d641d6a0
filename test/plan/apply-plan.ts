/** What an installation looks like once a plan is done: pure, and as strict as OA about what must exist before. */

import type { ObservedPlan, ObservedRate, ObservedState, ObservedType } from '../../src/resource/observed-state.ts'
import { takeInventory } from '../../src/resource/inventory.ts'
import type { Operation, Plan } from '../../src/plan/plan.ts'
import { resellerDeeds } from './apply-reseller.ts'

/** The installation, and what no read shows directly: the category of each resource. */
export interface Installation {
  observed: ObservedState
  categories: ReadonlyMap<number, string>
}

/** Does every operation after those it needs; the steps' order decides nothing. */
export function applyPlan(installation: Installation, plan: Plan): Installation {
  const done = new Set<string>()
  let open = [...plan.operations].reverse()
  let state = installation
  while (open.length > 0) {
    const ready = open.filter(({ needs }) => needs.every((need) => done.has(need)))
    if (ready.length === 0) throw new Error(`operations wait for each other: ${open.map(({ id }) => id).join(' ')}`)
    for (const operation of ready) {
      state = perform(state, operation)
      done.add(operation.id)
    }
    open = open.filter(({ id }) => !done.has(id))
  }
  return showCategories(state)
}

function perform(state: Installation, operation: Operation): Installation {
  if (operation.action !== 'create' && operation.action !== 'update') return state
  const { address = '' } = operation
  const kind = address.slice(0, address.indexOf('/'))
  const key = address.slice(kind.length + 1)
  const deed = resellerDeeds[kind]
  if (deed !== undefined) return { ...state, observed: deed(state.observed, operation, Number(key)) }
  const doer = doers[kind]
  if (doer === undefined) throw new Error(`nothing is known of ${kind}`)
  return doer(state, operation, key)
}

type Doer = (state: Installation, operation: Operation, key: string) => Installation

const doers: Record<string, Doer> = {
  'license-type': (state, operation, key) => saveType(state, 'license', operation, key),
  'addon-type': (state, operation, key) => saveType(state, 'addon', operation, key),
  'resource-type': (state, { value }, key) => {
    const type = one(state.observed.types, ({ offerId }) => offerId === key, `type of ${key}`)
    const taken = state.observed.resourceTypes.some(({ typeId }) => typeId === type.apsId)
    if (taken) throw new Error(`a second resource type for ${key}`)
    const id = 5000 + state.observed.resourceTypes.length
    const made = { id, name: value?.['name'] as string, typeId: type.apsId }
    return observing(state, { resourceTypes: [...state.observed.resourceTypes, made] })
  },
  'resource-category': (state, { value }, key) => {
    const ids = (value?.['resources'] as string[]).map((resource) => idOf(state, resource))
    return { ...state, categories: new Map([...state.categories, ...ids.map((id) => [id, key] as const)]) }
  },
  'resource-unit': (state, _operation, key) => {
    const id = idOf(state, `resource-type/${key}`)
    const isUsed = state.observed.plans.some(({ rates }) => rates.some(({ resourceId }) => resourceId === id))
    if (isUsed) throw new Error(`the unit of ${key} is in use`)
    return state
  },
  'service-template': (state, { value }) => {
    const { template } = state.observed
    const rows = Object.entries(value?.['limits'] as Record<string, number>)
    const limits = new Map([...template.limits, ...rows.map(([rt, limit]) => [idOf(state, rt), limit] as const)])
    return observing(state, { template: { ...template, limits } })
  },
  'service-plan': savePlan,
  'upgrade-paths': (state, { value }, key) => {
    for (const plan of [`service-plan/${key}`, ...(value?.['to'] as string[])]) planAt(state, plan)
    return state
  },
  'sales-category': (state, { value }, key) => {
    const planIds = (value?.['plans'] as string[]).map((plan) => planAt(state, plan).id)
    const { salesCategories } = state.observed
    if (salesCategories === undefined) return state
    const known = salesCategories.find(({ name }) => name === key)
    const id = known?.id ?? 900 + salesCategories.length
    const made = { id, name: key, planIds: [...new Set([...(known?.planIds ?? []), ...planIds])] }
    return observing(state, { salesCategories: [...salesCategories.filter(({ name }) => name !== key), made] })
  },
}

function observing(state: Installation, part: Partial<ObservedState>): Installation {
  return { ...state, observed: { ...state.observed, ...part } }
}

function one<T>(items: readonly T[], fits: (item: T) => boolean, what: string): T {
  const found = items.filter(fits)
  const [first] = found
  if (first === undefined || found.length > 1) throw new Error(`${found.length} times ${what}`)
  return first
}

/** An add-on type is saved with a parent, and with parents and upgrades that exist (rule I3). */
function saveType(state: Installation, kind: ObservedType['kind'], operation: Operation, key: string): Installation {
  const { types } = state.observed
  const { value } = operation
  const listed = [...((value?.['upgrades'] ?? []) as string[]), ...((value?.['parents'] ?? []) as string[])]
  const before = types.find(({ offerId }) => offerId === key)
  const known = new Set([
    ...types.map(({ offerId }) => offerId),
    ...(before?.parents ?? []),
    ...(before?.upgrades ?? []),
  ])
  for (const id of listed) if (!known.has(id)) throw new Error(`${key} lists ${id}, which has no type`)
  if (operation.action === 'create') {
    if (before !== undefined) throw new Error(`a second type for ${key}`)
    if (kind === 'addon' && listed.length === 0) throw new Error(`${key} is an add-on type without a parent`)
    const empty = { trialOfferId: null, upgrades: [], parents: [], ready: true }
    const made = { kind, apsId: `made-${key}`, ...empty, ...value } as unknown as ObservedType
    return observing(state, { types: [...types, made] })
  }
  const old = one(types, (type) => type.offerId === key && type.kind === kind, `${kind} type of ${key}`)
  return observing(state, {
    types: types.map((type) => (type === old ? { ...type, ...value } : type)),
  })
}

type WantedPlan = Omit<ObservedPlan, 'rates'> & { rates: (Omit<ObservedRate, 'resourceId'> & { resource: string })[] }

/** Rates are for resources of the template (rule I11). */
function savePlan(state: Installation, operation: Operation, key: string): Installation {
  const { plans, template } = state.observed
  const wanted = operation.value as unknown as WantedPlan
  const rates = wanted.rates.map(({ resource, ...rate }): ObservedRate => {
    const resourceId = idOf(state, resource)
    if (!template.limits.has(resourceId)) throw new Error(`${resource} is not in the template`)
    return { ...rate, resourceId, category: undefined }
  })
  const { name, published, periods } = wanted
  if (operation.action === 'create') {
    return observing(state, { plans: [...plans, { id: 7000 + plans.length, name, published, periods, rates }] })
  }
  const old = planAt(state, `service-plan/${key}`)
  return observing(state, {
    plans: plans.map((plan) => (plan === old ? { ...plan, name, published, periods, rates } : plan)),
  })
}

function idOf({ observed }: Installation, resource: string): number {
  const found = takeInventory(observed).resourceTypes.get(resource.slice('resource-type/'.length))
  if (found === undefined) throw new Error(`${resource} does not exist`)
  return found.id
}

function planAt({ observed }: Installation, address: string): ObservedPlan {
  const found = takeInventory(observed).plans.get(address.slice('service-plan/'.length))
  if (found === undefined) throw new Error(`${address} does not exist`)
  return found
}

/** A category shows only through the rates of plans. */
export function showCategories(state: Installation): Installation {
  const plans = state.observed.plans.map((plan) => ({
    ...plan,
    rates: plan.rates.map((rate) => ({ ...rate, category: state.categories.get(rate.resourceId) })),
  }))
  return observing(state, { plans })
}
