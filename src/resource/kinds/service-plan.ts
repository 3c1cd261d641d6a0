/** A service plan: what customers order (step A8). One for each new License, with rates closed under ancestor chains. */

import type { Offer } from '../../catalog/offer.ts'
import { unitsOf } from './resource-unit.ts'
import { moneyToDouble } from '../../lib/money.ts'
import type { Inventory, PlanKey } from '../inventory.ts'
import type { ObservedPlan } from '../observed-state.ts'
import { perContext } from '../per-context.ts'
import { categoryOf } from '../policy.ts'
import { address, type Address, type Kind, type Wish } from '../resource.ts'
import { servicePlanValue, type PeriodValue, type RateValue, type ServicePlanValue } from './service-plan-value.ts'
import { nameFor, type WishContext } from '../wish-context.ts'
import { draftPlan, extendPlan, plansToCreate, plansToKeep } from './service-plan-wish.ts'
import { billedEveryOf, newPlanShape, newRate } from './service-plan-rates.ts'
import { addServicePlan } from './service-plan-way.ts'

function newPlan(context: WishContext, license: Offer, reason: string): Wish<ServicePlanValue> {
  const { offers, notes } = draftPlan(context, license)
  const name = nameFor(context, license, context.site.policy.names.plan)
  const template = address('service-template', String(context.observed.template.id))
  const { periods, rates } = newPlanShape(context, license, offers)
  return {
    key: license.id,
    label: name,
    value: {
      name,
      template,
      published: false,
      periods,
      rates: byResource(rates),
    },
    needs: [
      template,
      ...offers.map((offer) => address('resource-type', offer.id)),
      ...categoriesOf(context, offers),
      ...unitsOf(offers),
    ],
    reason: [reason, ...notes].join('; '),
    sources: [license.at],
  }
}

function categoriesOf(context: WishContext, offers: readonly Offer[]): Address[] {
  const { resourceCategories } = context.site.policy
  const names = new Set(offers.flatMap((offer) => categoryOf(resourceCategories, offer) ?? []))
  return [...names].map((name) => address('resource-category', name))
}

function byResource(rates: RateValue[]): RateValue[] {
  return rates.sort((a, b) => (a.resource < b.resource ? -1 : 1))
}

function valueOf(plan: ObservedPlan, inventory: Inventory, templateId: number): ServicePlanValue {
  const rates = plan.rates.flatMap(({ resourceId, included, minimum, maximum, setupFee, recurringFee }) => {
    const offerId = inventory.offerOf.get(resourceId)
    return offerId === undefined
      ? []
      : [{ resource: address('resource-type', offerId), included, minimum, maximum, setupFee, recurringFee }]
  })
  return {
    name: plan.name,
    template: address('service-template', String(templateId)),
    published: plan.published,
    periods: plan.periods.map((period) => ({ ...period })),
    rates: byResource(rates),
  }
}

/** An existing plan stays as it is, but for the rates of add-ons that this run adds to it. */
function oldPlan(context: WishContext, key: PlanKey, plan: ObservedPlan): Wish<ServicePlanValue> {
  const seen = valueOf(plan, context.inventory, context.observed.template.id)
  const { offers: added, notes } = extendPlan(context, key, plan)
  const months = billedEveryOf(plan) ?? 1
  return {
    key,
    label: context.inventory.planLabels.get(key) ?? plan.name,
    value: { ...seen, rates: byResource([...seen.rates, ...added.map((offer) => newRate(context, offer, months))]) },
    needs:
      added.length === 0
        ? []
        : [
            address('service-template', String(context.observed.template.id)),
            ...added.map((offer) => address('resource-type', offer.id)),
            ...categoriesOf(context, added),
            ...unitsOf(added),
          ],
    reason: ['an existing plan that can carry new add-ons', ...notes].join('; '),
    sources: added.map(({ at }) => at),
  }
}

export const servicePlan: Kind<ServicePlanValue> = {
  name: 'service-plan',
  noun: 'service plan',
  word: 'plan',
  slice: 'plans',
  schema: servicePlanValue,
  wish: perContext((context) => [
    ...plansToCreate(context).map(({ offer, reason }) => newPlan(context, offer, reason)),
    ...plansToKeep(context).map(({ key, plan }) => oldPlan(context, key, plan)),
  ]),
  seen: (key, observed, inventory) => {
    const plan = inventory.plans.get(key)
    return plan === undefined ? undefined : { id: plan.id, value: valueOf(plan, inventory, observed.template.id) }
  },
  // Several plans may sell one License; two of one name are one too many.
  rivals: (key, observed, inventory) => {
    const first = inventory.plans.get(key)
    const template = observed.template.id
    const sells = (plan: ObservedPlan): boolean => {
      const rated = plan.rates.map(({ resourceId }) => inventory.offerOf.get(resourceId) ?? '')
      return rated.filter((id) => inventory.types.get(id)?.kind === 'license').join() === key
    }
    return observed.plans
      .filter((plan) => plan.id !== first?.id && plan.name === first?.name && sells(plan))
      .map((plan) => ({ id: plan.id, value: valueOf(plan, inventory, template) }))
  },
  ways: [addServicePlan],
  execute: {
    verbs: ['update'],
    values: {
      planId: { type: 'int', what: 'id of the service plan' },
      resourceId: { type: 'int', what: 'id of the resource of a new rate' },
      included: { type: 'int', what: 'included amount' },
      minimum: { type: 'int', what: 'least amount' },
      maximum: { type: 'int', what: 'greatest amount' },
      setupFee: { type: 'money', what: 'set-up fee' },
      recurringFee: { type: 'money', what: 'recurring fee' },
    },
    calls: ({ key, value, before, idOf }) =>
      newRates(value, before).map(({ resource, ...rate }) => ({
        ...rate,
        planId: Number(idOf(address('service-plan', key))),
        resourceId: Number(idOf(resource)),
      })),
  },
  manual: ({ action, label, value, before, nameOf }) => ({
    where:
      action === 'create'
        ? 'Billing: Products > Service Plans > Add New'
        : `Billing: Products > Service Plans > ${label} > Resource Rates`,
    lines: [
      ...(action === 'create' ? planLines(value, nameOf) : []),
      'Add New Resource Rate for each of:',
      ...newRates(value, before).map(
        (r) =>
          `- ${nameOf(r.resource)}: Inc ${r.included}, Min ${r.minimum}, Max ${r.maximum}, fees ${r.setupFee} / ${r.recurringFee}`,
      ),
    ],
  }),
  click: ({ action, key, value, before, idOf, target }) => {
    const rates = newRates(value, before).map(({ resource, ...rate }) => ({
      ...rate,
      ...clickFees(rate),
      resourceId: Number(idOf(resource)),
    }))
    if (action === 'update') return { do: 'plan.add-rates', planId: Number(idOf(address('service-plan', key))), rates }
    return {
      do: 'plan.create',
      name: value.name,
      templateId: target.templateId,
      published: value.published,
      periods: value.periods.map((period) => ({ ...period, ...clickFees(period) })),
      rates,
    }
  },
}

/** The panel's fields take numbers. */
function clickFees({ setupFee, recurringFee }: PeriodValue | Omit<RateValue, 'resource'>) {
  return { setupFee: moneyToDouble(setupFee), recurringFee: moneyToDouble(recurringFee) }
}

function planLines(value: ServicePlanValue, nameOf: (address: string) => string): string[] {
  return [
    `Name: ${value.name}`,
    `Service template: ${nameOf(value.template)}`,
    'Published: No',
    ...(isPaidOnce(value) ? ['Auto-renewal: disabled'] : []),
    ...value.periods.map(
      (p) => `Subscription period: ${p.length} ${p.unit}, setup fee ${p.setupFee}, recurring fee ${p.recurringFee}`,
    ),
  ]
}

/** A plan of exactly so many seats is one for a one-time price; nothing else includes what it requires. */
function isPaidOnce({ rates: [rate, ...others] }: ServicePlanValue): boolean {
  return rate !== undefined && others.length === 0 && rate.included > 0 && rate.included === rate.maximum
}

function newRates(value: ServicePlanValue, before: ServicePlanValue | undefined): RateValue[] {
  const old = new Set(before?.rates.map((rate) => rate.resource))
  return value.rates.filter((rate) => !old.has(rate.resource))
}
