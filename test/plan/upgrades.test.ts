/** Upgrade paths: what the catalog claims, held against the rest of what is known; and which plans they join. */

import { describe, expect, it } from 'vitest'
import { answered, asText } from '../catalog/answer-file.ts'
import { cells, load, matrix } from '../catalog/matrix-file.ts'
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
  type World,
} from './small-world.ts'

const compatible = site({ policy: { plans: { existing: 'compatible' } } })
const numberOf = (address: string) => parseInt(address.slice(-12), 16)

/** From and to of every path, by plan key; licenses by number. */
function paths(world: World): [string | number, (string | number)[]][] {
  const short = (address: string) => (/plan-\d+$/.exec(address) ? (address.split('/')[1] ?? '') : numberOf(address))
  return plan(world)
    .operations.filter(({ step }) => step === 'upgrade-paths')
    .map(({ address = '', value }) => [short(address), (value?.['to'] as string[]).map(short)])
}

const notBuilt = (world: World) =>
  plan(world)
    .diagnostics.filter(({ code }) => code === 'plan/upgrade-not-built')
    .map(({ severity, message }) => `${severity} ${message}`)

describe('I14: an upgrade that other data contradicts is told and not built:', () => {
  const license = (target: number) => offer(1, { convertsTo: [target] })
  it.each<[string, World, string]>([
    [
      'P11: to the same License',
      { catalog: catalogOf(license(1)) },
      'warning Not built: 1 upgrade to the same License, though the catalog lists it: Offer 1 → Offer 1.',
    ],
    [
      'to an add-on',
      { catalog: catalogOf(license(5), offer(5, { parents: [1] })) },
      'warning Not built: 1 upgrade to an add-on, though the catalog lists it: Offer 1 → Offer 5.',
    ],
    [
      'to a trial',
      { catalog: catalogOf(license(9), offer(9, { kind: 'trial', convertsTo: [1] })) },
      'warning Not built: 1 upgrade to a trial, though the catalog lists it: Offer 1 → Offer 9.',
    ],
    [
      'to what is an add-on in the installation',
      {
        catalog: catalogOf(license(2), offer(2)),
        observed: emptyInstallation(sold(type('addon', 2))),
      },
      'warning Not built: 1 upgrade to what is an add-on in the installation, though the catalog lists it: Offer 1 → Offer 2.',
    ],
    [
      'to a license that is only sold together with another one',
      {
        catalog: catalogOf(license(2), offer(2), offer(3)),
        observed: emptyInstallation({ ...sold(type('license', 2), type('license', 3)), plans: [planOf(40, [2, 3])] }),
        wanted: [guid(1)],
      },
      'warning Not built: 1 upgrade to a plan with several Licenses, which OA cannot do, though the catalog lists it: Offer 1 → Offer 2.',
    ],
    [
      'to a withdrawn offer',
      { catalog: catalogOf(license(2), offer(2, { priceChange: 'DEL' })) },
      'info Not built: 1 upgrade to a withdrawn offer, though the catalog lists it: Offer 1 → Offer 2.',
    ],
    [
      'to an offer without a Provisioning ID',
      { catalog: catalogOf(license(2), offer(2, { provisioningId: undefined })) },
      'info Not built: 1 upgrade to an offer without a Provisioning ID, though the catalog lists it: Offer 1 → Offer 2.',
    ],
    [
      'to nothing known',
      { catalog: catalogOf(license(7)) },
      `info Not built: 1 upgrade to an offer that is not in the catalog, though the catalog lists it: Offer 1 → ${guid(7)}.`,
    ],
  ])('%s', (_what, world, message) => {
    expect(notBuilt(world)).toEqual([message])
    expect(paths(world)).toEqual([])
  })

  it('many are counted', () => {
    const targets = [11, 12, 13, 14, 15]
    const world = {
      catalog: catalogOf(offer(1, { convertsTo: targets }), ...targets.map((n) => offer(n, { parents: [1] }))),
    }
    expect(notBuilt(world)).toEqual([
      'warning Not built: 5 upgrades to an add-on, though the catalog lists them: Offer 1 → Offer 11, Offer 1 → Offer 12, Offer 1 → Offer 13 and 2 more.',
    ])
  })
})

describe('P18: an upgrade that the matrix lists and Partner Center does not', () => {
  const claims = (...targets: number[]) => ({ 'Can Convert To': targets.map(guid).join(';') })
  const rows = matrix(cells(1, claims(2, 3)), cells(2), cells(3), cells(4, claims(2)))
  const answer = (targets: number[]) =>
    asText([answered(guid(1), { name: 'Offer 1', conversionTargetOffers: targets.map(guid) })])

  it('is told and not built; one that both list is', async () => {
    const world = { catalog: await load([rows, answer([3])]) }
    expect(notBuilt(world)).toEqual([
      'warning Not built: 1 upgrade that Partner Center does not answer, so that licences would not be moved, though the catalog lists it: Offer 1 → Offer 2.',
    ])
    expect(paths(world)).toEqual([
      [1, [3]],
      [4, [2]],
    ])
    expect(at(plan(world), `license-type/${guid(1)}`)[0]?.value?.['upgrades']).toEqual([guid(3)])
  })

  it('is believed when nobody else speaks of the offer, or a correction settles it', async () => {
    expect(notBuilt({ catalog: await load([rows]) })).toEqual([])
    const settled = `formatVersion: 1\noffers:\n  - id: ${guid(1)}\n    convertsTo: [${guid(2)}]\n`
    const world = { catalog: await load([rows, answer([]), settled]) }
    expect(notBuilt(world)).toEqual([])
    expect(paths(world)[0]).toEqual([1, [2]])
  })
})

describe('upgrade paths of plans that exist', () => {
  const catalog = catalogOf(offer(1, { convertsTo: [3] }), offer(2), offer(3, { convertsTo: [1, 2] }))
  const observed = emptyInstallation({
    ...sold(type('license', 1), type('license', 2)),
    plans: [planOf(41, [1]), planOf(42, [1]), planOf(43, [2]), planOf(44, [1, 2])],
  })
  const world = { catalog, observed, wanted: [guid(3)] }

  it('are not made unless the policy says so, and the run says that no later one can', () => {
    expect(paths(world)).toEqual([[3, [1, 2]]])
    const made = plan(world)
    expect(made.operations.filter(({ step }) => step === 'plan-sync')).toEqual([])
    expect(made.diagnostics.find(({ code }) => code === 'plan/old-plans-not-upgraded')?.message).toBe(
      '2 upgrade paths from plans that exist to new ones are not made: Plan 41 → Offer 3, Plan 42 → Offer 3.',
    )
  })

  it('lead from and to each plan that sells the one License, and oblige to its synchronization', () => {
    expect(paths({ ...world, site: compatible })).toEqual([
      [1, [3]],
      ['plan-42', [3]],
      [3, [1, 2, 'plan-42']],
    ])
    const made = plan({ ...world, site: compatible })
    expect(made.operations.filter(({ step }) => step === 'plan-sync').map(({ label }) => label)).toEqual([
      'Plan 41',
      'Plan 42',
    ])
  })

  it('go with the license type, which learns of the new upgrade and forgets none', () => {
    const types = sold(type('license', 1, { upgrades: [guid(2)] }), type('license', 2))
    const state = emptyInstallation({ ...types, plans: [planOf(41, [1])] })
    const changes = (given: Partial<World>) =>
      at(plan({ catalog, observed: state, wanted: [guid(3)], ...given }), `license-type/${guid(1)}`).map(
        (o) => o.changes,
      )
    expect(changes({})).toEqual([])
    expect(changes({ site: compatible })).toEqual([[{ field: 'upgrades', from: [guid(2)], to: [guid(2), guid(3)] }]])
  })

  it('stop at the plans that the policy lists', () => {
    const listed = site({ policy: { plans: { existing: 'listed', listed: ['plan 42'] } } })
    expect(paths({ ...world, site: listed })).toEqual([
      ['plan-42', [3]],
      [3, [2, 'plan-42']],
    ])
  })
})
