/** OA fails in the middle: calls that never arrive, answers that get lost, errors although the work was done. */

import { describe, expect, it } from 'vitest'
import type { Plan } from '../../src/plan/plan.ts'
import type { Snapshot } from '../../src/oa/simulator/snapshot.ts'
import { businessPremium } from './rig.ts'
import { expectExit, simulate, type Simulation } from './simulation.ts'
import { badNetwork, type Trick } from './tampering.ts'

const onTheWay = (config: string) => ['add-offers', businessPremium, '--yes', '--config', config]

async function expectCalmEnd(simulation: Simulation, config: string): Promise<void> {
  expectOnce(await simulation.snapshot())
  const flags = ['--dry-run', '--json', '--detailed-exitcode']
  const { stdout } = await expectExit(simulation.typed('add-offers', businessPremium, ...flags, '--config', config), 0)
  expect((JSON.parse(stdout) as Plan).operations).toEqual([])
}

/** Every object once: twice the same offer would be billed twice. */
function expectOnce({ types, resourceTypes, templates, plans, resourceCategories }: Snapshot): void {
  expect(types.map(({ offerId }) => offerId).sort()).toEqual([
    '031c9e47-4802-4248-838e-778fb1d2cc05',
    '2828be95-46ba-4f91-b2fd-0bef192ecf60',
    '53fc25f7-6639-4f78-bb44-3c2dfec3ed40',
    'a2706f86-868d-4048-989b-0c69e5c76b63',
  ])
  const offers = resourceTypes.filter(({ id }) => id > 1000404)
  expect(new Set(offers.map(({ activationParameters }) => activationParameters['resource_uid'])).size).toBe(4)
  expect(offers).toHaveLength(4)
  const template = templates.find(({ id }) => id === 12)
  expect(template?.active).toBe(true)
  expect(template?.resources.slice(4).map(({ limit }) => limit)).toEqual([0, 0, 0, 0])
  expect(plans.filter(({ templateId }) => templateId === 12).map(({ rates }) => rates.length)).toEqual([4])
  expect(resourceCategories.flatMap(({ id, resourceIds }) => (id === 1 ? [] : resourceIds))).toHaveLength(4)
}

/** Each write of the example: four types, four resource types, seven calls of the template window, one plan. */
const everyWrite = Array.from({ length: 16 }, (_, index) => index + 1)

describe.each<Trick>(['drop', 'lose', 'spoil', 'fail'])('each write in turn: %s', (trick) => {
  it.each(everyWrite)('write %i', async (wrong) => {
    const simulation = await simulate()
    const network = await badNetwork(simulation, ({ write }) => (write === wrong ? trick : undefined))
    const first = await simulation.typed(...onTheWay(network.config))
    expect(first.code, first.stderr).toSatisfy((code) => [0, 1, 7].includes(Number(code)))
    expect(network.writes.length).toBeGreaterThanOrEqual(wrong)
    const { templates } = await simulation.snapshot()
    expect(templates.find(({ id }) => id === 12)?.active, 'the window is closed whatever happened').toBe(true)
    if (first.code !== 0) await expectExit(simulation.typed('resume', '--yes', '--config', network.config), 0)
    await expectCalmEnd(simulation, network.config)
  })
})
