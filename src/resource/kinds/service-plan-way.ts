/** Creating a service plan by `bss.addServicePlan`, and finding out which one it became. */

import { isZeroMoney, moneyToDouble } from '../../lib/money.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import { periodUnits } from '../observed-state.ts'
import { readPages } from '../observe/pages.ts'
import type { Task, Way } from '../resource.ts'
import type { ServicePlanValue } from './service-plan-value.ts'

/**
 * The whole plan in one call (oa-wire.md, section 6.3 a). The call has no member for a rate's minimum, for auto-renewal
 * or for the billing period, so it makes plans that need none of these: minimums of 0, and a monthly period or no fees
 * (inferred: a plan made without a billing period is billed monthly). It answers nothing: the plan is found again by name
 * among the new ones.
 */
export const addServicePlan: Way<ServicePlanValue> = {
  name: 'bss',
  grade: 'client-code',
  verbs: ['create'],
  methods: ['bss.addServicePlan'],
  fits: ({ periods, rates }) =>
    rates.every(({ minimum }) => minimum === 0) &&
    (periods.some(({ length, unit }) => unit === 'month' && length === 1) ||
      [...periods, ...rates].every(({ recurringFee }) => isZeroMoney(recurringFee))),
  // The call itself counts among Billing's, however many plans wait to be read back.
  parallel: 12,
  async perform(task) {
    const look = async () =>
      (await newPlans(task)).map(({ PlanID }) => ({ id: PlanID, name: task.value.name, result: undefined }))
    await task.client.write('bss.addServicePlan', toWire(task), look)
    return findCreated(task)
  },
}

function toWire({ target, value: { name, periods, rates }, idOf }: Task<ServicePlanValue>) {
  return {
    name,
    serviceTemplateId: target.templateId,
    shortDescription: name,
    longDescription: name,
    planPeriods: periods.map((period, index) => ({
      period: period.length,
      periodType: periodUnits.indexOf(period.unit),
      setupFee: moneyToDouble(period.setupFee),
      recurringFee: moneyToDouble(period.recurringFee),
      renewalFee: moneyToDouble(period.recurringFee),
      active: true,
      trial: false,
      sortNumber: index + 1,
    })),
    resourceRates: rates.map((rate) => ({
      resourceId: Number(idOf(rate.resource)),
      setupFee: moneyToDouble(rate.setupFee),
      recurringFee: moneyToDouble(rate.recurringFee),
      showInStore: true,
      included: rate.included,
      maximum: rate.maximum,
    })),
    salesCategories: [],
  }
}

/** Plans of the wanted name on our template that were not there when this process began. */
async function newPlans({ client, value, knownPlans, target }: Task<ServicePlanValue>) {
  const plans = await readPages((page) => client.read('aps.servicePlans.list', page))
  const fresh = plans.filter(({ planId, name }) => Object.values(name).includes(value.name) && !knownPlans.has(planId))
  const details = await Promise.all(fresh.map(({ planId }) => client.read('PlanDetailsGet_API', { PlanID: planId })))
  return details.filter((plan) => plan.ServiceTemplateID === target.templateId)
}

/** Reads the new plan back; one that is published although we asked for nothing of the kind must not stay unnoticed. */
async function findCreated(task: Task<ServicePlanValue>): Promise<number> {
  const found = await task.waitFor('OA has accepted it and does not show it yet', async () => {
    const plans = await newPlans(task)
    return plans.length === 0 ? undefined : plans
  })
  const [created] = found ?? []
  if (created === undefined || (found?.length ?? 0) > 1) {
    const ids = (found ?? []).map(({ PlanID }) => PlanID).join(', ')
    throw new OnboardError({
      kind: 'uncertain',
      code: 'apply/created-not-found',
      message: `OA accepted the new service plan "${task.label}", but ${found === undefined ? 'no new plan' : `${found.length} new plans`} of that name can be read${ids === '' ? '' : ` (${ids})`}.`,
      hint: 'Look for it in Billing: Products > Service Plans. Then type: o365-onboard resume',
    })
  }
  if (created.Published === true && !task.value.published) {
    throw new OnboardError({
      kind: 'failed',
      code: 'apply/published-by-itself',
      message: `OA published the new service plan "${task.label}" (${created.PlanID}) which was to stay unpublished.`,
      hint: 'Unpublish it now in Billing: Products > Service Plans, look at its prices, then type: o365-onboard resume',
    })
  }
  return created.PlanID
}
