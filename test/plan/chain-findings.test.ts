/** P1, I5: a run that follows the catalog must not leave an old plan with an add-on that nobody can order, and say nothing. */

import { expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/catalog.ts'
import {
  addonRunbook,
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
} from './small-world.ts'

/** 5 was sold under 1 for years; the catalog now wants 6 for it, which is sold under 1. */
const catalog = catalogOf(offer(1), offer(2), offer(5, { parents: [6, 2] }), offer(6, { parents: [1] }))
const types = [type('license', 1), type('license', 2), type('addon', 5, { parents: [guid(1)], name: 'Calls' })]
const observed = emptyInstallation({
  ...sold(...types),
  plans: [planOf(40, [1, 5], { name: 'Old' }), planOf(41, [2, 5]), planOf(42, [1])],
})

const lost = (given: Catalog, world: object = {}) =>
  plan({ catalog: given, observed, wanted: [guid(2)], ...world }).diagnostics.filter(
    ({ code }) => code === 'plan/chain-lost',
  )

it('names the add-on and the plans that would have none of its parents', () => {
  expect(lost(catalog)).toMatchObject([
    {
      severity: 'warning',
      message: 'Calls is sold in 1 plan that will have none of its parents any more, as the catalog has them: Old.',
    },
  ])
})

it('says nothing where the run brings a parent into the same plans', () => {
  const given = { runbook: addonRunbook, wanted: [guid(6)] }
  expect(lost(catalog, given)).toEqual([])
  const listed = site({ policy: { plans: { existing: 'listed', listed: [41] } } })
  expect(lost(catalog, { ...given, site: listed })).toHaveLength(1)
})

it('says nothing where the catalog still lists the parent', () => {
  const same = catalogOf(offer(1), offer(2), offer(5, { parents: [1, 2] }))
  expect(lost(same)).toEqual([])
})

it('a person is told the names that the panel lists, not those of the catalog', () => {
  const [operation] = at(plan({ catalog, observed, wanted: [guid(2)] }), `addon-type/${guid(5)}`)
  expect(operation?.manual?.lines).toEqual(['Open "Calls" and set:', 'Possible parent offers: Offer 2'])
  const named = emptyInstallation({
    ...sold(type('license', 1, { name: 'O365 one' }), type('addon', 5, { parents: [], name: 'Calls' })),
  })
  const catalogOfOne = catalogOf(offer(1), offer(5, { parents: [1] }))
  const [update] = at(plan({ catalog: catalogOfOne, observed: named, wanted: [guid(5)] }), `addon-type/${guid(5)}`)
  expect(update?.manual?.lines).toEqual(['Open "Calls" and set:', 'Possible parent offers: O365 one'])
})

it('I16: everything that a run makes is called by its name with the prefix, in plan and instructions', () => {
  const operations = plan({
    catalog: catalogOf(offer(1, { perGigabyte: true })),
    site: site({ prefix: 'EU:' }),
  }).operations.filter(({ address = '' }) => /^(license-type|resource-type|resource-unit|service-plan)\//.test(address))
  expect(operations.map(({ label }) => label)).toEqual(operations.map(() => 'EU:Offer 1'))
  expect(operations).toHaveLength(4)
})
