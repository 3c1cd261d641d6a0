/** Procedure A to its end at resellers, by the robot and by hand, on installations of several versions. */

import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Plan } from '../../src/plan/plan.ts'
import type { RunSummaryReport } from '../../src/report/run-summary.ts'
import { newFolder, root, runsIn } from './rig.ts'
import { changedConfig, expectExit, simulate, type Simulation } from './simulation.ts'
import { upgradeCatalog, withOldPlans } from './upgrade-offers.ts'

async function worldOf(version: string): Promise<string> {
  const file = join(await newFolder(), 'world.yaml')
  const text = await readFile(join(root, 'worlds', 'indirect-provider.yaml'), 'utf8')
  await writeFile(file, text.replaceAll('18.2-77', version))
  return file
}

const bring = async (simulation: Simulation, file: string, ...flags: string[]) =>
  simulation.typed('add-offers', file, '--config', await withOldPlans(simulation), ...flags)

const listOf = async ({ state }: Simulation) => {
  const [run = ''] = await runsIn(state)
  return join(state, 'runs', run, 'incompatibilitylist.json')
}

it('brings a plan to every tier, mends what no synchronisation brings, and a second run plans nothing', async () => {
  const [simulation, file] = await Promise.all([simulate({ world: 'indirect-provider' }), upgradeCatalog()])
  await expectExit(bring(simulation, file, '--yes'), 0)
  const { plans, templates, resellers, files, syncs } = await simulation.snapshot()
  const fresh = plans.find(({ name, vendorId }) => name === 'Office 365 Business Premium' && vendorId === undefined)
  const planAt = (account: number, name: string) =>
    plans.find((plan) => plan.vendorId === account && plan.name === name)

  // Each copy is made from that of the reseller above, with an id of its own.
  const [first, second, third] = [1001, 1011, 1111].map((account) => planAt(account, 'Office 365 Business Premium'))
  expect([first?.copyOf, second?.copyOf, third?.copyOf]).toEqual([fresh?.id, first?.id, second?.id])
  // P20: the paths from old copies to new ones were mended.
  for (const account of [1001, 1002, 1011]) {
    expect(planAt(account, 'Office 365 Business Essentials')?.upgradePaths).toEqual([
      planAt(account, 'Office 365 Business Premium')?.id,
    ])
  }
  // P21: whoever has no price synchronisation has confirmed.
  expect(resellers.find(({ id }) => id === 1002)).toMatchObject({ priceSyncDisabled: true, unconfirmed: [] })
  expect(syncs.filter(({ what }) => what === 'reseller').flatMap(({ ids }) => ids)).toHaveLength(6)
  // The power reseller has a plan of its own on its own template, active again.
  const own = planAt(1004, 'Office 365 Business Premium')
  expect(own).toMatchObject({ templateId: 21 })
  expect(templates.map(({ id, active, resources }) => [id, active, resources.at(-1)?.limit])).toEqual([
    [12, true, 0],
    [13, true, 0],
    [21, true, 0],
  ])
  // P8: the list holds the copies of every tier, and what was deployed is what was written.
  const text = await readFile(await listOf(simulation), 'utf8')
  const list = JSON.parse(text) as {
    _note: string[]
    incompatiblePlans: { planId: number; incompatibleWith: number[] }[]
  }
  const listed = list.incompatiblePlans.map(({ planId }) => planId)
  for (const plan of [fresh, first, second, third]) expect(listed).toContain(plan?.id)
  expect(listed).not.toContain(own?.id)
  expect(list._note.join(' ')).toContain('inferred, not documented')
  expect(files.map(({ sha256 }) => sha256)).toEqual([createHash('sha256').update(text).digest('hex')])

  const again = await expectExit(bring(simulation, file, '--yes'), 0)
  expect(again.stdout).toContain('No changes')
})

describe('application version', () => {
  it.each(['16.8.4-1234', '19.2-15'])(
    '%s: to the end, with the checker or without, and then nothing is left',
    async (version) => {
      const [simulation, file] = await Promise.all([simulate({ world: await worldOf(version) }), upgradeCatalog()])
      const { stdout } = await expectExit(bring(simulation, file, '--yes'), 0)
      const skipped = /^- skipped {2}Deploy the offer compatibility list: (.*)$/m.exec(stdout)?.[1]
      expect(skipped).toBe(
        version.startsWith('19') ? 'not from application version 18.3 on, and this is 19.2-15' : undefined,
      )
      expect(existsSync(await listOf(simulation))).toBe(version.startsWith('16'))
      const again = await expectExit(bring(simulation, file, '--dry-run', '--detailed-exitcode'), 0)
      expect(again.stdout).toContain('No changes')
    },
  )
})

describe('by hand', () => {
  const statusOf = async (simulation: Simulation) =>
    JSON.parse((await expectExit(simulation.typed('status', '--json'), 0)).stdout) as RunSummaryReport

  it('a whole step can be attested at once, and the work of each tier is a checklist', async () => {
    const [simulation, file] = await Promise.all([
      simulate({ world: 'indirect-provider', robot: false }),
      upgradeCatalog(),
    ])
    const { stderr } = await expectExit(bring(simulation, file, '--yes'), 6)
    const { run } = await statusOf(simulation)
    expect(stderr).toContain('Checklists: ')
    const tiers = [1, 2, 3].map((tier) => join(simulation.state, 'runs', run, `checklist-tier-${tier}.csv`))
    const rows = tiers.map(
      (path) =>
        readFileSync(path, 'utf8')
          .split('\r\n')
          .filter((line) => line.startsWith(',')).length,
    )
    expect(rows).toEqual([12, 3, 2])
    const attest = (...args: string[]) => simulation.typed('attest', run, ...args, '--evidence', 'ticket 1')
    expect((await expectExit(attest('--step', 'delegation'), 0)).stderr).toContain('Recorded: 5 operations')
    expect((await expectExit(attest('--step', 'delegatoin'), 3)).stderr).toContain('Did you mean "delegation"?')
    expect((await expectExit(attest(), 64)).stderr).toContain('Nothing is named that was done.')
  })

  it('P8: what is deployed is believed by its hash, not by word', async () => {
    const [simulation, file] = await Promise.all([
      simulate({ world: 'indirect-provider', robot: false }),
      upgradeCatalog(),
    ])
    await expectExit(bring(simulation, file, '--yes'), 6)
    const operation = 'compatibility-checker:do'
    let status = await statusOf(simulation)
    for (let round = 0; !status.waiting.some(({ id }) => id === operation) && round < 5; round += 1) {
      const { plans } = await simulation.snapshot()
      const planIds = [plans.at(-1)?.id ?? 0]
      await simulation.click({ do: 'sales-category.add-plans', category: 'Office 365 Business', planIds })
      const ids = status.waiting.map(({ id }) => id)
      await expectExit(simulation.typed('attest', status.run, ...ids, '--evidence', 'x'), 0)
      await expectExit(simulation.typed('resume'), 6)
      status = await statusOf(simulation)
    }
    const say = (evidence: string) => simulation.typed('attest', status.run, operation, '--evidence', evidence)
    await expectExit(say('deployed, honestly'), 0)
    expect((await expectExit(simulation.typed('resume'), 1)).stderr).toContain('is neither')
    const sha256 = createHash('sha256')
      .update(readFileSync(await listOf(simulation)))
      .digest('hex')
    await expectExit(say(`sha256 ${sha256.toUpperCase()}`), 0)
    const { stdout } = await expectExit(simulation.typed('resume'), 6)
    expect(stdout).toMatch(/^✓ Deploy the offer compatibility list \(by hand, verified\)/m)
  })
})

describe('I10, I16: two instances', () => {
  it('I10: one has to be chosen', async () => {
    const [simulation, file] = await Promise.all([simulate({ world: 'two-instances' }), upgradeCatalog()])
    const { stderr } = await expectExit(simulation.typed('add-offers', file, '--dry-run'), 3)
    expect(stderr).toContain('The application has 2 instances: 3, 4.')
    expect(stderr).toContain('--instance <id>')
  })

  it('I10: the other one is neither counted nor touched, and new names have the prefix', async () => {
    const [simulation, file] = await Promise.all([simulate({ world: 'two-instances' }), upgradeCatalog()])
    const before = await simulation.snapshot()
    const config = await changedConfig(simulation, (given) => ({ ...given, instance: 4, prefix: 'EU:' }))
    const flags = ['--config', config]
    const shown = await expectExit(simulation.typed('add-offers', file, '--dry-run', '--json', ...flags), 0)
    expect((JSON.parse(shown.stdout) as Plan).target).toMatchObject({ instanceId: 4, templateId: 14 })
    await expectExit(simulation.typed('add-offers', file, '--yes', ...flags), 0)
    const after = await simulation.snapshot()
    const others = ({ types, templates, plans }: typeof after) => ({
      types: types.filter(({ instanceId }) => instanceId === 3),
      template: templates.find(({ id }) => id === 12),
      plan: plans.find(({ id }) => id === 51),
    })
    expect(others(after)).toEqual(others(before))
    const made = after.types.filter(({ id }) => !before.types.some((old) => old.id === id))
    expect(made.map(({ name, instanceId }) => [name, instanceId])).toEqual([['EU:Office 365 Business Premium', 4]])
    const names = [...after.resourceTypes, ...after.plans]
      .map(({ name }) => name)
      .filter((name) => /Premium/.test(name))
    expect(names).toEqual(['EU:Office 365 Business Premium', 'EU:Office 365 Business Premium'])
    const again = await expectExit(simulation.typed('add-offers', file, '--dry-run', ...flags), 0)
    expect(again.stdout).toContain('No changes')
  })
})
