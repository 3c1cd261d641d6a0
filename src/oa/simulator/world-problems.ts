/** References inside a world that lead nowhere: found once at loading, so that no handler has to wonder. */

export interface WorldProblem {
  path: (string | number)[]
  message: string
}

interface Referring {
  instances: readonly { id: number }[]
  openTasks: readonly { id: number }[]
  resourceTypes: readonly { id: number }[]
  serviceTemplates: readonly { id: number; resources: readonly { resourceTypeId: number }[] }[]
  plans: readonly {
    id: number
    templateId: number
    rates: readonly { resourceId: number }[]
    upgradePaths: readonly number[]
  }[]
  resourceCategories: readonly { id: number; resourceIds: readonly number[] }[]
  salesCategories: readonly { id: number; planIds: readonly number[] }[]
  resellers: readonly { id: number; parent: number; delegated: readonly { plan: number }[] }[]
}

const lists = [
  'instances',
  'openTasks',
  'resourceTypes',
  'serviceTemplates',
  'plans',
  'resourceCategories',
  'salesCategories',
  'resellers',
] as const

/** Duplicate ids, and ids that nothing has. */
export function worldProblems(world: Referring): WorldProblem[] {
  return [...lists.flatMap((list) => duplicates(list, world[list])), ...danglingReferences(world)]
}

function duplicates(list: string, items: readonly { id: number }[]): WorldProblem[] {
  const seen = new Set<number>()
  return items.flatMap(({ id }, index) => {
    if (!seen.has(id)) {
      seen.add(id)
      return []
    }
    return [{ path: [list, index, 'id'], message: `id ${id} is used twice in ${list}` }]
  })
}

function danglingReferences(world: Referring): WorldProblem[] {
  const problems: WorldProblem[] = []
  const check = (
    list: 'resourceTypes' | 'serviceTemplates' | 'plans' | 'resellers',
    id: number,
    path: (string | number)[],
  ) => {
    if (!world[list].some((item) => item.id === id))
      problems.push({ path, message: `no entry of ${list} has id ${id}` })
  }
  world.serviceTemplates.forEach((template, t) => {
    template.resources.forEach((resource, r) => {
      check('resourceTypes', resource.resourceTypeId, ['serviceTemplates', t, 'resources', r, 'resourceTypeId'])
    })
  })
  world.plans.forEach((plan, p) => {
    check('serviceTemplates', plan.templateId, ['plans', p, 'templateId'])
    plan.rates.forEach((rate, r) => {
      check('resourceTypes', rate.resourceId, ['plans', p, 'rates', r, 'resourceId'])
    })
    plan.upgradePaths.forEach((id, u) => {
      check('plans', id, ['plans', p, 'upgradePaths', u])
    })
  })
  world.resourceCategories.forEach((category, c) => {
    category.resourceIds.forEach((id, r) => {
      check('resourceTypes', id, ['resourceCategories', c, 'resourceIds', r])
    })
  })
  world.salesCategories.forEach((category, c) => {
    category.planIds.forEach((id, p) => {
      check('plans', id, ['salesCategories', c, 'planIds', p])
    })
  })
  world.resellers.forEach((reseller, r) => {
    if (reseller.parent !== 1) check('resellers', reseller.parent, ['resellers', r, 'parent'])
    reseller.delegated.forEach(({ plan }, d) => {
      check('plans', plan, ['resellers', r, 'delegated', d, 'plan'])
    })
  })
  return problems
}
