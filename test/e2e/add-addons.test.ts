/** Procedure B as users meet it: the KB's Phone System example, with plans for its three parents that exist for years. */

import { expect, it } from 'vitest'
import { phoneSystem } from './rig.ts'
import { expectExit, simulate, writes } from './simulation.ts'

const phone = '4260988e-990d-479c-ae7b-f01ce8e1bb4d'

it('adds Phone System to exactly the three plans, by one rate each, and synchronizes just these', async () => {
  const simulation = await simulate({ world: 'enterprise-provider' })
  const before = await simulation.snapshot()
  await expectExit(simulation.cli('add-addons', phoneSystem, '--offer', 'Phone System', '--yes'), 0)
  const after = await simulation.snapshot()

  const added = after.resourceTypes.find(({ name }) => name === 'Phone System')?.id
  expect(after.types).toHaveLength(4)
  expect(after.types.find(({ offerId }) => offerId === phone)).toMatchObject({
    provisioningId: 'MCOEV',
    kind: 'addon',
  })
  expect(after.plans).toHaveLength(before.plans.length)
  for (const old of before.plans) {
    const { rates, ...rest } = after.plans.find(({ id }) => id === old.id) ?? old
    const { rates: oldRates, ...oldRest } = old
    expect(JSON.stringify(rest), 'all but its rates, byte for byte').toBe(JSON.stringify(oldRest))
    expect(JSON.stringify(rates.slice(0, -1)), 'old rates and prices, byte for byte').toBe(JSON.stringify(oldRates))
    expect(rates.at(-1)).toMatchObject({ resourceId: added, included: 0, minimum: 0, maximum: 10_000_000 })
  }
  expect(after.syncs.map(({ what, ids }) => [what, ...ids])).toEqual([
    ['template', 12],
    ['plan', 51],
    ['plan', 52],
    ['plan', 53],
    ['store'],
  ])
  expect(after.templates.find(({ id }) => id === 12)?.active).toBe(true)

  const made = await writes(simulation)
  const again = await expectExit(simulation.typed('add-addons', phoneSystem, '--offer', phone, '--yes'), 0)
  expect(again.stdout).toContain('No changes')
  expect(await writes(simulation)).toEqual(made)
})

it('touches only the plan that is named', async () => {
  const simulation = await simulate({ world: 'enterprise-provider' })
  const before = await simulation.snapshot()
  await expectExit(simulation.typed('add-addons', phoneSystem, '--plan', 'enterprise e3 MONTHLY', '--yes'), 0)
  const after = await simulation.snapshot()
  const changed = after.plans.filter((plan, index) => JSON.stringify(plan) !== JSON.stringify(before.plans[index]))
  expect(changed.map(({ id }) => id)).toEqual([52])
  expect(after.syncs.flatMap(({ what, ids }) => (what === 'plan' ? ids : []))).toEqual([52])
})

it('says what to type instead where no plan can take the add-on', async () => {
  const simulation = await simulate()
  const { stderr } = await expectExit(
    simulation.typed('add-addons', phoneSystem, '--offer', 'Phone System', '--dry-run'),
    3,
  )
  expect(stderr).toContain('addons/no-plan')
  expect(stderr).toMatch(/o365-onboard add-offers <catalog> --config\s+\S+ --offer 4260988e/)
  expect(await writes(simulation)).toEqual([])
})
