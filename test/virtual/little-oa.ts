/** As much of an installation as the engine can see: types, resource types, one template and plans, with OA's own rules. */

import type { ObservedType } from '../../src/resource/observed-state.ts'
import type { TypePropertyNames } from '../../src/oa/type-property-names.ts'
import { siteSchema } from '../../src/resource/site.ts'
import { REFERENCE_CLASS } from '../../src/resource/observe/template.ts'

export const APPLICATION = 17
export const INSTANCE = 3
export const TEMPLATE = 12
export const LICENSE = 'http://www.parallels.com/Office365/License/2.1'
export const ADDON = 'http://www.parallels.com/Office365/Addon/2.1'

const names: TypePropertyNames = siteSchema.parse({}).apsTypes.properties

type Fields = Readonly<Record<string, unknown>>

interface LittleType {
  id: string
  type: string
  ready: boolean
  fields: Fields
}

interface LittlePlan {
  id: number
  name: string
  rates: { resourceId: number; included: number; maximum: number }[]
}

/** What a method is given. */
export type Params = Readonly<Record<string, unknown>>

/** OA says no. */
export class Refused extends Error {}

export class LittleOa {
  readonly types: LittleType[] = []
  readonly resourceTypes: { id: number; name: string; typeId: string }[] = []
  /** Limits by resource type. */
  readonly limits = new Map<number, number>()
  active = true
  readonly plans: LittlePlan[] = []
  #ids = 100

  addType(type: string, fields: Fields, ready = true): string {
    this.#ids += 1
    const id = `type-${this.#ids}`
    this.types.push({ id, type, ready, fields })
    return id
  }

  addResourceType(name: string, typeId: string): number {
    if (!this.types.some(({ id }) => id === typeId)) throw new Refused(`${typeId} is not found`)
    this.#ids += 1
    this.resourceTypes.push({ id: this.#ids, name, typeId })
    return this.#ids
  }

  addPlan(name: string, rates: LittlePlan['rates']): void {
    const missing = rates.find(({ resourceId }) => !this.limits.has(resourceId))
    if (missing !== undefined) throw new Refused(`resource ${missing.resourceId} is not in the template`)
    this.#ids += 1
    this.plans.push({ id: this.#ids, name, rates })
  }

  /** Carries a call out. @throws Refused */
  do(method: string, params: Params): unknown {
    const doer = this.#methods[method]
    if (doer === undefined) throw new TypeError(`the little installation knows no ${method}`)
    return doer(params)
  }

  readonly #methods: Readonly<Record<string, (params: Params) => unknown>> = {
    'aps.resources.create': ({ body }) => {
      const { aps, ...fields } = body as { aps: { type: string } } & Fields
      return this.#shown(this.addType(aps.type, fields))
    },
    'aps.resources.update': ({ id, body }) => {
      const { aps, ...fields } = body as { aps: unknown } & Fields
      const found = this.types.find((type) => type.id === id)
      if (found === undefined || aps === undefined) throw new Refused(`${String(id)} is not found`)
      found.fields = { ...found.fields, ...fields }
      return this.#shown(found.id)
    },
    'pem.addResourceType': ({ name, act_params }) => {
      const parameters = act_params as { var_name: string; var_value: string }[]
      const typeId = parameters.find(({ var_name }) => var_name === 'resource_uid')?.var_value ?? ''
      return { resource_type_id: this.addResourceType(String(name), typeId) }
    },
    'pem.deactivateST': () => void (this.active = false),
    'pem.activateST': () => void (this.active = true),
    'pem.addResourceTypeToServiceTemplate': ({ rt_id }) => {
      this.#refuseIfActive()
      if (!this.limits.has(Number(rt_id))) this.limits.set(Number(rt_id), -1)
    },
    'pem.setSTRTLimits': ({ limits }) => {
      this.#refuseIfActive()
      for (const { resource_id: id, resource_limit64: limit } of limits as Params[]) {
        if (!this.limits.has(Number(id))) throw new Refused(`resource ${String(id)} is not in the template`)
        this.limits.set(Number(id), Number(limit))
      }
    },
    'bss.addServicePlan': ({ name, resourceRates }) => {
      this.addPlan(String(name), resourceRates as LittlePlan['rates'])
    },
    'aps.resources.list': ({ query }) =>
      page(this.types.filter(({ type }) => String(query).includes(type)).map(({ id }) => this.#shown(id))),
    'aps.resources.get': ({ id }) => this.#shown(String(id)),
    'pem.getServiceTemplate': () => ({
      st_id: TEMPLATE,
      name: 'Office 365',
      is_active: this.active,
      resource_types: [...this.limits].map(([id, limit]) => this.#resource(id, limit)),
    }),
    'pem.getResourceTypesByClass': () =>
      this.resourceTypes.map(({ id, name }) => ({ resource_type_id: id, resource_type_name: name })),
    'aps.resourceTypes.get': ({ id }) => {
      const found = this.resourceTypes.find((each) => String(each.id) === id)
      const activationParameters = { app_id: String(APPLICATION), resource_uid: found?.typeId }
      return { id: found?.id, name: found?.name, activationParameters }
    },
    'aps.servicePlans.list': () => page(this.plans.map(({ id, name }) => ({ planId: id, name: { en: name } }))),
    PlanDetailsGet_API: ({ PlanID }) => {
      const plan = this.#plan(PlanID)
      return { PlanID: plan.id, Name: plan.name, ServiceTemplateID: TEMPLATE, VendorAccountID: 1, Published: false }
    },
    PlanPeriodListGet_API: () => [{ Period: 1, PeriodType: 2, SetupFee: 0, SubscriptionFee: 0 }],
    PlanRateListFullGet_API: ({ PlanID }) =>
      this.#plan(PlanID).rates.map(({ resourceId, included, maximum }) => ({
        ...{ ResourceID: resourceId, Included_Value: included, Lower_Limit: 0, Upper_Limit: maximum },
        ...{ Setup_Fee: 0, Recurring_Fee: 0 },
      })),
  }

  #shown(id: string): unknown {
    const { type, ready, fields } = this.types.find((each) => each.id === id) ?? { ready: false, type: '', fields: {} }
    return { ...fields, aps: { id, type, status: ready ? 'aps:ready' : 'aps:proto' } }
  }

  #resource(id: number, limit: number): unknown {
    const { name, typeId } = this.resourceTypes.find((each) => each.id === id) ?? { name: '', typeId: '' }
    const act_params = [
      { var_name: 'app_id', var_value: String(APPLICATION) },
      { var_name: 'resource_uid', var_value: typeId },
    ]
    return { resource_type_id: id, name, resclass_name: REFERENCE_CLASS, limit: String(limit), act_params }
  }

  #plan(id: unknown): LittlePlan {
    const found = this.plans.find((plan) => plan.id === id)
    if (found === undefined) throw new Refused(`no plan ${String(id)}`)
    return found
  }

  #refuseIfActive(): void {
    if (this.active) throw new Refused('the service template is active')
  }
}

function page<T>(items: T[]): { items: T[]; total: number } {
  return { items, total: items.length }
}

/** Our names for the fields of a type to those on the wire. */
export function typeFields(value: Partial<ObservedType>): Fields {
  const entries = Object.entries(value).flatMap(([field, data]) => {
    const name = (names as Readonly<Record<string, string>>)[field]
    return name === undefined ? [] : [[name, data] as const]
  })
  return Object.fromEntries(entries)
}
