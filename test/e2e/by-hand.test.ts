/** Steps that only people can do: off a terminal the run pauses, and goes on with what can be read, not with what is said. */

import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { RunSummaryReport } from '../../src/report/run-summary.ts'
import { businessPremium, cli, newFolder, runsIn } from './rig.ts'
import { expectExit, simulate, type Simulation, writes } from './simulation.ts'

const add = (simulation: Simulation, ...flags: string[]) =>
  simulation.typed('add-offers', businessPremium, '--yes', ...flags)

async function statusOf(simulation: Simulation): Promise<RunSummaryReport> {
  return JSON.parse((await expectExit(simulation.typed('status', '--json'), 0)).stdout) as RunSummaryReport
}

/** A ticket will do, but for a deployed file only its hash or its path does. */
const attest = (simulation: Simulation, run: string, operation: string) => {
  const list = join(simulation.state, 'runs', run, 'incompatibilitylist.json')
  const evidence = operation === 'compatibility-checker:do' ? list : 'ticket 4711'
  return expectExit(simulation.typed('attest', run, operation, '--evidence', evidence, '--by', 'Ann'), 0)
}

/** Says of everything that waits that it is done, again and again. */
async function attestToTheEnd(simulation: Simulation, before: (id: string) => Promise<void>): Promise<number> {
  for (let round = 0; round < 8; round += 1) {
    const { run, waiting } = await statusOf(simulation)
    for (const { id } of waiting) {
      await before(id)
      await attest(simulation, run, id)
    }
    const { code } = await simulation.typed('resume')
    if (code !== 6) return code ?? -1
  }
  throw new Error('it never comes to an end')
}

/** What a person would click, for the operations of the example. */
async function clickFor(simulation: Simulation, id: string): Promise<void> {
  const { plans, resourceTypes } = await simulation.snapshot()
  const resources = (names: RegExp) => resourceTypes.filter(({ name }) => names.test(name)).map((type) => type.id)
  const planId = plans.find(({ templateId }) => templateId === 12)?.id ?? 0
  const toCategory = (category: string, names: RegExp) =>
    simulation.click({ do: 'resource-category.add-resources', category, resourceIds: resources(names) })
  const clicks: Record<string, () => Promise<void>> = {
    'Additional Licenses': () => toCategory('Additional Licenses', /^Office 365 Business Premium$/),
    'Exchange Add-Ons': () => toCategory('Exchange Add-Ons', /^Exchange Online/),
    'Extra Storage': () => toCategory('Extra Storage', /Extra File Storage$/),
    'Office 365 Business': () =>
      simulation.click({ do: 'sales-category.add-plans', category: 'Office 365 Business', planIds: [planId] }),
  }
  await clicks[id.slice(id.indexOf('/') + 1)]?.()
}

it('pauses with exit code 6, where to go, what to click, and what to type afterwards', async () => {
  const simulation = await simulate({ robot: false })
  const { stdout, stderr } = await expectExit(simulation.cli('add-offers', businessPremium, '--yes'), 6)
  const [run = ''] = await runsIn(simulation.state)
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^… Update resource category Extra Storage: waits for a person$/m)
  expect(stdout).toMatch(/^Waiting for a person\. 9 applied, .*4 waiting, 6 not started\.$/m)
  const [, block = ''] = stdout.split('\n\n  Update resource category Extra Storage\n')
  const [where, open, what, then] = block.split('\n').map((line) => line.trim())
  expect(where).toBe('Billing: Products > Resources > Resource Categories')
  expect(open).toBe('Open "Extra Storage" (create it if it is missing) and add:')
  expect(what).toBe('- Office 365 Extra File Storage')
  expect(then).toContain(`o365-onboard attest ${run}`)
  expect(then).toContain(" 'resource-categories:resource-category/Extra Storage' --evidence")
  expect(then).toContain(`--config ${simulation.urls.config}`)
  expect(stdout).toMatch(/^Next: o365-onboard resume/m)
  expect((await simulation.snapshot()).templates.find(({ id }) => id === 12)?.active).toBe(true)
})

it('goes on after each word, verifies what a person clicked, and ends with 0', async () => {
  const simulation = await simulate({ robot: false })
  await expectExit(add(simulation), 6)
  const code = await attestToTheEnd(simulation, (id) => clickFor(simulation, id))
  expect(code).toBe(0)
  const { outcome, manual, waiting, next } = await statusOf(simulation)
  expect({ outcome, waiting, next }).toEqual({ outcome: 'done', waiting: [], next: undefined })
  expect(manual).toEqual({ verified: 2, attested: 6 })
  const made = await writes(simulation)
  const again = await expectExit(add(simulation, '--dry-run', '--detailed-exitcode'), 0)
  expect(again.stdout).toContain('No changes')
  expect(await writes(simulation)).toEqual(made)
})

it('does not take a word for it where it can read: exit 1, and what is done in the end is verified', async () => {
  const simulation = await simulate({ robot: false })
  await expectExit(add(simulation), 6)
  const { run, waiting } = await statusOf(simulation)
  for (const { id } of waiting) {
    await clickFor(simulation, id)
    await attest(simulation, run, id)
  }
  await expectExit(simulation.typed('resume'), 6)
  const sales = 'sales-categories:sales-category/Office 365 Business'
  await attest(simulation, run, sales)
  const denied = await expectExit(simulation.cli('resume', '--json'), 1)
  expect(denied.stderr).toContain('it was said to be done, but OA does not show it')
  const failure = denied.stdout
    .split('\n')
    .filter((line) => line.includes('"operation-failed"'))
    .map((line) => JSON.parse(line) as unknown)
  expect(failure).toMatchObject([{ operation: sales, code: 'apply/not-done' }])

  await clickFor(simulation, sales)
  const { stdout } = await expectExit(simulation.typed('resume'), 6)
  expect(stdout).toMatch(/^✓ Update sales category Office 365 Business \(by hand, verified/m)
})

it('finds out at the end what was only said, where a rate shows it in the end', async () => {
  const simulation = await simulate({ robot: false })
  await expectExit(add(simulation), 6)
  const undone = 'resource-categories:resource-category/Extra Storage'
  const code = await attestToTheEnd(simulation, (id) => (id === undone ? Promise.resolve() : clickFor(simulation, id)))
  expect(code).toBe(1)
  const failed = await expectExit(simulation.typed('resume'), 1)
  expect(failed.stderr.replace(/\s+/g, ' ')).toContain(
    'Not everything is as planned: resource category "Extra Storage"',
  )
  await clickFor(simulation, undone)
  await expectExit(simulation.typed('resume'), 0)
})

it('goes on by itself when a person simply did it and said nothing', async () => {
  const simulation = await simulate({ robot: false })
  await expectExit(add(simulation), 6)
  const { run, waiting } = await statusOf(simulation)
  for (const { id } of waiting) await attest(simulation, run, id)
  await expectExit(simulation.typed('resume'), 6)
  await clickFor(simulation, '/Office 365 Business')
  const { stdout } = await expectExit(simulation.typed('resume'), 6)
  expect(stdout).toMatch(/^✓ Update sales category Office 365 Business \(was there already/m)
})

it('refuses an attestation of what is not there: an operation, a run, a path', async () => {
  const simulation = await simulate({ robot: false })
  await expectExit(add(simulation), 6)
  const { run } = await statusOf(simulation)
  const wrong = (id: string, operation: string) =>
    expectExit(simulation.typed('attest', id, operation, '--evidence', 'x'), 3)
  const misspelt = await wrong(run, 'sales-categories:sales-category/Office 365 Busines')
  expect(misspelt.stderr).toContain('Did you mean sales-categories:sales-category/Office 365 Business?')
  expect((await wrong('20200101-000000-add-offers', 'x')).stderr).toContain(
    'There is no run "20200101-000000-add-offers"',
  )
  const done = await wrong(run, 'license-types:license-type/031c9e47-4802-4248-838e-778fb1d2cc05')
  expect(done.stderr.replace(/\s+/g, ' ')).toContain('is done already; a done operation never runs again.')
  expect((await wrong('../runs', 'x')).stderr).toContain('There is no run "../runs"')
  const noEvidence = await expectExit(simulation.typed('attest', run, 'x'), 64)
  expect(noEvidence.stderr).toContain('--evidence')
})

it.each([
  ['status', '../../etc'],
  ['resume', '..'],
  ['resume', 'a/b'],
])('%s takes no path for a run: %s', async (command, id) => {
  const simulation = await simulate()
  const { stderr } = await expectExit(simulation.typed(command, id), 3)
  expect(stderr).toContain(`There is no run "${id}"`)
  expect(stderr).toContain('run/unknown')
})

it('says what there is when there is nothing', async () => {
  const simulation = await simulate()
  expect((await expectExit(simulation.typed('resume'), 0)).stderr).toContain('Nothing to resume')
  expect((await expectExit(simulation.typed('runs'), 0)).stderr).toContain('No run was started here yet.')
  expect((await expectExit(simulation.typed('status'), 3)).stderr).toContain('No run was started here yet.')
  const { stdout } = await expectExit(simulation.typed('runs', '--json'), 0)
  expect(JSON.parse(stdout)).toEqual([])
})

it('works by hand with the built-in simulator too, whose robot does the clicks', async () => {
  const cwd = await newFolder()
  const { stdout } = await expectExit(cli(['add-offers', businessPremium, '--simulate', '--yes'], { cwd }), 0)
  expect(stdout).toMatch(/^✓ Update sales category Office 365 Business \(by hand, verified/m)
})
