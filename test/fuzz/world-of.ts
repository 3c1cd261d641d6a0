/** An installation as plain data, as the world that a simulator starts from. */

import { REFERENCE_CLASS } from '../../src/resource/observe/template.ts'
import type { ObservedPlan, ObservedType } from '../../src/resource/observed-state.ts'
import type { GivenWorld } from '../e2e/changed-world.ts'
import type { Installation } from '../plan/apply-plan.ts'

/** @param base a shipped world, for all that is not onboarded */
export function worldOf({ observed, categories }: Installation, base: GivenWorld): GivenWorld {
  const { application, types, resourceTypes, template, plans } = observed
  const ofInstance = { app_id: application.applicationId, resource_uid: application.resourceId }
  return {
    ...base,
    name: 'random',
    application: {
      id: application.applicationId,
      typeIds: { license: application.licenseType, addon: application.addonType },
    },
    instances: [
      {
        id: application.instanceId,
        apsId: application.resourceId,
        packageVersion: application.version,
        url: 'https://o365.example/',
      },
    ],
    resourceTypes: [
      { id: 1, name: 'Global Settings', resourceClass: REFERENCE_CLASS, activationParameters: ofInstance },
      ...resourceTypes.map(({ id, name, typeId }) => ({
        ...{ id, name, resourceClass: REFERENCE_CLASS },
        activationParameters: { app_id: application.applicationId, resource_uid: typeId },
      })),
    ],
    serviceTemplates: [
      {
        ...{ id: template.id, name: template.name, active: template.active },
        resources: [...template.limits].map(([resourceTypeId, limit]) => ({ resourceTypeId, limit })),
      },
    ],
    licenseTypes: types
      .filter(({ kind }) => kind === 'license')
      .map(({ upgrades, trialOfferId, ...type }) => ({ ...typeOf(type), upgrades, trialOfferId })),
    addonTypes: types
      .filter(({ kind }) => kind === 'addon')
      .map(({ parents, ...type }) => ({ ...typeOf(type), parents })),
    plans: plans.map((plan) => planOf(plan, template.id)),
    resourceCategories: filled(base['resourceCategories'] as Category[], categories),
    salesCategories: (base['salesCategories'] as object[]).map((category) => ({ ...category, planIds: [] })),
  }
}

function typeOf({
  apsId,
  name,
  offerId,
  provisioningId,
  assignable,
}: Pick<ObservedType, 'apsId' | 'name' | 'offerId' | 'provisioningId' | 'assignable'>) {
  return { apsId, name, offerId, provisioningId, assignable }
}

function planOf({ id, name, published, periods, rates }: ObservedPlan, templateId: number) {
  return {
    ...{ id, name, published, templateId },
    periods: periods.map(({ setupFee, recurringFee, ...period }, index) => ({
      ...{ ...period, id: 10 * id + index },
      ...{ setupFee: Number(setupFee), recurringFee: Number(recurringFee) },
    })),
    rates: rates.map(({ resourceId, included, minimum, maximum, setupFee, recurringFee }, index) => ({
      ...{ id: 100 * id + index, resourceId, included, minimum, maximum },
      ...{ setupFee: Number(setupFee), recurringFee: Number(recurringFee) },
    })),
  }
}

interface Category {
  id: number
  name: string
}

/** The categories of the base world and those in use, each with what is in it. */
function filled(base: readonly Category[], categories: ReadonlyMap<number, string>) {
  const names = [...new Set([...base.map(({ name }) => name), ...categories.values()])]
  return names.map((name, index) => ({
    id: index + 1,
    name,
    resourceIds: [...categories].filter(([, category]) => category === name).map(([id]) => id),
  }))
}
