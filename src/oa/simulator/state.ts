/**
 * What the simulated installation holds. Records are never changed in place, only replaced: so a fork of the state is
 * a handful of shallow copies, and a transaction or a failed write costs next to nothing.
 */

/** A license type or an add-on type, under our neutral names. */
export interface OfferType {
  readonly id: string
  readonly kind: 'license' | 'addon'
  readonly instanceId: number
  readonly name: string
  readonly offerId: string
  readonly trialOfferId: string | null
  readonly provisioningId: string
  readonly assignable: boolean
  /** Offer ids. */
  readonly upgrades: readonly string[]
  /** Offer ids. */
  readonly parents: readonly string[]
  readonly description: string
  readonly revision: number
  readonly modified: string
}

export interface ResourceType {
  readonly id: number
  readonly name: string
  readonly description: string
  readonly resourceClass: string
  /** What Billing measures it in; that of its class where nobody has set one. */
  readonly unit?: string | undefined
  readonly activationParameters: Readonly<Record<string, string>>
}

export interface TemplateResource {
  readonly resourceTypeId: number
  /** -1 is unlimited. */
  readonly limit: number
}

export interface ServiceTemplate {
  readonly id: number
  readonly name: string
  readonly description: string
  readonly ownerId: number
  readonly active: boolean
  readonly resources: readonly TemplateResource[]
}

export type PeriodUnit = 'hour' | 'day' | 'month' | 'year'

export interface PlanPeriod {
  readonly id: number
  readonly length: number
  readonly unit: PeriodUnit
  readonly setupFee: number
  readonly recurringFee: number
  readonly renewalFee: number
  readonly active: boolean
  readonly trial: boolean
  readonly sortNumber: number
}

export interface PlanRate {
  readonly id: number
  readonly resourceId: number
  readonly included: number
  readonly minimum: number
  readonly maximum: number
  readonly setupFee: number
  readonly recurringFee: number
  readonly showInStore: boolean
  /** The resource category named when the rate was made; otherwise the one that holds the resource. */
  readonly categoryId: number | null
}

export interface ServicePlan {
  readonly id: number
  readonly name: string
  readonly templateId: number
  readonly shortDescription: string
  readonly longDescription: string
  readonly published: boolean
  readonly periods: readonly PlanPeriod[]
  readonly rates: readonly PlanRate[]
  /** The plans that this one may be upgraded to. */
  readonly upgradePaths: readonly number[]
  /** Whose it is, where not the provider's. */
  readonly vendorId?: number
  /** The plan that it is a delegated copy of. */
  readonly copyOf?: number
}

/** An account that sells on. */
export interface Reseller {
  readonly id: number
  readonly name: string
  readonly model: 'value-added' | 'power'
  /** The account above; 1 is the provider. */
  readonly parent: number
  readonly priceSyncDisabled: boolean
  /** Copies that a synchronisation has brought into its stores. */
  readonly synced: readonly number[]
  /** Copies that left its stores until it confirms them. */
  readonly unconfirmed: readonly number[]
}

/** A file on the branding site. */
export interface DeployedFile {
  readonly id: string
  readonly text: string
  readonly sha256: string
}

export interface ResourceCategory {
  readonly id: number
  readonly name: string
  readonly resourceIds: readonly number[]
}

export interface SalesCategory {
  readonly id: number
  readonly name: string
  readonly planIds: readonly number[]
}

/** A synchronisation that a person started in the panel; `atSeq` is its place in the call log. */
export interface Sync {
  readonly what: 'template' | 'plan' | 'store' | 'reseller'
  /** The template, the plan or the reseller; nothing for the store. */
  readonly ids: readonly number[]
  readonly resourceIds: readonly number[]
  readonly atSeq: number
}

/** An application instance; what of it never changes stands in the world. */
export interface Instance {
  readonly id: number
  /** With the release: `16.8.4-1234`. */
  readonly packageVersion: string
  readonly status: string
}

/** A version of the application that was imported. */
export interface Package {
  readonly version: string
  /** What the task that updates upgrade relations said when it failed. */
  readonly failure?: string
}

/** A task of Office 365 that is not processed; no public method lists them. */
export interface OpenTask {
  readonly id: number
  readonly name: string
  readonly state: string
}

/** The tasks that a committed transaction left behind under its `request_id`. */
export interface RequestRecord {
  readonly tasks: number
  readonly failures: readonly string[]
}

export interface State {
  readonly types: Map<string, OfferType>
  readonly resourceTypes: Map<number, ResourceType>
  readonly templates: Map<number, ServiceTemplate>
  readonly plans: Map<number, ServicePlan>
  readonly resourceCategories: Map<number, ResourceCategory>
  readonly salesCategories: Map<number, SalesCategory>
  readonly resellers: Map<number, Reseller>
  readonly files: Map<string, DeployedFile>
  readonly syncs: Sync[]
  readonly requests: Map<string, RequestRecord>
  readonly instances: Map<number, Instance>
  readonly packages: Map<string, Package>
  readonly tasks: Map<number, OpenTask>
  /** Names of the vendor's scripts that have run on the management node and changed something here. */
  readonly scripts: Set<string>
}

/** A state that can be written to without the original noticing. */
export function forkState(state: State): State {
  return {
    types: new Map(state.types),
    resourceTypes: new Map(state.resourceTypes),
    templates: new Map(state.templates),
    plans: new Map(state.plans),
    resourceCategories: new Map(state.resourceCategories),
    salesCategories: new Map(state.salesCategories),
    resellers: new Map(state.resellers),
    files: new Map(state.files),
    syncs: [...state.syncs],
    requests: new Map(state.requests),
    instances: new Map(state.instances),
    packages: new Map(state.packages),
    tasks: new Map(state.tasks),
    scripts: new Set(state.scripts),
  }
}
