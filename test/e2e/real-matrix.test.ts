/** Microsoft's whole offer matrix of January 2019, where it is at hand. */

import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Plan } from '../../src/plan/plan.ts'
import { realMatrix } from './rig.ts'
import { expectExit, simulate, type Simulation } from './simulation.ts'

const absent = !existsSync(realMatrix)
const title = absent ? ' (left out: the matrix is not beside the repository)' : ''

const e3 = '796b6b5f-613c-4e24-a17c-eba730d49c02'
const e5 = 'a044b16a-1861-4308-8086-a3a3b506fac2'
const domestic = '0f598efe-f330-4d79-b79f-c9480bb7ce3e'
const phone = '4260988e-990d-479c-ae7b-f01ce8e1bb4d'

async function onboard(simulation: Simulation, ...offers: string[]): Promise<void> {
  const flags = offers.flatMap((offer) => ['--offer', offer])
  await expectExit(simulation.typed('add-offers', realMatrix, '--yes', ...flags), 0)
}

/** The offer ids behind the rates of the plan whose license is an offer. */
async function ratesOf(simulation: Simulation, license: string): Promise<string[]> {
  const { types, resourceTypes, plans } = await simulation.snapshot()
  const offerOf = new Map(types.map(({ id, offerId }) => [id, offerId]))
  const byResource = new Map(
    resourceTypes.map(({ id, activationParameters }) => [id, offerOf.get(activationParameters['resource_uid'] ?? '')]),
  )
  const rated = plans.map(({ rates }) => rates.map(({ resourceId }) => byResource.get(resourceId) ?? ''))
  return (rated.find((offers) => offers.includes(license)) ?? []).sort()
}

it.skipIf(absent)(`plans, applies and then plans nothing${title}`, async () => {
  const simulation = await simulate()
  const { stdout, stderr } = await expectExit(simulation.cli('add-offers', realMatrix, '--yes'), 0)
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^Done\. \d+ applied, 0 adopted, .*, 0 not started\.$/m)
  const { types, templates, plans } = await simulation.snapshot()
  expect(types.length).toBeGreaterThan(150)
  expect(new Set(types.map(({ offerId }) => offerId)).size).toBe(types.length)
  const template = templates.find(({ id }) => id === 12)
  expect(template?.active).toBe(true)
  expect(template?.resources.slice(4).every(({ limit }) => limit === 0)).toBe(true)
  expect(plans.filter(({ templateId }) => templateId === 12).every(({ published }) => !published)).toBe(true)

  const flags = ['--dry-run', '--json', '--detailed-exitcode']
  const again = await expectExit(simulation.typed('add-offers', realMatrix, ...flags), 0)
  expect((JSON.parse(again.stdout) as Plan).operations).toEqual([])
})

it.skipIf(absent)(`brings Phone System with Domestic Calling Plan to a plan of Enterprise E3${title}`, async () => {
  const simulation = await simulate()
  await onboard(simulation, 'Office 365 Enterprise E3', 'Domestic Calling Plan')
  expect(await ratesOf(simulation, e3)).toEqual([domestic, phone, e3].sort())
})

it.skipIf(absent)(
  `brings no Phone System where Enterprise E5 carries Domestic Calling Plan itself${title}`,
  async () => {
    const simulation = await simulate()
    await onboard(simulation, 'Office 365 Enterprise E5', 'Domestic Calling Plan')
    expect(await ratesOf(simulation, e5)).toEqual([domestic, e5].sort())
    const { types, resourceTypes } = await simulation.snapshot()
    expect(types.map(({ offerId }) => offerId)).not.toContain(phone)
    expect(resourceTypes.map(({ name }) => name).join()).not.toContain('Phone System')
  },
)
