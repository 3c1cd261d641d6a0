/** What programs read: JSON and nothing else on stdout, no colours where nobody sees them, no secret anywhere. */

import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { planSchema } from '../../src/plan/plan.ts'
import { runEventSchema } from '../../src/run/run-event.ts'
import { businessPremium, cli, cliFile, journalLines, runsIn } from './rig.ts'
import { expectExit, simulate, writes } from './simulation.ts'

const ESCAPE = '\u001b'

it('--json: every line of an apply parses, from the plan through the events to the summary', async () => {
  const simulation = await simulate()
  const { stdout, stderr } = await expectExit(simulation.cli('add-offers', businessPremium, '--yes', '--json'), 0)
  expect(stdout.endsWith('\n')).toBe(true)
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; plan?: unknown })
  expect(stderr).toBe('')
  const [plan, ...events] = lines
  const summary = events.pop()
  expect(plan?.type).toBe('plan')
  expect(planSchema.safeParse(plan?.plan).success).toBe(true)
  expect(z.array(runEventSchema).safeParse(events).error).toBeUndefined()
  expect(events.at(-1)).toEqual({ type: 'run-finished', outcome: 'done' })
  expect(summary).toMatchObject({
    type: 'summary',
    outcome: 'done',
    applied: 10,
    manual: { verified: 2, attested: 6 },
    failed: [],
    waiting: [],
    notStarted: 0,
    inactive: [],
  })
  const [run = ''] = await runsIn(simulation.state)
  expect(summary).toMatchObject({ run })
})

it('--json: what people are told goes to stderr', async () => {
  const simulation = await simulate({ robot: false })
  const { stdout, stderr } = await expectExit(simulation.cli('add-offers', businessPremium, '--json'), 64)
  expect(stderr).toContain('Nobody is here to confirm the plan.')
  for (const line of stdout.trimEnd().split('\n')) expect(() => JSON.parse(line) as unknown).not.toThrow()

  const waiting = await expectExit(simulation.cli('add-offers', businessPremium, '--json', '--yes'), 6)
  const summary = JSON.parse(waiting.stdout.trimEnd().split('\n').at(-1) ?? '') as { waiting: { manual: unknown }[] }
  expect(summary.waiting).toHaveLength(4)
  expect(summary.waiting[0]?.manual).toMatchObject({ where: expect.any(String) as string })
})

it('has no colours where no terminal is, whatever is asked of it', async () => {
  const simulation = await simulate()
  const { state } = simulation
  const plain = await simulation.typed('add-offers', businessPremium, '--dry-run')
  const args = ['add-offers', businessPremium, '--dry-run', '--config', join(state, 'o365-onboard.yaml')]
  const variants = await Promise.all([
    cli(args, { cwd: state }),
    cli([...args, '--no-color'], { cwd: state }),
    cli(args, { cwd: state, env: { NO_COLOR: '1', FORCE_COLOR: '1', TERM: 'xterm-256color' } }),
  ])
  for (const { stdout, stderr, code } of variants) {
    expect(code).toBe(0)
    expect(stdout + stderr).not.toContain(ESCAPE)
    expect(stdout).toBe(plain.stdout)
  }
})

it.each([['text'], ['json']])('a reader that goes away early does not stop the run (%s)', async (kind) => {
  const simulation = await simulate({ latencyMs: 5 })
  const args = ['add-offers', businessPremium, '--yes', '--config', simulation.urls.config]
  const child = spawn(process.execPath, [cliFile, ...args, ...(kind === 'json' ? ['--json'] : [])], {
    cwd: simulation.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  // As `| head -1` does: reads a little, then closes its end.
  child.stdout.once('data', () => child.stdout.destroy())
  const code = await new Promise((resolve) => child.once('close', resolve))
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect((await simulation.snapshot()).syncs.map(({ what }) => what)).toEqual(['template', 'store'])
  const [run = ''] = await runsIn(simulation.state)
  expect((await journalLines(simulation.state, run)).at(-1)).toContain('"outcome":"done"')
})

it('writes its plan, journal and passwords for their owner only', async () => {
  const simulation = await simulate()
  const out = join(simulation.cwd, 'plan.json')
  await expectExit(simulation.cli('add-offers', businessPremium, '--yes', '--out', out), 0)
  const [run = ''] = await runsIn(simulation.state)
  const mode = async (...path: string[]) => ((await stat(join(...path))).mode & 0o777).toString(8)
  expect(await mode(out)).toBe('600')
  expect(await mode(simulation.state, 'runs')).toBe('700')
  expect(await mode(simulation.state, 'runs', run)).toBe('700')
  expect(await mode(simulation.state, 'runs', run, 'plan.json')).toBe('600')
  expect(await mode(simulation.state, 'runs', run, 'journal.jsonl')).toBe('600')
  expect((await writes(simulation)).length).toBeGreaterThan(16)
})
