/** What was read from an installation: plain data, in slices that can be read again one by one. */

import type { OfferId } from '../catalog/offer.ts'

/** The Office 365 application and the one instance this run works on. */
export interface ObservedApplication {
  applicationId: number
  instanceId: number
  /** APS id of the instance. */
  resourceId: string
  version: string
  status: string
  licenseType: string
  addonType: string
}

/** A license type or add-on type; lists hold offer ids, lower case and sorted. */
export interface ObservedType {
  kind: 'license' | 'addon'
  apsId: string
  name: string
  offerId: OfferId
  trialOfferId: OfferId | null
  provisioningId: string
  assignable: boolean
  upgrades: readonly OfferId[]
  parents: readonly OfferId[]
  ready: boolean
}

/** A resource type of class Application Service Reference that belongs to the application. */
export interface ObservedResourceType {
  id: number
  name: string
  /** APS id of the type it refers to. */
  typeId: string
}

export interface ObservedTemplate {
  id: number
  name: string
  active: boolean
  /** Limit by resource type id; -1 is unlimited. */
  limits: ReadonlyMap<number, number>
}

/** Fees are decimal text with two places, without currency. */
export interface ObservedRate {
  resourceId: number
  included: number
  minimum: number
  maximum: number
  setupFee: string
  recurringFee: string
  /** The unit of measure of its resource; undefined where Billing does not tell. */
  unit?: string | undefined
  category: string | undefined
}

/** The units of Billing periods, in the order of their codes. */
export const periodUnits = ['hour', 'day', 'month', 'year'] as const
export type PeriodUnit = (typeof periodUnits)[number]

export interface ObservedPlan {
  id: number
  name: string
  published: boolean
  /** What its fees are in, three letters; undefined where Billing does not tell. */
  currency?: string | undefined
  /** How many months its recurring fees are for; undefined where Billing does not tell. */
  billingMonths?: number | undefined
  periods: readonly { length: number; unit: PeriodUnit; setupFee: string; recurringFee: string }[]
  rates: readonly ObservedRate[]
}

export interface ObservedSalesCategory {
  id: number
  name: string
  planIds: readonly number[]
}

/** A reseller's own ids of delegated plans, by the id of the provider's plan; undefined where only the plan is known. */
export type PlanCopies = ReadonlyMap<number, number | undefined>

export interface ObservedState {
  application: ObservedApplication
  types: readonly ObservedType[]
  resourceTypes: readonly ObservedResourceType[]
  template: ObservedTemplate
  /** The plans that use the template. */
  plans: readonly ObservedPlan[]
  /** Undefined where the site does not allow the read. */
  salesCategories: readonly ObservedSalesCategory[] | undefined
  /** The template of the plan "Office 365 Customer Management"; undefined where there is none, or resellers are none. */
  customerManagement: ObservedTemplate | undefined
  /** Copies of plans by the account of a reseller; undefined where the site does not allow the read. */
  resellerPlans: ReadonlyMap<number, PlanCopies> | undefined
  /** Templates of power resellers by account; a reseller whose template cannot be told is not in it. */
  resellerTemplates: ReadonlyMap<number, ObservedTemplate>
}

/** The parts of the state that can be read again alone. */
export type Slice =
  'types' | 'resourceTypes' | 'template' | 'plans' | 'salesCategories' | 'resellerPlans' | 'resellerTemplates'

/** Whether one of the templates that a run changes is inactive; others are not looked at. */
export function isInactive({ template, customerManagement }: ObservedState, id: number): boolean {
  return [template, customerManagement].some((each) => each?.id === id && !each.active)
}
