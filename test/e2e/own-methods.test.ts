/** A site's own Billing methods, called through `Execute` in the order that the site gives. */

import { expect, it } from 'vitest'
import type { JournalLine } from '../../src/run/run-event.ts'
import { changedWorld } from './changed-world.ts'
import { businessPremium, journalLines, runsIn } from './rig.ts'
import { changedConfig, expectExit, simulate, type Simulation, writes } from './simulation.ts'

/** A Billing whose methods want the id of the resource first: not what one would guess. */
const withMethods = () =>
  changedWorld('small-provider', (world) => ({
    ...world,
    internalMethods: {
      AddResourceToCategory: { params: ['resourceId', 'categoryId'] },
      AddPlansToStoreCategory: { params: ['categoryId', 'planId'] },
    },
  }))

const ids = { 'Additional Licenses': 2, 'Exchange Add-Ons': 4, 'Extra Storage': 7 }
const own = (method: string, params: string[], known: Record<string, number>) => [
  { execute: { method, server: 'BM', params, ids: known } },
]
const categories = (known = ids) => own('AddResourceToCategory', ['{resourceId}', '{categoryId}'], known)
const sales = () => own('AddPlansToStoreCategory', ['{categoryId}', '{planId}'], { 'Office 365 Business': 2 })

const configured = (simulation: Simulation, ways: Record<string, unknown>) =>
  changedConfig(simulation, (config) => ({ ...config, ways: { ...(config['ways'] as object), ...ways } }))

it('are called for what has no other API, read back, and leave nothing to do', async () => {
  const simulation = await simulate({ robot: false, world: await withMethods() })
  const config = await configured(simulation, { 'resource-category': categories(), 'sales-category': sales() })
  const { stdout } = await expectExit(
    simulation.typed('add-offers', businessPremium, '--dry-run', '--json', '--config', config),
    0,
  )
  const { operations } = JSON.parse(stdout) as { operations: { id: string; via: string; type: string }[] }
  const ownOnes = operations.filter(({ via }) => via === 'execute')
  expect(ownOnes.map(({ type }) => type)).toEqual(['ensure', 'ensure', 'ensure', 'ensure'])
  await expectExit(simulation.typed('add-offers', businessPremium, '--yes', '--config', config), 6)
  const [run = ''] = await runsIn(simulation.state)
  // The unit of measure comes before the first rate, and no method is for it.
  const unit = operations.find(({ id }) => id.startsWith('resource-units:'))?.id ?? ''
  await expectExit(simulation.typed('attest', run, unit, '--evidence', 'GB in the panel', '--config', config), 0)
  await expectExit(simulation.typed('resume', '--yes', '--config', config), 6)
  const made = (await writes(simulation)).filter(({ system }) => system === 'billing')
  expect(made.map(({ method }) => method).sort()).toEqual([
    'AddPlansToStoreCategory',
    ...Array<string>(4).fill('AddResourceToCategory'),
  ])
  const { resourceCategories, salesCategories, resourceTypes } = await simulation.snapshot()
  const storage = resourceTypes.find(({ name }) => name === 'Office 365 Extra File Storage')?.id
  expect(resourceCategories.find(({ id }) => id === 7)?.resourceIds).toEqual([storage])
  expect(salesCategories.find(({ id }) => id === 2)?.planIds).toHaveLength(1)
  const lines = (await journalLines(simulation.state, run)).map((line) => JSON.parse(line) as JournalLine)
  const outcome = lines.flatMap(({ event }) =>
    event.type === 'operation-done' && event.operation.startsWith('sales-categories') ? [event.outcome] : [],
  )
  expect(outcome).toEqual(['verified'])
})

it('a run that waits for a person goes on by a method allowed meanwhile, with the same operations', async () => {
  const simulation = await simulate({ robot: false, world: await withMethods() })
  await expectExit(simulation.typed('add-offers', businessPremium, '--yes'), 6)
  const [run = ''] = await runsIn(simulation.state)
  const attested = 'resource-categories:resource-category/Extra Storage'
  await expectExit(simulation.typed('attest', run, attested, '--evidence', 'ticket', '--by', 'Ann'), 0)
  const config = await configured(simulation, { 'resource-category': categories() })
  const { stdout } = await expectExit(simulation.typed('resume', '--config', config), 6)
  expect(stdout).toContain('Additional Licenses')
  const called = (await writes(simulation)).filter(({ method }) => method === 'AddResourceToCategory')
  // Not for what Ann said she did.
  expect(called.map(({ params }) => (params as { categoryId: number }).categoryId).sort()).toEqual([2, 4, 4])
})

it('nothing is called when an id is missing, and the message says which', async () => {
  const simulation = await simulate({ robot: false, world: await withMethods() })
  const config = await configured(simulation, { 'resource-category': categories({ ...ids, 'Extra Storage': 0 }) })
  const without = await changedConfig(
    { ...simulation, urls: { ...simulation.urls, config } },
    (given) => JSON.parse(JSON.stringify(given).replace('"Extra Storage":0', '"Other":9')) as Record<string, unknown>,
    'without.yaml',
  )
  const { stderr } = await expectExit(simulation.typed('add-offers', businessPremium, '--yes', '--config', without), 3)
  expect(stderr).toContain('the id of "Extra Storage" is not known')
})

it('a refused call is made again once the configuration is right', async () => {
  const simulation = await simulate({ robot: false, world: await withMethods() })
  const config = await configured(simulation, {
    'resource-category': categories({ ...ids, 'Exchange Add-Ons': 99 }),
  })
  // Two resources go there; the category does not exist, so the first call is refused and nothing came of it.
  await expectExit(simulation.typed('add-offers', businessPremium, '--yes', '--config', config), 1)
  const right = await configured(simulation, { 'resource-category': categories() })
  await expectExit(simulation.typed('resume', '--config', right), 6)
  const { resourceCategories } = await simulation.snapshot()
  expect(resourceCategories.find(({ id }) => id === 4)?.resourceIds).toHaveLength(2)
})
