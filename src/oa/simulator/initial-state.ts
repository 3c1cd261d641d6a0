/** From a world to the state that a new simulator starts with. */

import type { OfferType, ServicePlan, State } from './state.ts'
import type { World } from './world.ts'

/** The moment at which everything in a world file was made: fixed, so that two starts are alike. */
const worldMoment = '2019-01-11T00:00:00.000Z'

export function initialState(world: World): State {
  return {
    types: byId([
      ...world.licenseTypes.map((type) => offerType(world, { ...type, kind: 'license', parents: [] })),
      ...world.addonTypes.map((type) => offerType(world, { ...type, kind: 'addon', trialOfferId: null, upgrades: [] })),
    ]),
    resourceTypes: byId(world.resourceTypes),
    templates: byId(world.serviceTemplates),
    plans: byId([...world.plans.map(servicePlan), ...world.resellers.flatMap((each) => copies(world, each))]),
    resourceCategories: byId(world.resourceCategories),
    salesCategories: byId(world.salesCategories),
    resellers: byId(
      world.resellers.map(({ id, name, model, parent, priceSyncDisabled, delegated }) => ({
        id,
        name,
        model,
        parent,
        priceSyncDisabled,
        synced: delegated.map(({ copy }) => copy),
        unconfirmed: [],
      })),
    ),
    files: new Map(),
    syncs: [],
    requests: new Map(),
    instances: byId(world.instances.map(({ id, packageVersion, status }) => ({ id, packageVersion, status }))),
    packages: new Map(
      [world.appVersion, ...world.instances.map(({ packageVersion }) => packageVersion)].map((version) => [
        version,
        { version },
      ]),
    ),
    tasks: byId(world.openTasks),
    scripts: new Set(),
  }
}

function byId<K, T extends { id: K }>(items: readonly T[]): Map<K, T> {
  return new Map(items.map((item) => [item.id, item]))
}

type TypeInWorld = Omit<OfferType, 'id' | 'instanceId' | 'revision' | 'modified'> & {
  apsId: string
  instanceId?: number | undefined
}

function offerType(world: World, { apsId, instanceId, ...type }: TypeInWorld): OfferType {
  const owner = instanceId ?? world.instances[0]?.id ?? 0
  return { ...type, id: apsId, instanceId: owner, revision: 1, modified: worldMoment }
}

function servicePlan(plan: World['plans'][number]): ServicePlan {
  return {
    ...plan,
    periods: plan.periods.map((period, index) => ({
      ...period,
      renewalFee: period.recurringFee,
      active: true,
      trial: false,
      sortNumber: index + 1,
    })),
    rates: plan.rates.map((rate) => ({ ...rate, showInStore: true, categoryId: null })),
  }
}

/** What was delegated before: as if at once, with the upgrade paths among these plans. */
function copies(world: World, reseller: World['resellers'][number]): ServicePlan[] {
  const copyIds = new Map(reseller.delegated.map(({ plan, copy }) => [plan, copy]))
  const above = world.resellers.find(({ id }) => id === reseller.parent)
  return reseller.delegated.flatMap(({ plan, copy }) => {
    const original = world.plans.find(({ id }) => id === plan)
    if (original === undefined) return []
    const copyOf = above?.delegated.find((each) => each.plan === plan)?.copy ?? plan
    const upgradePaths = original.upgradePaths.flatMap((to) => copyIds.get(to) ?? [])
    return [{ ...servicePlan(original), id: copy, vendorId: reseller.id, copyOf, upgradePaths }]
  })
}
