/** The KB's second example, on an empty installation and on one where people made things by hand under other names. */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Plan } from '../../src/plan/plan.ts'
import { omit } from '../run/omit.ts'
import { phoneSystem, root } from './rig.ts'
import { expectExit, simulate, type Simulation, writes } from './simulation.ts'

const ids = {
  phone: '4260988e-990d-479c-ae7b-f01ce8e1bb4d',
  skype: '14c61739-b45a-42c0-832c-d330972d3173',
  e1: '91fd106f-4b2c-4938-95ac-f54f74e9a239',
  e3: '796b6b5f-613c-4e24-a17c-eba730d49c02',
}

const phone = {
  kind: 'addon',
  name: 'Phone System',
  offerId: ids.phone,
  provisioningId: 'MCOEV',
  assignable: true,
}

async function expectNothingLeft(simulation: Simulation): Promise<void> {
  const made = await writes(simulation)
  const again = await expectExit(simulation.typed('add-offers', phoneSystem, '--yes'), 0)
  expect(again.stdout).toContain('No changes')
  expect(await writes(simulation)).toEqual(made)
}

it('sets up everything in an empty installation', async () => {
  const simulation = await simulate()
  await expectExit(simulation.cli('add-offers', phoneSystem, '--yes'), 0)
  const { types, plans, resourceTypes } = await simulation.snapshot()
  const added = types.find(({ offerId }) => offerId === ids.phone)
  expect(added).toMatchObject(phone)
  expect([...(added?.parents ?? [])].sort()).toEqual([ids.skype, ids.e1, ids.e3].sort())
  expect(types).toHaveLength(4)
  const rate = resourceTypes.find(({ name }) => name === 'Phone System')?.id
  const ours = plans.filter(({ templateId }) => templateId === 12)
  expect(ours.map(({ name }) => name).sort()).toEqual([
    'Office 365 Enterprise E1',
    'Office 365 Enterprise E3',
    'Skype for Business Online (Plan 2)',
  ])
  for (const plan of ours) expect(plan.rates.map(({ resourceId }) => resourceId)).toContain(rate)
  await expectNothingLeft(simulation)
})

it('adopts what exists by its ids whatever its names, and makes only what is missing', async () => {
  const simulation = await simulate({ world: 'enterprise-provider' })
  const before = await simulation.snapshot()
  await expectExit(simulation.cli('add-offers', phoneSystem, '--yes'), 0)
  const after = await simulation.snapshot()

  expect(after.types).toHaveLength(4)
  expect(after.types.find(({ offerId }) => offerId === ids.phone)).toMatchObject(phone)
  const [added, ...more] = after.resourceTypes.slice(before.resourceTypes.length)
  expect(more).toEqual([])
  expect(added).toMatchObject({ name: 'Phone System', resourceClass: 'rc.saas.service.link' })
  expect(JSON.stringify(after.resourceTypes.slice(0, -1))).toBe(JSON.stringify(before.resourceTypes))
  expect(JSON.stringify(after.plans), 'plans and prices are as they were, byte for byte').toBe(
    JSON.stringify(before.plans),
  )

  const template = after.templates.find(({ id }) => id === 12)
  expect(template?.resources.slice(0, 7)).toEqual(before.templates.find(({ id }) => id === 12)?.resources)
  expect(template?.resources.slice(7)).toEqual([{ resourceTypeId: added?.id, limit: 0 }])
  expect(template?.active).toBe(true)
  await expectNothingLeft(simulation)
})

it('keeps the names and every other field of types that it has to change', async () => {
  const simulation = await simulate({ world: 'enterprise-provider' })
  const before = await simulation.snapshot()
  await expectExit(simulation.typed('add-offers', phoneSystem, '--yes'), 0)
  const after = await simulation.snapshot()
  for (const old of before.types) {
    const now = after.types.find(({ id }) => id === old.id)
    expect(now).toMatchObject(omit(old, 'upgrades', 'revision', 'modified'))
  }
})

it('plans the same for the same catalog in another order, in other letters', async () => {
  const simulation = await simulate()
  const [header = '', ...rows] = (await readFile(join(root, 'catalog-samples', 'business-premium.csv'), 'utf8'))
    .trimEnd()
    .split('\n')
  const shuffled = join(simulation.cwd, 'shuffled.csv')
  const upper = (row: string) => row.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => id.toUpperCase())
  await writeFile(shuffled, [header, ...rows.reverse().map(upper), ''].join('\r\n'))
  const plan = async (file: string) => {
    const { stdout } = await expectExit(simulation.typed('add-offers', file, '--dry-run', '--json'), 0)
    const plan = omit(JSON.parse(stdout) as Plan, 'digest')
    return { ...plan, operations: plan.operations.map((operation) => omit(operation, 'sources')) }
  }
  expect(await plan(shuffled)).toEqual(await plan(join(root, 'catalog-samples', 'business-premium.csv')))
})
