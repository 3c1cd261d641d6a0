/** An installation that answers from a table, typed like the client; whatever is not in the table is not asked for. */

import type { MethodParams, MethodResult, ReadMethod } from '../../src/oa/methods.ts'
import type { InstallationReader } from '../../src/resource/observe.ts'

export type Answers = { [M in ReadMethod]?: (params: MethodParams<M>) => MethodResult<M> }

export const APPLICATION = 'http://www.parallels.com/Office365'

interface ResourceTypeRow {
  id: number
  name: string
  parameters: Record<string, string>
  limit?: string
  className?: string
}

interface SmallInstallation {
  instances?: number[]
  status?: string
  typeIds?: string[]
  templates?: Record<number, { name: string; active?: boolean; resources: ResourceTypeRow[] }>
  /** Resource types of the reference class that no template shows. */
  others?: ResourceTypeRow[]
  licenses?: Record<string, unknown>[]
  addons?: Record<string, unknown>[]
  plans?: { id: number; templateId: number; categoryIds?: number[] }[]
  categories?: Record<number, string>
  salesCategories?: Record<number, number[]>
}

const LINK = 'rc.saas.service.link'

/** Answers for an installation with the Office 365 application 17. */
function answersFor(world: SmallInstallation): Answers {
  const { instances = [3], typeIds = [`${APPLICATION}/License/2.1`, `${APPLICATION}/Addon/2.1`] } = world
  const { plans = [], templates = {} } = world
  const shown = Object.values(templates).flatMap(({ resources }) => resources)
  const links = [...shown, ...(world.others ?? [])].filter(({ className = LINK }) => className === LINK)
  const paged = <T>(all: readonly T[], { start, count }: { start: number; count: number }) => ({
    items: all.slice(start, start + Math.min(count, 2)),
    total: all.length,
  })
  return {
    'pem.APS.getApplications': () => [{ application_id: 17 }],
    'pem.APS.getApplicationInstances': () =>
      instances.map((id) => ({ application_instance_id: id, application_resource_id: `instance-${id}` })),
    'pem.APS.getApplicationInstance': ({ application_instance_id: id }) => ({
      application_instance_id: id,
      application_id: 17,
      package_version: '16.8.4-1234',
      status: world.status ?? 'Ready',
    }),
    'aps.types.list': (page) =>
      paged(
        typeIds.map((id) => ({ id })),
        page,
      ),
    'aps.resources.list': (page) => {
      const all = page.query?.includes('/License/') === true ? world.licenses : world.addons
      return paged(
        (all ?? []).map((fields, index) => ({ aps: { id: `type-${index}`, type: 'T' }, ...fields })),
        page,
      )
    },
    'pem.getServiceTemplateList': () =>
      Object.entries(templates).map(([id, { name }]) => ({ st_id: Number(id), name, active: true, owner_id: 1 })),
    'pem.getServiceTemplate': ({ st_id: id }) => {
      const { name, active = true, resources } = templates[id] ?? { name: '?', resources: [] }
      return {
        st_id: id,
        name,
        owner_id: 1,
        is_active: active,
        resource_types: resources.map((row) => ({
          resource_type_id: row.id,
          name: row.name,
          resclass_name: row.className ?? LINK,
          ...(row.limit === undefined ? {} : { limit: row.limit }),
          act_params: Object.entries(row.parameters).map(([name_, value]) => ({ var_name: name_, var_value: value })),
        })),
      }
    },
    'pem.getResourceTypesByClass': () =>
      links.map(({ id, name }) => ({ resource_type_id: id, resource_type_name: name })),
    'aps.resourceTypes.get': ({ id }) => {
      const row = links.find((entry) => String(entry.id) === id)
      return {
        id: Number(id),
        name: row?.name ?? '?',
        resourceClassName: LINK,
        activationParameters: row?.parameters ?? {},
      }
    },
    'aps.servicePlans.list': (page) =>
      paged(
        plans.map(({ id }) => ({ planId: id, name: { en: `Plan ${id}` } })),
        page,
      ),
    PlanDetailsGet_API: ({ PlanID: id }) => ({
      PlanID: id,
      Name: `Plan ${id}`,
      ServiceTemplateID: plans.find((plan) => plan.id === id)?.templateId,
      Published: true,
    }),
    PlanPeriodListGet_API: ({ PlanID: id }) => [
      {
        PlanPeriodID: id,
        Period: 1,
        PeriodType: 2,
        Trial: false,
        SetupFee: 'BRL 0.0',
        SubscriptionFee: 12.5,
        RenewalFee: 12.5,
        Enabled: true,
      },
    ],
    PlanRateListFullGet_API: ({ PlanID: id }) =>
      (plans.find((plan) => plan.id === id)?.categoryIds ?? []).map((categoryId, index) => ({
        ResourceRateID: index,
        Name: 'rate',
        Included_Value: '0',
        Upper_Limit: 300,
        Lower_Limit: '1',
        Unit_of_Measure: 'item',
        Setup_Fee: '0',
        Recurring_Fee: '1,234.5',
        ResourceID: 100 + index,
        ResourceCategoryID: categoryId,
      })),
    ResourceCategoryByPlanListGet_API: () =>
      Object.entries(world.categories ?? {}).map(([id, name]) => ({ ResCatID: Number(id), Name: name })),
    SalesCategoryListGet_API: () =>
      Object.keys(world.salesCategories ?? {}).map((id) => ({ SalesCategoryID: Number(id), Name: `Category ${id}` })),
    GetPlansByCategory: ({ SalesCategoryID: id }) =>
      (world.salesCategories?.[id] ?? []).map((plan) => ({ PlanID: plan, Name: `Plan ${plan}` })),
  }
}

export interface FakeReader extends InstallationReader {
  /** Names of the methods that were called. */
  calls: ReadMethod[]
  instances: number[]
}

export function fakeReader(world: SmallInstallation, more: Answers = {}): FakeReader {
  const answers: Answers = { ...answersFor(world), ...more }
  const calls: ReadMethod[] = []
  const instances: number[] = []
  return {
    calls,
    instances,
    read<M extends ReadMethod>(name: M, params: MethodParams<M>): Promise<MethodResult<M>> {
      calls.push(name)
      const answer = answers[name] as ((params: MethodParams<M>) => MethodResult<M>) | undefined
      return answer === undefined ? Promise.reject(new Error(`${name} has no answer`)) : Promise.resolve(answer(params))
    },
    useInstance: (id) => instances.push(id),
  }
}
