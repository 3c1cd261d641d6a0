/** What programs read: JSON and nothing else on stdout, no colours where nobody sees them, no secret anywhere. */

import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { planSchema } from '../../src/plan/plan.ts'
import { runEventSchema } from '../../src/run/run-event.ts'
import { businessPremium, cli, cliFile, journalLines, newFolder, root, runsIn } from './rig.ts'
import { changedConfig, expectExit, simulate, writes } from './simulation.ts'

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
    manual: { verified: 1, attested: 6 },
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
  expect(summary.waiting).toHaveLength(3)
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

it('keeps the passwords to itself: in no output, no plan, no journal, no call log', async () => {
  const canaries = ['operations-canary-7f3a', 'billing-canary-9c1e']
  const [operations = '', billing = ''] = canaries
  const folder = await newFolder()
  const world = join(folder, 'world.yaml')
  const text = await readFile(join(root, 'worlds', 'small-provider.yaml'), 'utf8')
  await writeFile(world, text.replace('simulated-operations', operations).replace('simulated-billing', billing))
  const simulation = await simulate({ world })
  const config = await changedConfig(simulation, (ready) => ({
    ...ready,
    operations: { ...(ready['operations'] as object), password: { env: 'OPERATIONS_SECRET' } },
    billing: { ...(ready['billing'] as object), password: { env: 'BILLING_SECRET' } },
  }))
  const env = { OPERATIONS_SECRET: operations, BILLING_SECRET: billing }
  const out = join(folder, 'plan.json')
  const applied = await expectExit(
    cli(['add-offers', businessPremium, '--yes', '--json', '--details', '--out', out, '--config', config], {
      cwd: folder,
      env,
    }),
    0,
  )
  const wrong = await expectExit(
    cli(['add-offers', businessPremium, '--yes', '--json', '--config', config], {
      cwd: folder,
      env: { ...env, OPERATIONS_SECRET: `${operations}-wrong` },
    }),
    1,
  )
  expect(wrong.stderr).toContain('the credentials were not accepted')
  const [run = ''] = await runsIn(simulation.state)
  const runFolder = join(simulation.state, 'runs', run)
  const files = await Promise.all((await readdir(runFolder)).map((name) => readFile(join(runFolder, name), 'utf8')))
  const everything = [
    ...[applied, wrong].flatMap(({ stdout, stderr }) => [stdout, stderr]),
    ...files,
    await readFile(out, 'utf8'),
    JSON.stringify(await simulation.calls()),
  ]
  expect(files).toHaveLength(2)
  expect((await journalLines(simulation.state, run)).length).toBeGreaterThan(50)
  for (const [index, bytes] of everything.entries())
    for (const canary of [...canaries, ...canaries.map((word) => Buffer.from(word).toString('base64').slice(0, -2))])
      expect(bytes.includes(canary), `${canary} in ${index}`).toBe(false)
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
