/** Procedure A at resellers (KB 126207, A14): who gets what from whom, in which order, and what no synchronisation brings. */

import { describe, expect, it } from 'vitest'
import type { Operation, Plan } from '../../src/plan/plan.ts'
import { narrowResellers } from '../../src/resource/resellers/narrow.ts'
import type { PlanCopies } from '../../src/resource/observed-state.ts'
import { planLines } from '../../src/view/plan-text.ts'
import { createStyle } from '../../src/view/style.ts'
import { manyResellers } from './many-resellers.ts'
import { at, catalogOf, emptyInstallation, guid, offer, plan, planOf, sample, site, sold, type } from './small-world.ts'

const contoso = { account: 1001, name: 'Contoso', model: 'value-added' }
const below = { account: 1011, name: 'Contoso North', model: 'value-added', parent: 1001, tier: 2 }
const northwind = { account: 1004, name: 'Northwind', model: 'power' }

/** License 1 is sold as plan 41 and can be upgraded to 2, which is new. */
const catalog = catalogOf(offer(1, { convertsTo: [2] }), offer(2))
const selling = { ...sold(type('license', 1)), plans: [planOf(41, [1])] }

const withCopies = (...copies: [number, [number, number][]][]) =>
  emptyInstallation({
    ...selling,
    resellerPlans: new Map<number, PlanCopies>(copies.map(([account, ids]) => [account, new Map(ids)])),
  })

const planFor = (resellers: unknown[], observed = emptyInstallation(selling)): Plan =>
  plan({ catalog, observed, site: site({ resellers, policy: { plans: { existing: 'compatible' } } }) })

const idsIn = ({ operations }: Plan, step: string): string[] =>
  operations.filter((operation) => operation.step === step).map(({ id }) => id.slice(id.indexOf(':') + 1))

const codes = ({ diagnostics }: Plan): string[] =>
  diagnostics.map(({ code }) => code).filter((code) => code.startsWith('resellers/'))

/** Everything that comes before an operation. */
function before(made: Plan, id: string): Set<string> {
  const byId = new Map(made.operations.map((operation) => [operation.id, operation]))
  const found = new Set<string>()
  const open = [...(byId.get(id)?.needs ?? [])]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue
    found.add(next)
    open.push(...(byId.get(next)?.needs ?? []))
  }
  return found
}

describe('value-added resellers', () => {
  it('get the new plans, each from the one above it, after everything of the provider (rule I17)', () => {
    const made = planFor([contoso, below])
    expect(idsIn(made, 'delegation')).toEqual(['delegation/1001', 'delegation/1011'])
    expect(at(made, 'delegation/1001')).toMatchObject([
      { value: { plans: [`service-plan/${guid(2)}`], by: null }, needs: ['store-sync:store-sync/provider'] },
    ])
    const [second] = at(made, 'delegation/1011')
    expect(second).toMatchObject({ value: { by: 'reseller/1001' }, needs: ['delegated-paths:delegated-paths/1001'] })
    expect(second?.manual?.where).toContain('the panel of Contoso (account 1001)')
    expect([...before(made, 'delegation:delegation/1011')]).toContain('reseller-sync:reseller-sync/1001')
  })

  it('are left alone where no plan is new and none changes', () => {
    const made = plan({
      catalog: catalogOf(offer(1)),
      observed: emptyInstallation(selling),
      site: site({ resellers: [contoso] }),
    })
    expect(made.operations).toEqual([])
  })

  it('that a changed old plan may have been delegated to are synchronised, nothing else', () => {
    const made = plan({
      catalog: catalogOf(offer(1), offer(5, { parents: [1] })),
      observed: emptyInstallation(selling),
      site: site({ resellers: [contoso, northwind], policy: { plans: { existing: 'compatible' } } }),
    })
    expect(idsIn(made, 'delegation')).toEqual([])
    expect(idsIn(made, 'reseller-sync')).toEqual(['reseller-sync/1001', 'reseller-sync/1004'])
    expect(at(made, 'reseller-plans/1004')).toMatchObject([
      { value: { plans: [], changed: [`service-plan/${guid(1)}`] } },
    ])
  })
})

describe('P20: upgrade paths between plans delegated before and now', () => {
  const lost = [[`service-plan/${guid(1)}`, `service-plan/${guid(2)}`]]

  it('P20: are shown and repaired where the old plan is known to be delegated', () => {
    const made = planFor(
      [contoso, { ...below, account: 1002, parent: undefined, tier: 1 }],
      withCopies([1001, [[41, 201]]], [1002, []]),
    )
    expect(idsIn(made, 'delegated-paths')).toEqual(['delegated-paths/1001'])
    expect(at(made, 'delegated-paths/1001')).toMatchObject([
      { value: { paths: lost }, needs: ['reseller-sync:reseller-sync/1001'] },
    ])
    expect(made.diagnostics.find(({ code }) => code === 'resellers/paths-not-copied')?.message).toBe(
      'The upgrade path Plan 41 → Offer 2 is not copied to Contoso (1001): one of the plans was delegated before.',
    )
  })

  it('P20: are repaired also where nobody knows what was delegated, and the plan says so', () => {
    const made = planFor([contoso])
    expect(idsIn(made, 'delegated-paths')).toEqual(['delegated-paths/1001'])
    const said = made.diagnostics.find(({ code }) => code === 'resellers/paths-not-copied')
    expect(said?.message).toMatch(/What 1 of them has got is not known\.$/)
  })

  it('P20: need no repair where the file says that the old plan is not delegated', () => {
    const made = planFor([{ ...contoso, delegated: [] }])
    expect(idsIn(made, 'delegated-paths')).toEqual([])
    expect(codes(made)).toEqual([])
  })

  it('P20: between two new plans are copied, since both are delegated together', () => {
    const made = plan({ catalog, site: site({ resellers: [contoso] }) })
    expect(idsIn(made, 'delegation')).toEqual(['delegation/1001'])
    expect(idsIn(made, 'delegated-paths')).toEqual([])
  })
})

it('P21: resellers without price synchronisation are named beforehand, and asked to confirm last', () => {
  const made = planFor([contoso, { account: 1002, name: 'Fabrikam', model: 'value-added', priceSyncDisabled: true }])
  const said = made.diagnostics.find(({ code }) => code === 'resellers/price-sync-disabled')
  expect(said).toMatchObject({ severity: 'warning', message: 'Price synchronization is disabled for Fabrikam (1002).' })
  expect(idsIn(made, 'reseller-confirmation')).toEqual(['reseller-confirmation/1002'])
  expect([...before(made, 'reseller-confirmation:reseller-confirmation/1002')]).toContain(
    'reseller-sync:reseller-sync/1002',
  )
})

describe('power resellers', () => {
  const template = (limits: [number, number][]) => ({ id: 21, name: 'Theirs', active: true, limits: new Map(limits) })

  it('repeat the procedure in their own panel: template, plans, synchronisation', () => {
    const observed = emptyInstallation({ ...selling, resellerTemplates: new Map([[1004, template([[101, 0]])]]) })
    const made = planFor([northwind], observed)
    expect(idsIn(made, 'delegation')).toEqual([])
    expect(at(made, 'reseller-template/1004')).toMatchObject([
      {
        before: { resources: [`resource-type/${guid(1)}`] },
        value: { resources: [`resource-type/${guid(1)}`, `resource-type/${guid(2)}`] },
      },
    ])
    expect(at(made, 'reseller-plans/1004')).toMatchObject([{ needs: ['reseller-templates:reseller-template/1004'] }])
    expect(at(made, 'reseller-sync/1004')).toMatchObject([{ needs: ['reseller-plans:reseller-plans/1004'] }])
    expect(codes(made)).toEqual([])
  })

  it('whose template cannot be told are named', () => {
    expect(codes(planFor([northwind]))).toEqual(['resellers/no-template'])
  })
})

describe('--reseller', () => {
  const all = site({ resellers: [contoso, below] }).resellers

  it('narrows to those named, by id or name, and warns of whoever is above', () => {
    const made = planFor([...narrowResellers(all, ['contoso  NORTH'])])
    expect(idsIn(made, 'delegation')).toEqual(['delegation/1011'])
    expect(codes(made)).toContain('resellers/parent-left-out')
    expect(narrowResellers(all, ['1001', '1011'])).toHaveLength(2)
  })

  it('gives those named also the plans that they are known to lack', () => {
    const observed = withCopies([1001, [[41, 201]]], [1011, []])
    const wanted = catalogOf(offer(1))
    const given = (resellers: unknown[]) => plan({ catalog: wanted, observed, site: site({ resellers }) })
    expect(given([...all]).operations).toEqual([])
    const made = given([...narrowResellers(all, ['1011'])])
    expect(at(made, 'delegation/1011')).toMatchObject([{ value: { plans: [`service-plan/${guid(1)}`] } }])
    expect(codes(made)).toEqual([])
  })

  it.each([
    ['contso', 'resellers/unknown', 'Did you mean "Contoso"?'],
    ['4711', 'resellers/unknown', 'It must be listed in the resellers file.'],
  ])('%s is nobody', (word, code, hint) => {
    expect(() => narrowResellers(all, [word])).toThrow(expect.objectContaining({ code, hint }) as Error)
  })

  it('wants an id where two have the same name', () => {
    const two = site({ resellers: [contoso, { ...contoso, account: 1002 }] }).resellers
    expect(() => narrowResellers(two, ['Contoso'])).toThrow('2 resellers are called "Contoso": accounts 1001, 1002.')
  })
})

describe('1,200 resellers in three tiers', () => {
  const resellers = manyResellers({ total: 1200, first: 400, second: 400 })
  const style = createStyle(false)

  it('are planned in seconds, in a plan that grows with their number and no faster', async () => {
    const given = await sample('business-premium.csv')
    const begun = performance.now()
    const made = plan({ catalog: given, site: site({ resellers }) })
    // Measured: well below a second; a busy machine may take ten times as long.
    expect(performance.now() - begun).toBeLessThan(10_000)
    const needs = made.operations.reduce((sum, operation) => sum + operation.needs.length, 0)
    expect(made.operations.length).toBeGreaterThan(2 * 1200)
    expect(needs).toBeLessThan(2 * made.operations.length)
  })

  it('P8: everybody of every tier has an operation, after the reseller above', () => {
    const made = planFor(resellers)
    const delegated = made.operations.filter(({ step }) => step === 'delegation')
    const synchronised = new Map(made.operations.map((operation) => [operation.address, operation]))
    expect(delegated).toHaveLength(1200 - 8)
    const deepest = resellers.filter(({ tier }) => tier === 3)
    expect(deepest).toHaveLength(400)
    for (const { account, parent } of deepest.slice(0, 20)) {
      const needs = synchronised.get(`delegation/${account}`)?.needs ?? []
      expect(needs).toHaveLength(1)
      expect(needs[0]).toMatch(new RegExp(`/${parent ?? 0}$`))
    }
  })

  it('make a plan that fits a few screens, with a line for each group', () => {
    const lines = planLines(planFor(resellers), { style, width: 120, details: false })
    expect(lines.length).toBeLessThan(60)
    expect(lines.filter((line) => /400 value-added resellers of tier [23]/.test(line)).length).toBeGreaterThan(2)
    const inDetail = planLines(planFor(resellers), { style, width: 120, details: true })
    expect(inDetail.length).toBeLessThan(300)
  })
})

it('operations of one reseller follow each other', () => {
  const made = planFor([contoso])
  const own = made.operations.filter(({ address = '' }: Operation) => address.endsWith('/1001'))
  own.slice(1).forEach((operation, index) => {
    expect(operation.needs).toEqual([own[index]?.id])
  })
})
