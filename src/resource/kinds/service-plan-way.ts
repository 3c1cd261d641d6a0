/** Creating a service plan by `bss.addServicePlan`, and finding out which one it became. */

import { OnboardError } from '../../lib/onboard-error.ts'
import { periodUnits } from '../observed-state.ts'
import { readPages } from '../observe/pages.ts'
import type { Task, Way } from '../resource.ts'
import type { ServicePlanValue } from './service-plan-value.ts'

/**
 * The whole plan in one call (oa-wire.md, section 6.3 a). The call has no member for a rate's minimum, so it creates
 * plans whose minimums are 0 only. It answers nothing: the plan is found again by name among the new ones.
 */
export const addServicePlan: Way<ServicePlanValue> = {
  name: 'bss',
  grade: 'client-code',
  verbs: ['create'],
  parallel: 4,
  async perform(task) {
    const { client, target, value, idOf } = task
    const known = new Set(await planIds(task))
    const { name, periods, rates } = value
    await client.write('bss.addServicePlan', {
      name,
      serviceTemplateId: target.templateId,
      shortDescription: name,
      longDescription: name,
      planPeriods: periods.map((period, index) => ({
        period: period.length,
        periodType: periodUnits.indexOf(period.unit),
        setupFee: Number(period.setupFee),
        recurringFee: Number(period.recurringFee),
        renewalFee: Number(period.recurringFee),
        active: true,
        trial: false,
        sortNumber: index + 1,
      })),
      resourceRates: rates.map((rate) => ({
        resourceId: Number(idOf(rate.resource)),
        setupFee: Number(rate.setupFee),
        recurringFee: Number(rate.recurringFee),
        showInStore: true,
        included: rate.included,
        maximum: rate.maximum,
      })),
      salesCategories: [],
    })
    return findCreated(task, known)
  },
}

async function listed(task: Task<ServicePlanValue>): Promise<{ id: number; names: string[] }[]> {
  const plans = await readPages((page) => task.client.read('aps.servicePlans.list', page))
  return plans.map((plan) => ({ id: plan.planId, names: Object.values(plan.name) }))
}

async function planIds(task: Task<ServicePlanValue>): Promise<number[]> {
  const plans = await listed(task)
  return plans.filter((plan) => plan.names.includes(task.value.name)).map((plan) => plan.id)
}

/** Reads the new plan back; one that is published although we asked for nothing of the kind must not stay unnoticed. */
async function findCreated(task: Task<ServicePlanValue>, known: ReadonlySet<number>): Promise<number> {
  const fresh = (await planIds(task)).filter((id) => !known.has(id))
  const details = await Promise.all(fresh.map((PlanID) => task.client.read('PlanDetailsGet_API', { PlanID })))
  const [created] = details.filter((plan) => plan.ServiceTemplateID === task.target.templateId)
  if (created === undefined) {
    throw new OnboardError({
      kind: 'uncertain',
      code: 'apply/created-not-found',
      message: `OA accepted the new service plan "${task.label}", but no such plan can be read.`,
      hint: 'Look for it in Billing: Products > Service Plans. Then type: o365-onboard resume',
    })
  }
  if (created.Published === true && !task.value.published) {
    throw new OnboardError({
      kind: 'failed',
      code: 'apply/published-without-price',
      message: `OA published the new service plan "${task.label}" (${created.PlanID}) although its prices are zero.`,
      hint: 'Unpublish it now in Billing: Products > Service Plans, set its prices, then type: o365-onboard resume',
    })
  }
  return created.PlanID
}
