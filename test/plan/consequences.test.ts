/** What changes oblige to, and only they: synchronisations, and what only people can do. */

import { describe, expect, it } from 'vitest'
import {
  at,
  catalogOf,
  emptyInstallation,
  guid,
  offer,
  plan,
  planOf,
  site,
  sold,
  type,
  withVersion,
} from './small-world.ts'

const stepsOf = ({ operations }: ReturnType<typeof plan>) => [...new Set(operations.map(({ step }) => step))]

describe('the offer compatibility checker', () => {
  const catalog = catalogOf(offer(1, { limit: 1, limitScope: 'Concurrent' }))
  it.each([
    ['16.8.4-1234', true],
    ['18.2.9', true],
    ['18.3', false],
    ['18.3-77', false],
    ['19.2.1', false],
  ])('of application version %s: %s', (version, isAsked) => {
    expect(stepsOf(plan({ catalog, observed: withVersion(version) })).includes('compatibility-checker')).toBe(isAsked)
  })

  it('is not asked for where no plan changes', () => {
    const observed = emptyInstallation({ ...sold(type('license', 1)), plans: [planOf(40, [1])] })
    const made = plan({ catalog: catalogOf(offer(1), offer(5, { parents: [1] })), observed })
    expect(stepsOf(made)).toContain('addon-types')
    expect(stepsOf(made)).not.toContain('compatibility-checker')
  })
})

it('resellers are looked after only where the site has some', () => {
  const catalog = catalogOf(offer(1))
  expect(stepsOf(plan({ catalog }))).not.toContain('delegation')
  const made = plan({ catalog, site: site({ resellers: [{ account: 1001, name: 'Contoso', model: 'value-added' }] }) })
  const [delegation] = made.operations.filter(({ step }) => step === 'delegation')
  expect(delegation).toMatchObject({ type: 'manual', label: 'Contoso', needs: ['store-sync:store-sync/provider'] })
})

describe('upgrade paths', () => {
  const catalog = catalogOf(offer(1, { convertsTo: [2] }), offer(2, { convertsTo: [1, 3] }), offer(3))
  const observed = emptyInstallation({
    ...sold(type('license', 1), type('license', 2, { upgrades: [guid(1)] })),
    plans: [planOf(41, [1]), planOf(42, [2])],
  })

  const compatible = site({ policy: { plans: { existing: 'compatible' } } })

  it('are allowed between plans of which one is new, after both are there', () => {
    const made = plan({ catalog, observed, site: compatible })
    const [paths, ...more] = made.operations.filter(({ step }) => step === 'upgrade-paths')
    expect(more).toEqual([])
    expect(paths).toMatchObject({
      address: `upgrade-paths/${guid(2)}`,
      value: { to: [`service-plan/${guid(3)}`] },
      needs: [`service-plans:service-plan/${guid(3)}`],
      manual: { lines: ['Allow upgrades to:', '- Offer 3'] },
    })
  })

  it('new ones of an old plan oblige to its synchronisation (KB 126207, A12)', () => {
    const made = plan({ catalog, observed, site: compatible })
    expect(made.operations.filter(({ step }) => step === 'plan-sync')).toMatchObject([
      { address: `plan-sync/${guid(2)}`, label: 'Plan 42', title: 'Synchronize service plan Plan 42' },
    ])
  })

  it('of a new plan do not: it has no subscriptions', () => {
    const made = plan({ catalog: catalogOf(offer(1, { convertsTo: [2] }), offer(2)) })
    expect(stepsOf(made)).toContain('upgrade-paths')
    expect(stepsOf(made)).not.toContain('plan-sync')
  })

  it('and rates of one old plan make one synchronisation', () => {
    const more = catalogOf(...catalog.offers.values(), offer(5, { parents: [2] }))
    const made = plan({ catalog: more, observed, site: compatible })
    expect(at(made, `plan-sync/${guid(2)}`)).toHaveLength(1)
    expect(at(made, `service-plan/${guid(2)}`)).toHaveLength(1)
  })
})

it('each synchronisation waits for everything before it (rule I17)', () => {
  const observed = emptyInstallation({ ...sold(type('license', 1)), plans: [planOf(41, [1])] })
  const given = site({ policy: { plans: { existing: 'compatible' } } })
  const made = plan({ catalog: catalogOf(offer(1), offer(2), offer(5, { parents: [1, 2] })), observed, site: given })
  const byId = new Map(made.operations.map((operation) => [operation.id, operation]))
  const before = (id: string): Set<string> => {
    const all = new Set<string>()
    const open = [id]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const need of byId.get(next)?.needs ?? []) {
        if (!all.has(need)) open.push(need)
        all.add(need)
      }
    }
    return all
  }
  const order = [
    'template-sync:template-sync/12',
    `plan-sync:plan-sync/${guid(1)}`,
    'store-sync:store-sync/provider',
    'verify:as-planned',
  ]
  const changes = made.operations.filter(({ action }) => action === 'create' || action === 'update').map(({ id }) => id)
  order.forEach((id, index) => {
    expect([...before(id)]).toEqual(expect.arrayContaining([...changes, ...order.slice(0, index)]))
  })
})

it('without a change nothing follows, not even the last look', () => {
  const observed = emptyInstallation({ ...sold(type('license', 1)), plans: [planOf(41, [1])] })
  const made = plan({
    catalog: catalogOf(offer(1)),
    observed,
    site: site({ resellers: [{ account: 1001, name: 'Contoso', model: 'value-added' }] }),
  })
  expect(made.operations).toEqual([])
  expect(made.summary).toEqual({ create: 0, update: 0, sync: 0, do: 0, check: 0, unchanged: 4, manual: 0 })
})

it('the steps of the plan are those of the runbook, whatever is done in them', () => {
  expect(plan({ catalog: catalogOf(offer(1)) }).steps.map(({ id }) => id)).toHaveLength(23)
})
