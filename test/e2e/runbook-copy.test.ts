/** A site's own copy of the runbook: what it leaves out stays undone, and the plan says so. */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Plan } from '../../src/plan/plan.ts'
import { businessPremium } from './rig.ts'
import { expectExit, simulate, type Simulation, writes } from './simulation.ts'
import { typed } from './typed.ts'

/** A copy of the runbook that comes with the program, without one step. */
async function copyWithout(simulation: Simulation, step: string): Promise<string> {
  const shown = await expectExit(typed(['runbook', 'show', 'add-offers'], simulation.cwd), 0)
  const [head = '', ...steps] = shown.stdout.split(/^(?= {2}- id: )/m)
  const kept = steps.filter((text) => !text.startsWith(`  - id: ${step}\n`))
  expect(kept).toHaveLength(steps.length - 1)
  const file = join(simulation.cwd, 'my-runbook.yaml')
  await writeFile(file, head + kept.join(''))
  return file
}

it('a copy without the resource categories: their operations are left out, and the plan warns', async () => {
  const simulation = await simulate()
  const runbook = await copyWithout(simulation, 'resource-categories')
  const dry = await expectExit(
    simulation.cli('add-offers', businessPremium, '--runbook', runbook, '--dry-run', '--json'),
    0,
  )
  const plan = JSON.parse(dry.stdout) as Plan
  expect(plan.operations.filter(({ address }) => address?.startsWith('resource-category/'))).toEqual([])
  expect(plan.diagnostics.filter(({ severity }) => severity === 'warning')).toMatchObject([
    {
      code: 'plan/step-left-out',
      message: expect.stringMatching(/no step .*Additional Licenses, Exchange Add-Ons, Extra Storage\./) as string,
      hint: expect.stringContaining('ensure: resource-category') as string,
      at: { file: runbook },
    },
  ])
})

it('what people read warns too, and what is left is done', async () => {
  const simulation = await simulate()
  const runbook = await copyWithout(simulation, 'sales-categories')
  const { stdout } = await expectExit(simulation.typed('add-offers', businessPremium, '--runbook', runbook, '--yes'), 0)
  expect(stdout.replace(/\s+/g, ' ')).toMatch(
    /warning \S+my-runbook\.yaml: The runbook add-offers has no step .*Office 365 Business\./,
  )
  const { salesCategories, plans } = await simulation.snapshot()
  expect(salesCategories.flatMap(({ planIds }) => planIds)).toEqual([41])
  expect(plans).toHaveLength(2)
  expect((await writes(simulation)).map(({ method }) => method)).not.toContain('sales-category.add-plans')
})

it('a copy without the types drops all that needs them, and says which', async () => {
  const simulation = await simulate()
  const runbook = await copyWithout(simulation, 'license-types')
  const { stdout } = await expectExit(
    simulation.typed('add-offers', businessPremium, '--runbook', runbook, '--dry-run', '--json'),
    0,
  )
  const plan = JSON.parse(stdout) as Plan
  expect(plan.operations.filter(({ needs }) => needs.some((need) => need.startsWith('license-types:')))).toEqual([])
  const dropped = plan.diagnostics.filter(({ code }) => code === 'plan/need-left-out').map(({ message }) => message)
  expect(dropped).toContainEqual(
    expect.stringContaining('"Office 365 Business Premium" is left out: it needs license-type/031c9e47') as string,
  )
})

it('a copy that is edited while the run waits: new words and a step taken out are used, and what has begun stands', async () => {
  const simulation = await simulate({ robot: false })
  const runbook = await copyWithout(simulation, 'plan-sync')
  await expectExit(simulation.typed('add-offers', businessPremium, '--runbook', runbook, '--yes'), 6)
  const text = await readFile(runbook, 'utf8')
  const steps = text.split(/^(?= {2}- id: )/m)
  const without = steps.filter((step) => !step.startsWith('  - id: store-sync\n')).join('')
  await writeFile(runbook, without.replace('title: Deploy the offer', 'title: Tell Bob to deploy the offer'))
  const { stdout } = await expectExit(simulation.typed('resume'), 6)
  expect(stdout).toContain(
    'the runbook was changed, in steps that had not begun: compatibility-checker, store-sync (taken out)\n',
  )
  expect(stdout).toMatch(/^- Synchronize online store: left out, the step "store-sync" was taken out of the runbook$/m)
  const again = await expectExit(simulation.typed('resume'), 6)
  expect(again.stdout).not.toContain('the runbook was changed')

  await writeFile(runbook, text.replace('title: Create a license type', 'title: Make a license type'))
  const { stderr } = await expectExit(simulation.typed('resume'), 5)
  expect(stderr.replace(/\s+/g, ' ')).toContain(
    'the step "license-types" changed (title), but this run has begun it already. → Nothing was done now.',
  )
})
