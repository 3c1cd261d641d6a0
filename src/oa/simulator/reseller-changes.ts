/**
 * What happens to plans on their way to resellers, as the vendor's reseller guides tell it: copies with ids of their own,
 * upgrade paths only among plans that are delegated together, confirmations where prices are not synchronised.
 */

import { type Context, nextId } from './handler.ts'
import { findPlan } from './plan-changes.ts'
import { invalidArguments, noSuchRow, Refusal } from './refusal.ts'
import type { Reseller, ServicePlan, ServiceTemplate } from './state.ts'

const PROVIDER = 1

/** @throws {Refusal} when there is none. */
function findReseller({ state }: Context, account: number): Reseller {
  const reseller = state.resellers.get(account)
  if (reseller === undefined) throw noSuchRow('Account', account)
  return reseller
}

/**
 * The plan that an account has of a plan of the provider: for the provider the plan itself, for a reseller its copy.
 */
function planAt({ state }: Context, account: number, planId: number): ServicePlan | undefined {
  if (account === PROVIDER) return state.plans.get(planId)
  const reseller = state.resellers.get(account)
  const above = reseller === undefined ? undefined : planAt({ state } as Context, reseller.parent, planId)
  if (above === undefined) return undefined
  for (const plan of state.plans.values()) if (plan.vendorId === account && plan.copyOf === above.id) return plan
  return undefined
}

/**
 * Delegates plans from the account above. A plan that was delegated before keeps its copy; it comes along so that the
 * paths between it and the others are copied, too.
 *
 * @returns the ids of the copies
 * @throws {Refusal} when the reseller above has not got one of them itself
 */
export function delegatePlans(context: Context, account: number, planIds: readonly number[]): number[] {
  const reseller = findReseller(context, account)
  if (reseller.model === 'power') throw new Refusal(`Account #${account} has plans of its own.`)
  const pairs = planIds.map((planId) => {
    findPlan(context, planId)
    const original = planAt(context, reseller.parent, planId)
    if (original === undefined) throw new Refusal(`Plan #${planId} is not delegated to account #${reseller.parent}.`)
    const copy = planAt(context, account, planId) ?? newCopy(context, original, account)
    return [original, copy] as const
  })
  const copyIds = new Map(pairs.map(([original, copy]) => [original.id, copy.id]))
  for (const [original, copy] of pairs) {
    const paths = original.upgradePaths.flatMap((to) => copyIds.get(to) ?? [])
    const current = findPlan(context, copy.id)
    context.state.plans.set(copy.id, { ...current, upgradePaths: [...new Set([...current.upgradePaths, ...paths])] })
  }
  return [...copyIds.values()]
}

function newCopy(context: Context, original: ServicePlan, account: number): ServicePlan {
  const copy = {
    ...original,
    id: nextId(context, 'plan'),
    vendorId: account,
    copyOf: original.id,
    upgradePaths: [],
    rates: original.rates.map((rate) => ({ ...rate, id: nextId(context, 'rate') })),
  }
  context.state.plans.set(copy.id, copy)
  return copy
}

/** New rates reach the copies of one level, no upgrade path does; without price synchronisation the copies wait. */
export function syncReseller(context: Context, account: number): void {
  const reseller = findReseller(context, account)
  const touched: number[] = []
  for (const copy of [...context.state.plans.values()]) {
    if (copy.vendorId !== account || copy.copyOf === undefined) continue
    const original = findPlan(context, copy.copyOf)
    const present = new Set(copy.rates.map(({ resourceId }) => resourceId))
    const fresh = original.rates.filter(({ resourceId }) => !present.has(resourceId))
    if (fresh.length > 0 || !reseller.synced.includes(copy.id)) touched.push(copy.id)
    const rates = [...copy.rates, ...fresh.map((rate) => ({ ...rate, id: nextId(context, 'rate') }))]
    context.state.plans.set(copy.id, { ...copy, rates })
  }
  const synced = [...new Set([...reseller.synced, ...touched])]
  const unconfirmed = reseller.priceSyncDisabled ? [...new Set([...reseller.unconfirmed, ...touched])] : []
  context.state.resellers.set(account, { ...reseller, synced, unconfirmed })
}

export function confirmPlans(context: Context, account: number): void {
  context.state.resellers.set(account, { ...findReseller(context, account), unconfirmed: [] })
}

/** @throws {Refusal} unless a power reseller has exactly one */
export function ownTemplate(context: Context, account: number): ServiceTemplate {
  findReseller(context, account)
  const own = [...context.state.templates.values()].filter(({ ownerId }) => ownerId === account)
  const [template] = own
  if (template === undefined || own.length > 1) {
    throw new Refusal(`Account #${account} has ${own.length} service templates.`)
  }
  return template
}

/** A power reseller makes plans of its own, like those of the provider; one that it has gets the rates it lacks. */
export function copyPlans(context: Context, account: number, planIds: readonly number[]): number[] {
  const template = ownTemplate(context, account)
  const offered = new Set(template.resources.map(({ resourceTypeId }) => resourceTypeId))
  return planIds.map((planId) => {
    const like = findPlan(context, planId)
    const absent = like.rates.find(({ resourceId }) => !offered.has(resourceId))
    if (absent !== undefined) {
      throw invalidArguments(`Resource #${absent.resourceId} is not in service template #${template.id}.`)
    }
    const own = [...context.state.plans.values()].find((plan) => plan.vendorId === account && plan.name === like.name)
    const id = own?.id ?? nextId(context, 'plan')
    const { rates, upgradePaths = [] } = own ?? { rates: [] }
    const present = new Set(rates.map(({ resourceId }) => resourceId))
    const fresh = like.rates.filter(({ resourceId }) => !present.has(resourceId))
    context.state.plans.set(id, {
      ...like,
      id,
      vendorId: account,
      templateId: template.id,
      upgradePaths,
      rates: [...rates, ...fresh.map((rate) => ({ ...rate, id: nextId(context, 'rate') }))],
    })
    return id
  })
}
