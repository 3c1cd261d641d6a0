/** `verify`: what is not as catalog, policy, rules and runs want it; exit code 2, and nothing is ever written. */

import { expect, it } from 'vitest'
import type { DriftReport } from '../../src/plan/drift.ts'
import { changedWorld } from './changed-world.ts'
import { businessPremium, phoneSystem } from './rig.ts'
import { changedConfig, expectExit, simulate, type Simulation, writes } from './simulation.ts'

async function drifted(simulation: Simulation, code: number, ...args: string[]): Promise<DriftReport> {
  const { stdout } = await expectExit(simulation.typed('verify', '--json', ...args), code)
  return JSON.parse(stdout) as DriftReport
}
const told = ({ drift }: DriftReport) =>
  drift.map(({ what, rule, address }) => `${rule ?? what} ${address.split('/')[0] ?? ''}`)

it('finds nothing after a run, everything that was changed by hand since, and writes nothing', async () => {
  const simulation = await simulate()
  await expectExit(simulation.typed('add-offers', businessPremium, '--yes'), 0)
  expect(await drifted(simulation, 0, businessPremium)).toMatchObject({ drift: [], ignored: [], unchanged: 10 })
  const before = await writes(simulation)
  const { types } = await simulation.snapshot()
  const storage = types.find(({ name }) => name === 'Office 365 Extra File Storage')
  if (storage === undefined) throw new Error('no type')
  const { id, kind, name, offerId, trialOfferId, assignable, upgrades } = storage
  const values = {
    name,
    offerId,
    trialOfferId,
    assignable,
    upgrades: [...upgrades],
    provisioningId: 'BY_HAND',
    parents: [],
  }
  await simulation.click({ do: 'type.save', kind, id, values })
  const report = await drifted(simulation, 2, businessPremium)
  expect(told(report).sort()).toEqual(['I4 addon-type', 'I5 service-plan', 'different addon-type'])
  expect(report.drift.find(({ what }) => what === 'different')?.details).toEqual([
    'provisioningId: BY_HAND → SHAREPOINTSTORAGE',
    'parents: +Office 365 Business Premium',
  ])
  // Without a catalog there are only rules, and what runs made.
  expect(told(await drifted(simulation, 2)).sort()).toEqual(['I4 addon-type', 'I5 service-plan'])
  expect(await writes(simulation)).toHaveLength(before.length + 1)
})

it('is limited to what is here: an offer of the catalog that is not onboarded is no drift, unless it is named', async () => {
  const simulation = await simulate()
  expect(await drifted(simulation, 0, businessPremium)).toMatchObject({ drift: [] })
  const { drift } = await drifted(simulation, 2, businessPremium, '--offer', 'Office 365 Business Premium')
  expect(new Set(drift.map(({ what }) => what))).toEqual(new Set(['missing', 'different']))
})

it('P3, P4, I8, I9: tells an unlimited offer and an inactive template; the ignore list overlooks with a reason', async () => {
  const world = await changedWorld('enterprise-provider', (given) => ({
    ...given,
    serviceTemplates: (given['serviceTemplates'] as { id: number; resources: { resourceTypeId: number }[] }[]).map(
      (template) => ({
        ...template,
        active: false,
        resources: template.resources.map((each) => (each.resourceTypeId === 1000411 ? { ...each, limit: -1 } : each)),
      }),
    ),
  }))
  const simulation = await simulate({ world })
  expect(told(await drifted(simulation, 2)).sort()).toEqual(['I8 resource-type', 'I9 service-template'])
  const ignore = [
    { address: 'service-template/*', rule: 'I9', reason: 'frozen for the upgrade, ticket 12' },
    { address: 'resource-type/Enterprise E1 seat', reason: 'sold without limit on purpose' },
    { address: 'license-type/*', reason: 'nobody knows any more' },
  ]
  const config = await changedConfig(simulation, (given) => ({ ...given, verify: { ignore } }))
  const report = await drifted(simulation, 0, '--config', config)
  expect(report.ignored.map(({ reason }) => reason).sort()).toEqual(
    ignore
      .slice(0, 2)
      .map(({ reason }) => reason)
      .sort(),
  )
  expect(report.unusedIgnores).toEqual(ignore.slice(2))
  const text = await expectExit(simulation.cli('verify', '--config', config), 0)
  expect(text.stdout).toContain('overlooked, frozen for the upgrade, ticket 12')
  const markdown = await expectExit(simulation.typed('verify', '--markdown', phoneSystem), 2)
  expect(markdown.stdout).toMatch(/^# Drift of .*phone-system\.csv$/m)
  expect(markdown.stdout).toMatch(/^\| I8 \| resource-type/m)
})
