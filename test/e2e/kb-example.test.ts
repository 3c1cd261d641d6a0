/** The example of KB 126207: what it tells people to type must stand in the installation, field by field. */

import { expect, it } from 'vitest'
import type { Plan } from '../../src/plan/plan.ts'
import { businessPremium, cli, journalLines, newFolder, runsIn } from './rig.ts'
import { expectExit, simulate, simulateInProcess, type Simulation, writes } from './simulation.ts'

const premium = {
  name: 'Office 365 Business Premium',
  offerId: '031c9e47-4802-4248-838e-778fb1d2cc05',
  trialOfferId: 'c0bd2e08-11ac-4836-bdc7-3712e744922f',
  provisioningId: 'O365_BUSINESS_PREMIUM',
  assignable: true,
  upgrades: [],
  parents: [],
  kind: 'license',
}
const addon = (name: string, offerId: string, provisioningId: string, assignable: boolean) => ({
  ...{ name, offerId, provisioningId, assignable },
  trialOfferId: null,
  upgrades: [],
  parents: [premium.offerId],
  kind: 'addon',
})
const storage = addon(
  'Office 365 Extra File Storage',
  '53fc25f7-6639-4f78-bb44-3c2dfec3ed40',
  'SHAREPOINTSTORAGE',
  false,
)
const archiving = addon(
  'Exchange Online Archiving for Exchange Online',
  '2828be95-46ba-4f91-b2fd-0bef192ecf60',
  'EXCHANGEARCHIVE_ADDON',
  true,
)
const protection = addon(
  'Exchange Online Advanced Threat Protection',
  'a2706f86-868d-4048-989b-0c69e5c76b63',
  'ATP_ENTERPRISE',
  true,
)
const expectedTypes = [premium, storage, archiving, protection]

const apply = (simulation: Simulation, ...flags: string[]) =>
  simulation.cli('add-offers', businessPremium, '--yes', ...flags)

async function onboarded(): Promise<Simulation> {
  const simulation = await simulateInProcess()
  const { stdout, stderr } = await expectExit(apply(simulation), 0)
  expect(stdout).toMatch(/^Done\. 10 applied, 0 adopted, 8 by hand \(2 verified, 6 attested\), 0 not started\.$/m)
  expect(stderr).toBe('')
  return simulation
}

it("leaves the KB's values in the installation, with a template, a plan, categories and synchronizations", async () => {
  const simulation = await onboarded()
  const { types, resourceTypes, templates, plans, ...rest } = await simulation.snapshot()

  expect(types).toHaveLength(4)
  expect(types).toEqual(expect.arrayContaining(expectedTypes.map((type) => expect.objectContaining(type) as unknown)))

  const typeIds = new Map(types.map(({ id, name }) => [name, id]))
  const fresh = resourceTypes.filter(({ name }) => typeIds.has(name))
  expect(fresh).toHaveLength(4)
  for (const { name, resourceClass, activationParameters } of fresh) {
    expect(resourceClass).toBe('rc.saas.service.link')
    expect(activationParameters).toMatchObject({ app_id: '17', resource_uid: typeIds.get(name) })
  }
  const resource = (name: string): number | undefined => fresh.find((type) => type.name === name)?.id
  const all = expectedTypes.map(({ name }) => resource(name)).sort()

  const template = templates.find(({ id }) => id === 12)
  expect(template?.active).toBe(true)
  const added = template?.resources.filter(({ resourceTypeId }) => all.includes(resourceTypeId)) ?? []
  expect(added.map(({ limit }) => limit)).toEqual([0, 0, 0, 0])
  expect(template?.resources).toHaveLength(8)

  const [plan, ...others] = plans.filter(({ templateId }) => templateId === 12)
  expect(others).toEqual([])
  expect(plan).toMatchObject({ name: premium.name, published: false })
  expect(plan?.periods).toMatchObject([{ length: 1, unit: 'month', setupFee: 0, recurringFee: 0 }])
  expect(plan?.rates.map(({ resourceId }) => resourceId).sort()).toEqual(all)
  for (const rate of plan?.rates ?? []) expect(rate).toMatchObject({ included: 0, setupFee: 0, recurringFee: 0 })

  const held = (name: string) => rest.resourceCategories.find((category) => category.name === name)?.resourceIds
  expect(held('Additional Licenses')).toEqual([resource(premium.name)])
  expect(held('Extra Storage')).toEqual([resource(storage.name)])
  expect([...(held('Exchange Add-Ons') ?? [])].sort()).toEqual(
    [resource(archiving.name), resource(protection.name)].sort(),
  )
  expect(rest.salesCategories.find(({ name }) => name === 'Office 365 Business')?.planIds).toEqual([plan?.id])

  const [templateSync, storeSync, ...moreSyncs] = rest.syncs
  expect(moreSyncs).toEqual([])
  expect(templateSync).toMatchObject({ what: 'template', ids: [12] })
  expect([...(templateSync?.resourceIds ?? [])].sort()).toEqual(all)
  expect(storeSync).toMatchObject({ what: 'store' })
})

it('says the second time that nothing changes, and writes nothing, neither by API nor by click', async () => {
  const simulation = await onboarded()
  const [before, state] = [await writes(simulation), await simulation.snapshot()]
  const { stdout, stderr } = await expectExit(apply(simulation), 0)
  expect(stdout).toMatch(/^No changes: 10 objects as wished already\.$/m)
  expect(stderr).toBe('')
  expect(await writes(simulation)).toEqual(before)
  expect(await simulation.calls()).not.toHaveLength(before.length)
  expect(await simulation.snapshot()).toEqual(state)
  expect(await runsIn(simulation.state)).toHaveLength(1)
})

it('opens the window of the template once, and changes the template only inside it', async () => {
  const simulation = await onboarded()
  const methods = (await writes(simulation)).map(({ method }) => method)
  const from = methods.indexOf('pem.deactivateST')
  expect(methods.slice(from, from + 7)).toEqual([
    'pem.deactivateST',
    ...Array<string>(4).fill('pem.addResourceTypeToServiceTemplate'),
    'pem.setSTRTLimits',
    'pem.activateST',
  ])
  expect(methods.filter((method) => method.endsWith('ST'))).toHaveLength(2)
})

it('plans as one JSON document with exit code 2 while something is pending, and 0 afterwards', async () => {
  const simulation = await simulate()
  const flags = ['--dry-run', '--json', '--detailed-exitcode'] as const
  const pending = await expectExit(simulation.cli('add-offers', businessPremium, ...flags), 2)
  const plan = JSON.parse(pending.stdout) as Plan
  expect(plan).toMatchObject({
    formatVersion: 1,
    digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    target: { installation: 'simulator small-provider', templateId: 12 },
    summary: { create: 9, update: 6, sync: 2, unchanged: 0 },
  })
  for (const operation of plan.operations) {
    for (const field of ['id', 'step', 'type', 'action', 'via', 'title'] as const)
      expect(operation[field], `${operation.id} ${field}`).toEqual(expect.any(String))
    expect(operation.needs).toEqual(expect.any(Array))
  }
  expect(await writes(simulation)).toEqual([])
  expect(await runsIn(simulation.state)).toEqual([])

  await expectExit(apply(simulation), 0)
  const calm = await expectExit(simulation.cli('add-offers', businessPremium, ...flags), 0)
  expect((JSON.parse(calm.stdout) as Plan).operations).toEqual([])
})

it('exits 0 after a dry run without --detailed-exitcode, and says that nothing was changed', async () => {
  const simulation = await simulate()
  const { stdout } = await expectExit(simulation.cli('add-offers', businessPremium, '--dry-run'), 0)
  expect(stdout).toMatch(/^Plan: 9 to create, 6 to update, 2 to sync/m)
  expect(stdout.trimEnd().split('\n').at(-1)).toContain('Nothing was changed (dry run).')
  expect(await writes(simulation)).toEqual([])
})

it('works on the built-in simulator with nothing but --simulate, and remembers it', async () => {
  const cwd = await newFolder()
  const first = await expectExit(cli(['add-offers', businessPremium, '--simulate', '--yes'], { cwd }), 0)
  expect(first.stdout).toMatch(/^Done\. 10 applied/m)
  const second = await expectExit(cli(['add-offers', businessPremium, '--simulate', '--yes'], { cwd }), 0)
  expect(second.stdout).toContain('No changes')
})

it('journals an intent before each write of the run, and what came of it', async () => {
  const simulation = await onboarded()
  const [run = ''] = await runsIn(simulation.state)
  const events = (await journalLines(simulation.state, run)).map(
    (line) => (JSON.parse(line) as { event: { type: string; method?: string } }).event,
  )
  const intended = events.filter(({ type }) => type === 'call-intended').map(({ method }) => method)
  const made = (await writes(simulation)).filter(({ system }) => system !== 'panel').map(({ method }) => method)
  expect([...intended].sort()).toEqual([...made].sort())
  expect(events.filter(({ type }) => type === 'call-answered')).toHaveLength(intended.length)
  expect(events.at(-1)).toEqual({ type: 'run-finished', outcome: 'done' })
})
