/** A plan without some of its offers: what stands for them goes, what mentions them is cut, and chains stay whole. */

import { sameJson, type Json } from '../lib/json.ts'
import { addedTo } from '../resource/added.ts'
import { findKind, keyOf } from '../resource/kinds.ts'
import type { ManualTask, Value } from '../resource/resource.ts'
import { findSync } from '../resource/syncs.ts'
import { diffValues } from './diff.ts'
import { passedOnNeeds } from './passed-on-needs.ts'
import type { Operation, Plan } from './plan.ts'
import { offerTarget } from './targets.ts'

/**
 * An add-on that has no possible parent left cannot be sold either, and so on.
 *
 * @returns the offers and everything of the plan that cannot be sold without them
 */
export function closedExclusion(plan: Plan, offers: Iterable<string>): Set<string> {
  const gone = new Set(offers)
  const parents = parentsIn(plan)
  for (let before = -1; before < gone.size;) {
    before = gone.size
    for (const [addon, list] of parents) if (list.every((parent) => gone.has(parent))) gone.add(addon)
  }
  return gone
}

/**
 * @param offers closed, as {@link closedExclusion} gives them
 * @param done operations that are done: they stay as they are
 */
export function withoutOffers(plan: Plan, offers: ReadonlySet<string>, done: { has(id: string): boolean }): Plan {
  if (offers.size === 0) return plan
  const parents = parentsIn(plan)
  const kept = plan.operations.flatMap((operation) =>
    done.has(operation.id) ? [operation] : withoutIn(operation, offers, parents, plan),
  )
  const ids = new Set(kept.map(({ id }) => id))
  const needsOf = passedOnNeeds(plan.operations, (id) => !ids.has(id))
  const operations = kept.map((operation) => ({ ...operation, needs: needsOf(operation) }))
  return { ...plan, operations }
}

/** The possible parents of the add-ons that a plan creates or changes, by offer id. */
function parentsIn({ operations }: Plan): Map<string, string[]> {
  const parents = new Map<string, string[]>()
  for (const { address, value } of operations) {
    if (address?.startsWith('addon-type/') !== true) continue
    const key = keyOf(address)
    parents.set(key, [...(parents.get(key) ?? []), ...((value?.['parents'] ?? []) as string[])])
  }
  return parents
}

type Parents = ReadonlyMap<string, readonly string[]>

function withoutIn(operation: Operation, excluded: ReadonlySet<string>, parents: Parents, plan: Plan): Operation[] {
  const { address, value } = operation
  if (address === undefined) return [operation]
  const key = keyOf(address)
  if (excluded.has(key)) return []
  if (value === undefined) return [operation]
  // What starts from an operation of this plan starts from less now; what was there before the plan is never taken out.
  const completes = plan.operations.some(({ id, address: other }) => other === address && operation.needs.includes(id))
  const before = completes ? (cutOut(operation.before ?? {}, excluded) as Value) : operation.before
  const found = JSON.stringify(before ?? {})
  const added = new Set([...excluded].filter((offer) => !found.includes(offer)))
  const gone = address.startsWith('service-plan/') ? withoutChain(key, value, added, parents) : added
  const cut = cutOut(value, gone) as Value
  if (sameJson(cut, value)) return [operation]
  const changes = diffValues(cut, before ?? undefined)
  if (changes.length === 0 || addsNothing(address, cut, before)) return []
  const changed = { ...operation, value: { ...cut }, before: before === null ? null : { ...before }, changes }
  return [{ ...changed, ...instructions(changed, plan) }]
}

/** Of a list of members, or of what a synchronisation is about, nothing new is left. */
function addsNothing(address: string, value: Value, before: Value | null): boolean {
  const field = findKind(kindNameOf(address))?.members ?? (findSync(kindNameOf(address)) && 'changed')
  return field !== undefined && field in value && addedTo(value, before ?? undefined, field).length === 0
}

/** In one plan an add-on is sold only when a rate of a possible parent is there, up to the License (rule I5). */
function withoutChain(license: string, { rates }: Value, gone: ReadonlySet<string>, parents: Parents): Set<string> {
  const rated = ((rates ?? []) as { resource: string }[]).map(({ resource }) => keyOf(resource))
  const left = new Set(rated.filter((offer) => !gone.has(offer)))
  // What the plan does not change keeps the chain that it has.
  const sold = new Set([license, ...[...left].filter((offer) => !parents.has(offer))])
  for (let before = -1; before < sold.size;) {
    before = sold.size
    for (const offer of left) if (parents.get(offer)?.some((parent) => sold.has(parent)) === true) sold.add(offer)
  }
  return new Set([...gone, ...rated.filter((offer) => !sold.has(offer))])
}

/** Takes out of lists and records whatever names one of the offers, as an id, an address or a row about an address. */
function cutOut(value: Json | undefined, gone: ReadonlySet<string>): Json | undefined {
  if (Array.isArray(value)) {
    const list = value as readonly Json[]
    return list.filter((item) => !names(item, gone)).map((item) => cutOut(item, gone) ?? null)
  }
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value as Record<string, Json>).filter(([name]) => !names(name, gone))
  return Object.fromEntries(members.map(([name, member]) => [name, cutOut(member, gone)]))
}

function names(item: Json, gone: ReadonlySet<string>): boolean {
  if (typeof item === 'string') return gone.has(item) || (item.includes('/') && gone.has(keyOf(item)))
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return false
  const { resource } = item as Record<string, Json>
  return typeof resource === 'string' && gone.has(keyOf(resource))
}

/** What a person is told must name only what is left. */
function instructions(operation: Operation, plan: Plan): Pick<Operation, 'manual'> {
  const { address = '', action, manual, label, value = {}, before } = operation
  const does = findKind(kindNameOf(address)) ?? findSync(kindNameOf(address))
  if (manual === undefined || does === undefined) return {}
  const task: ManualTask = {
    action: action === 'create' ? 'create' : 'update',
    key: keyOf(address),
    label,
    value,
    before: before ?? undefined,
    target: offerTarget(plan),
    nameOf: (name) => plan.names[name] ?? name,
  }
  const work = does.manual(task)
  return { manual: { ...work, lines: [...work.lines] } }
}

function kindNameOf(address: string): string {
  return address.slice(0, address.indexOf('/'))
}
