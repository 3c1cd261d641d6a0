/** A plan in a file is applied as it is or not at all. */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { digestOf } from '../../src/lib/json.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { omit } from '../run/omit.ts'
import { businessPremium, phoneSystem, runsIn } from './rig.ts'
import { changedConfig, expectExit, simulate, type Simulation, type SimulationSettings, writes } from './simulation.ts'

async function planned(catalog = businessPremium, settings: SimulationSettings = {}) {
  const simulation = await simulate(settings)
  const file = join(simulation.cwd, 'plan.json')
  const { stdout } = await expectExit(simulation.typed('add-offers', catalog, '--dry-run', '--out', file), 0)
  return { simulation, file, stdout }
}

const readPlan = async (file: string) => JSON.parse(await readFile(file, 'utf8')) as Plan

async function expectUntouched(simulation: Simulation): Promise<void> {
  expect(await writes(simulation)).toEqual([])
}

it('is written by --out, applied by apply, and refused the second time with the name of an object', async () => {
  const { simulation, file, stdout } = await planned()
  expect(stdout).toContain(`o365-onboard apply ${file}`)
  await expectUntouched(simulation)
  const applied = await expectExit(simulation.cli('apply', file, '--yes'), 0)
  expect(applied.stdout).toMatch(/^Done\. 10 applied/m)
  const before = await simulation.snapshot()

  const { stderr } = await expectExit(simulation.cli('apply', file, '--yes'), 5)
  expect(stderr.replace(/\s+/g, ' ')).toMatch(
    /The plan was used already, by the run \S+: license type "Office 365 Business Premium", .* and \d+ more\. → Nothing was done now\. Make a new plan/,
  )
  expect(await runsIn(simulation.state)).toHaveLength(1)
  expect(await simulation.snapshot()).toEqual(before)
})

it('is refused the second time even when it has changed nothing yet, and says what to go on with', async () => {
  const { simulation, file } = await planned()
  const nobody = await changedConfig(simulation, (config) => ({
    ...config,
    robotPanel: undefined,
    ways: Object.fromEntries(Object.keys(config['ways'] as object).map((kind) => [kind, ['manual']])),
  }))
  await expectExit(simulation.typed('apply', file, '--yes', '--config', nobody), 6)
  await expectUntouched(simulation)
  const { stderr } = await expectExit(simulation.typed('apply', file, '--yes', '--config', nobody), 5)
  expect(stderr.replace(/\s+/g, ' ')).toMatch(
    /The plan was used already, by the run \S+: license type .* → Nothing was done now\. Go on with that run: o365-onboard resume/,
  )
  expect(await runsIn(simulation.state)).toHaveLength(1)
})

it('applies exactly what the file says, whatever the catalog says by now', async () => {
  const { simulation, file } = await planned(phoneSystem)
  await expectExit(simulation.typed('apply', file, '--yes'), 0)
  const { types } = await simulation.snapshot()
  expect(types.map(({ name }) => name).sort()).toEqual(
    (await readPlan(file)).operations
      .filter(({ address }) => /^(license|addon)-type/.test(address ?? ''))
      .map(({ label }) => label)
      .sort(),
  )
})

it('stops at what was made meanwhile in another way', async () => {
  const { simulation, file } = await planned()
  const type = (await readPlan(file)).operations.find(({ address }) => address?.startsWith('license-type/'))
  const values = { ...type?.value, upgrades: [], parents: [] }
  await simulation.click({ do: 'type.save', kind: 'license', values: { ...values, provisioningId: 'ELSE' } as never })
  const stale = await expectExit(simulation.cli('apply', file, '--yes'), 5)
  expect(stale.stderr).toContain('No longer what the plan saw: license type "Office 365 Business Premium".')
  expect((await simulation.snapshot()).types.find(({ kind }) => kind === 'license')?.provisioningId).toBe('ELSE')
})

it('stops when somebody changed an old object after the plan was made, and leaves it as they made it', async () => {
  const { simulation, file } = await planned(phoneSystem, { world: 'enterprise-provider' })
  const values = { name: 'F1', offerId: '11111111-2222-4333-8444-555555555555', provisioningId: 'F1', assignable: true }
  const lists = { trialOfferId: null, upgrades: [], parents: [] }
  await simulation.click({ do: 'type.save', kind: 'license', values: { ...values, ...lists } })
  const typeId = (await simulation.snapshot()).types.find(({ name }) => name === 'F1')?.id ?? ''
  await simulation.click({ do: 'resource-type.create', name: 'F1 seat', typeId })
  const seat = (await simulation.snapshot()).resourceTypes.find(({ name }) => name === 'F1 seat')?.id ?? 0
  await simulation.click({ do: 'template.add-resources', templateId: 12, resourceIds: [seat] })
  const before = await simulation.snapshot()
  const { stderr } = await expectExit(simulation.cli('apply', file, '--yes'), 5)
  expect(stderr.replace(/\s+/g, ' ')).toContain('No longer what the plan saw: service template "Office 365"')
  expect(await simulation.snapshot()).toEqual(before)
  expect(await runsIn(simulation.state)).toEqual([])
})

it.each<[string, (plan: Plan) => unknown, string]>([
  ['a changed value', (plan) => ({ ...plan, operations: plan.operations.slice(1) }), 'was changed after it was made'],
  ['another version', (plan) => ({ ...plan, formatVersion: 2 }), 'is not a plan of format version 1'],
  ['no operations', (plan) => omit(plan, 'operations'), 'is not a plan: operations'],
  ['not an object', () => [1, 2], 'is not a plan'],
])('refuses a file with %s', async (_, change, message) => {
  const { simulation, file } = await planned()
  await writeFile(file, JSON.stringify(change(await readPlan(file))))
  const { stderr } = await expectExit(simulation.typed('apply', file, '--yes'), 3)
  expect(stderr.replace(/\s+/g, ' ')).toContain(message)
  await expectUntouched(simulation)
  expect(await runsIn(simulation.state)).toEqual([])
})

it('refuses operations that it does not know, even with the right digest', async () => {
  const { simulation, file } = await planned()
  const body = omit(await readPlan(file), 'digest')
  const [first, ...rest] = body.operations
  const changed = { ...body, operations: [{ ...first, address: 'password-file/etc' }, ...rest] }
  await writeFile(file, JSON.stringify({ ...changed, digest: digestOf(changed) }))
  const { stderr } = await expectExit(simulation.typed('apply', file, '--yes'), 3)
  expect(stderr).toContain('unknown kind "password-file"')
  await expectUntouched(simulation)
})

it('refuses a file that is missing or no JSON', async () => {
  const simulation = await simulate()
  const missing = await expectExit(simulation.typed('apply', join(simulation.cwd, 'none.json'), '--yes'), 3)
  expect(missing.stderr.replace(/\s+/g, ' ')).toMatch(/The plan \S+none\.json cannot be read: there is no such file\./)
  const { stderr } = await expectExit(simulation.typed('apply', businessPremium, '--yes'), 3)
  expect(stderr).toContain('cannot be read')
})

it('refuses a plan for another installation, and begins no run for it', async () => {
  const { file } = await planned()
  const other = await simulate({ world: 'enterprise-provider' })
  const { stderr } = await expectExit(other.cli('apply', file, '--yes'), 5)
  expect(stderr.replace(/\s+/g, ' ')).toMatch(
    /The plan was made for installation "simulator small-provider"; this is "simulator enterprise-provider"\./,
  )
  await expectUntouched(other)
  expect(await runsIn(other.state)).toEqual([])
})

it('refuses a plan for the same name at another address', async () => {
  const { simulation, file } = await planned()
  const moved = await changedConfig(simulation, (config) => ({
    ...config,
    operations: {
      ...(config['operations'] as object),
      url: simulation.urls.operations.replace('127.0.0.1', 'localhost'),
    },
  }))
  const { stderr } = await expectExit(simulation.typed('apply', file, '--yes', '--config', moved), 5)
  expect(stderr.replace(/\s+/g, ' ')).toContain('The plan was made for endpoint')
  await expectUntouched(simulation)
})

it('asks before it applies: off a terminal without --yes it does nothing', async () => {
  const { simulation, file } = await planned()
  const { stderr } = await expectExit(simulation.typed('apply', file), 64)
  expect(stderr).toContain('Add --yes')
  await expectUntouched(simulation)
})
