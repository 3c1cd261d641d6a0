/** A plan that goes beyond a safety rule is not applied without its number; `--yes` is no answer to that. */

import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Plan } from '../../src/plan/plan.ts'
import { changedWorld } from './changed-world.ts'
import { journalLines, phoneSystem, runsIn } from './rig.ts'
import { changedConfig, expectExit, simulate, type Simulation, writes } from './simulation.ts'

/** Three plans with seven subscriptions, and an order that is open. */
const world = (subscriptions = 7) =>
  changedWorld('enterprise-provider', (given) => ({
    ...given,
    subscriptions: Array.from({ length: subscriptions }, (_, index) => ({
      id: 1000 + index,
      planId: 51 + (index % 3),
    })),
    orders: [
      { id: 1, number: 'CH-77', type: '30', status: 'OP' },
      { id: 2, number: 'CH-78', type: '30', status: 'CP' },
    ],
  }))

async function strict(simulation: Simulation, safety: object, reads: object = {}): Promise<string> {
  return changedConfig(simulation, (config) => ({
    ...config,
    safety,
    reads: { salesCategories: true, ...reads },
    policy: { plans: { existing: 'compatible' } },
  }))
}

const add = (simulation: Simulation, config: string, ...flags: string[]) =>
  simulation.typed('add-offers', phoneSystem, '--yes', '--config', config, ...flags)

it('P6: exit code 4 with the number to give; another number is refused, the right one goes through', async () => {
  const simulation = await simulate({ world: await world() })
  const config = await strict(simulation, { 'subscriptions-touched': 5, 'plans-changed': 3 })
  const { stderr, stdout } = await expectExit(add(simulation, config), 4)
  expect(stdout).toContain('The synchronisations touch 7 subscriptions.')
  expect(stderr).toContain('--allow subscriptions-touched=7')
  const wrong = await expectExit(add(simulation, config, '--allow', 'subscriptions-touched=6'), 4)
  expect(wrong.stderr).toContain('You allowed 6; there are 7 now')
  expect(await writes(simulation)).toEqual([])
  expect(await runsIn(simulation.state)).toEqual([])
  const { stdout: told } = await expectExit(add(simulation, config, '--allow', 'subscriptions-touched=7'), 0)
  expect(told).toContain('- safety rule overridden: subscriptions-touched went up to 7, its cap is 5 (tester)')
})

it('who let a rule give way, and how far, is in the journal from its first line, and in the report', async () => {
  const simulation = await simulate({ world: await world() })
  const config = await strict(simulation, { 'subscriptions-touched': 5 })
  await expectExit(add(simulation, config, '--allow', 'subscriptions-touched=7'), 0)
  const [run = ''] = await runsIn(simulation.state)
  const [first = ''] = await journalLines(simulation.state, run)
  const allowed = [{ rule: 'subscriptions-touched', count: 7, cap: 5, by: 'tester' }]
  expect((JSON.parse(first) as { event: unknown }).event).toMatchObject({ type: 'run-started', allowed })
  const { stdout } = await expectExit(simulation.typed('report', '--json'), 0)
  expect((JSON.parse(stdout) as { summary: unknown }).summary).toMatchObject({ run, outcome: 'done', allowed })
  const { stdout: text } = await expectExit(simulation.typed('report', run), 0)
  expect(text).toContain('## Safety rules overridden')
  expect(text).toContain('| subscriptions-touched | 7 | 5 | tester |')
})

it('a plan from a file is counted anew when it is applied', async () => {
  const simulation = await simulate({ world: await world() })
  const generous = await strict(simulation, {})
  const file = join(simulation.cwd, 'plan.json')
  await expectExit(simulation.typed('add-offers', phoneSystem, '--dry-run', '--out', file, '--config', generous), 0)
  const config = await strict(simulation, { 'objects-changed': 1 })
  const { stdout } = await expectExit(simulation.typed('apply', file, '--yes', '--json', '--config', config), 4)
  const error = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { code: string; facts: { breaches: unknown[] } }
  expect(error.code).toBe('safety/refused')
  expect(error.facts.breaches).toEqual([{ rule: 'objects-changed', count: 4, cap: 1 }])
  await expectExit(simulation.typed('apply', file, '--yes', '--config', config, '--allow', 'objects-changed=4'), 0)
})

it('P6: open orders are listed before and after, where the site allows the read', async () => {
  const simulation = await simulate({ world: await world() })
  const config = await strict(simulation, {}, { openOrders: { types: [30], statuses: ['OP'] } })
  const { stdout } = await expectExit(
    simulation.typed('add-offers', phoneSystem, '--dry-run', '--json', '--config', config),
    0,
  )
  const { diagnostics } = JSON.parse(stdout) as Plan
  expect(diagnostics.find(({ code }) => code === 'safety/open-orders')?.message).toContain('order CH-77')
  await expectExit(add(simulation, config), 4)
  const { stderr } = await expectExit(add(simulation, config, '--allow', 'open-orders=1'), 0)
  expect(stderr.replace(/\s+/g, ' ')).toContain('1 order open: CH-77. → The synchronisations skipped')
})

it('a rule that does not exist is a usage error', async () => {
  const simulation = await simulate()
  const { stderr } = await expectExit(simulation.cli('add-offers', phoneSystem, '--allow', 'price-change=1'), 64)
  expect(stderr).toContain('Did you mean price-changes=1?')
})
