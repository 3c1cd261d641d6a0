/** The whole state as plain data, for tests, for `GET /state` and for people. */

import type {
  DeployedFile,
  Instance,
  OfferType,
  Package,
  Reseller,
  ResourceCategory,
  ResourceType,
  SalesCategory,
  ServicePlan,
  ServiceTemplate,
  State,
  Sync,
} from './state.ts'

export interface Snapshot {
  types: OfferType[]
  resourceTypes: ResourceType[]
  templates: ServiceTemplate[]
  plans: ServicePlan[]
  resourceCategories: ResourceCategory[]
  salesCategories: SalesCategory[]
  resellers: Reseller[]
  files: DeployedFile[]
  syncs: Sync[]
  instances: Instance[]
  packages: Package[]
}

/** A deep copy: nothing that is done to it reaches the simulator. */
export function takeSnapshot(state: State): Snapshot {
  return structuredClone({
    types: [...state.types.values()],
    resourceTypes: [...state.resourceTypes.values()],
    templates: [...state.templates.values()],
    plans: [...state.plans.values()],
    resourceCategories: [...state.resourceCategories.values()],
    salesCategories: [...state.salesCategories.values()],
    resellers: [...state.resellers.values()],
    files: [...state.files.values()],
    syncs: state.syncs,
    instances: [...state.instances.values()],
    packages: [...state.packages.values()],
  })
}
