/** What the APS bus shows: instances, types and plans as APS resources. */

import type { Context } from './handler.ts'
import { namedUuid } from './sequences.ts'
import type { OfferType, ServicePlan } from './state.ts'
import { typeProperties } from './type-properties.ts'
import { money } from './units.ts'
import type { World } from './world.ts'

export interface ApsResource extends Record<string, unknown> {
  aps: { type: string; id: string; status: string; revision: number; modified: string }
}

/** A license or add-on type; `aps:proto` while its asynchronous phase lasts. */
export function typeResource(context: Context, type: OfferType, status = 'aps:ready'): ApsResource {
  return {
    aps: {
      type: context.world.application.typeIds[type.kind],
      id: type.id,
      status,
      revision: type.revision,
      modified: type.modified,
      ...packageOf(context.world),
    },
    ...typeProperties(context.world, type),
  }
}

/** An application instance; the name of its type is inferred. */
export function instanceResource(world: World, instance: World['instances'][number]): ApsResource {
  return {
    aps: {
      type: `${world.application.apsId}/Globals/1.0`,
      id: instance.apsId,
      status: 'aps:ready',
      revision: 1,
      modified: '2019-01-11T00:00:00.000Z',
      ...packageOf(world),
    },
    instanceId: instance.id,
  }
}

function packageOf(world: World) {
  const id = namedUuid(`${world.name}/package`)
  return { package: { id, href: `/aps/2/packages/${id}` } }
}

/** A plan as `ServicePlan/1.0` of the billing kernel (oa-wire.md 6.2); the inner fields of rates are inferred. */
export function planResource({ world }: Context, plan: ServicePlan): ApsResource {
  return {
    aps: {
      type: 'http://www.odin.com/billing/ServicePlan/1.0',
      id: namedUuid(`${world.name}/plan/${plan.id}`),
      status: 'aps:ready',
      revision: 1,
      modified: '2019-01-11T00:00:00.000Z',
    },
    // The relations are documented (oa-wire.md 6.2); how a link looks inside is inferred.
    vendor: link(`${world.name}/account/${plan.vendorId ?? providerAccount}`),
    ...(plan.copyOf === undefined ? {} : { parentServicePlan: link(`${world.name}/plan/${plan.copyOf}`) }),
    planId: plan.id,
    name: localized(plan.name),
    shortDescription: localized(plan.shortDescription),
    longDescription: localized(plan.longDescription),
    publication: { published: plan.published },
    serviceTemplateId: plan.templateId,
    subscriptionPeriods: plan.periods.map((period) => ({
      duration: period.length,
      unit: period.unit,
      setupFee: money(period.setupFee),
      recurringFee: money(period.recurringFee),
    })),
    resourceRates: plan.rates.map((rate) => ({
      resourceId: rate.resourceId,
      included: rate.included,
      minimum: rate.minimum,
      maximum: rate.maximum,
    })),
  }
}

/** The provider's own account (documented). */
const providerAccount = 1

function link(name: string) {
  return { aps: { id: namedUuid(name), link: 'strong' } }
}

function localized(text: string): Record<string, string> {
  return { en_US: text }
}
