/** What can be done to service plans: the same rules for `bss.addServicePlan` and for the panel. */

import { type Context, nextId } from './handler.ts'
import { invalidArguments, noSuchRow, Refusal } from './refusal.ts'
import type { PlanPeriod, PlanRate, ServicePlan } from './state.ts'
import { findTemplate } from './template-changes.ts'

export type RateDraft = Omit<PlanRate, 'id'>

export interface PlanDraft {
  name: string
  templateId: number
  shortDescription: string
  longDescription: string
  published: boolean
  periods: readonly Omit<PlanPeriod, 'id'>[]
  rates: readonly RateDraft[]
}

/** @throws {Refusal} when there is none; the words are Billing's (client code). */
export function findPlan(context: Context, id: number): ServicePlan {
  const plan = context.state.plans.get(id)
  if (plan === undefined) throw noSuchRow('Plan', id)
  return plan
}

/** @throws {Refusal} when the template does not exist or lacks a rate's resource. */
export function createPlan(context: Context, draft: PlanDraft): ServicePlan {
  if (draft.name.trim() === '') throw invalidArguments('The name of a plan must not be empty.')
  checkRates(context, draft.templateId, draft.rates)
  const plan = {
    ...draft,
    id: nextId(context, 'plan'),
    periods: draft.periods.map((period) => ({ ...period, id: nextId(context, 'period') })),
    rates: draft.rates.map((rate) => ({ ...rate, id: nextId(context, 'rate') })),
    upgradePaths: [],
  }
  context.state.plans.set(plan.id, plan)
  return plan
}

/** @throws {Refusal} when the plan's template lacks a resource, or the plan has a rate for it already. */
export function addRates(context: Context, planId: number, drafts: readonly RateDraft[]): ServicePlan {
  const plan = findPlan(context, planId)
  checkRates(context, plan.templateId, [...plan.rates, ...drafts])
  const rates = [...plan.rates, ...drafts.map((draft) => ({ ...draft, id: nextId(context, 'rate') }))]
  return replacePlan(context, { ...plan, rates })
}

export function setPublished(context: Context, planId: number, published: boolean): ServicePlan {
  return replacePlan(context, { ...findPlan(context, planId), published })
}

/** @throws {Refusal} when a plan does not exist, or is to be its own upgrade. */
export function addUpgradePaths(context: Context, planId: number, toPlanIds: readonly number[]): ServicePlan {
  const plan = findPlan(context, planId)
  for (const id of toPlanIds) findPlan(context, id)
  if (toPlanIds.includes(planId)) throw invalidArguments('A plan cannot be upgraded to itself.')
  return replacePlan(context, { ...plan, upgradePaths: [...new Set([...plan.upgradePaths, ...toPlanIds])] })
}

function replacePlan(context: Context, plan: ServicePlan): ServicePlan {
  context.state.plans.set(plan.id, plan)
  return plan
}

/** Rates are picked from the template's resources, one for each (inferred from the form). */
function checkRates(context: Context, templateId: number, rates: readonly RateDraft[]): void {
  const template = findTemplate(context, templateId)
  const offered = new Set(template.resources.map((resource) => resource.resourceTypeId))
  const seen = new Set<number>()
  for (const rate of rates) {
    if (!offered.has(rate.resourceId)) {
      throw new Refusal(`Resource #${rate.resourceId} is not in service template #${templateId}.`, {
        moduleId: 'Common',
        extypeId: 10,
        status: 409,
      })
    }
    if (seen.has(rate.resourceId)) throw invalidArguments(`There are two rates for resource #${rate.resourceId}.`)
    seen.add(rate.resourceId)
    checkAmounts(rate)
  }
}

/** Included is -1, 0 or at least the minimum; -1 is unlimited (oa-wire.md 6.4, documented). */
function checkAmounts({ resourceId, included, minimum, maximum }: RateDraft): void {
  if (included > 0 && included < minimum) {
    throw invalidArguments(`Resource #${resourceId}: included is -1, 0 or at least the minimum.`)
  }
  if (maximum !== -1 && (maximum < minimum || maximum < included)) {
    throw invalidArguments(`Resource #${resourceId}: the maximum is less than what is included or the minimum.`)
  }
}
