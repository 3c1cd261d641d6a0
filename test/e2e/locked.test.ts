/** One run at a time: whoever comes second is told who is at work, and whoever was taken for gone writes no more. */

import { readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fakeMachine } from '../lib/fake-machine.ts'
import { expectNothingTwice } from './nothing-twice.ts'
import { businessPremium, type Ended, journalLines, type Running, runsIn } from './rig.ts'
import { changedConfig, expectExit, simulate, type Simulation, writes } from './simulation.ts'

/** The folder of the lease on the simulated installation; there is one only when somebody has held it. */
async function leaseFolder({ state }: Simulation): Promise<string> {
  const folder = join(state, 'leases')
  const [name = ''] = (await readdir(folder)).filter((each) => each !== 'simulator')
  return join(folder, name)
}

interface Status {
  lease: { number: number; user: string; host: string; pid: number; what: string; holder: string } | null
}

async function leaseOf(simulation: Simulation): Promise<Status['lease']> {
  const { stdout } = await expectExit(simulation.typed('status', '--json'), 0)
  return (JSON.parse(stdout) as Status).lease
}

/** Puts somebody else's lease in force, above all others. */
async function holdAs(simulation: Simulation, changes: Record<string, unknown>, silentSeconds = 0): Promise<string> {
  const folder = await leaseFolder(simulation)
  const number = Math.max(...(await readdir(folder)).map((name) => parseInt(name, 10))) + 1
  const file = join(folder, String(number))
  const since = '2019-01-11T12:00:00.000Z'
  const who = { number, user: 'bert', host: 'elsewhere', machine: 'elsewhere', pid: 4711, started: '1', since }
  const beat = { everySeconds: 0.1, staleSeconds: 60 }
  await writeFile(file, JSON.stringify({ ...who, what: 'add-offers', beat, ...changes }))
  const touched = Date.now() / 1000 - silentSeconds
  await utimes(file, touched, touched)
  return file
}

async function stopAfter(simulation: Simulation, running: Running, lines: number): Promise<string> {
  for (;;) {
    const [run] = await runsIn(simulation.state)
    const written = run === undefined ? [] : await journalLines(simulation.state, run).catch(() => [])
    if (run !== undefined && written.length >= lines) {
      running.child.kill('SIGSTOP')
      return run
    }
    if (running.child.exitCode !== null) throw new Error(`too late:\n${running.output.stdout}${running.output.stderr}`)
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
}

const quick = (simulation: Simulation) =>
  changedConfig(
    simulation,
    (config) => ({ ...config, lease: { heartbeatSeconds: 0.2, staleSeconds: 1 } }),
    'quick.yaml',
  )

/** Repeats a command until the stopped holder has been silent for long enough. */
async function untilFree(command: () => Promise<Ended>): Promise<void> {
  let ended = await command()
  while (ended.code === 8) ended = await command()
  await expectExit(ended, 0)
}

async function expectCalmEnd(simulation: Simulation): Promise<void> {
  expectNothingTwice(await simulation.snapshot())
  await expectExit(simulation.typed('add-offers', businessPremium, '--dry-run', '--detailed-exitcode'), 0)
}

it('two at once: one does it, the other is told by whom and changes nothing', async () => {
  const simulation = await simulate({ latencyMs: 20 })
  const add = () => simulation.cli('add-offers', businessPremium, '--yes')
  const [first, second] = await Promise.all([add(), add()])
  expect([first.code, second.code].sort()).toEqual([0, 8])
  const refused = first.code === 8 ? first : second
  const said = refused.stderr.replace(/\s+/g, ' ')
  expect(said).toMatch(
    /Another run, add-offers by \S+ on \S+ \(process \d+\) since \S+Z, may change this installation now/,
  )
  expect(said).toMatch(/It was last heard of [\d.]+ s ago\. Nothing was done\./)
  expect(said).toContain('o365-onboard status')
  expect(said).toContain('run/locked')
  const { types } = await simulation.snapshot()
  expect(types.map(({ offerId }) => offerId)).toHaveLength(4)
  expect(await runsIn(simulation.state)).toHaveLength(1)
  expect(await leaseOf(simulation)).toBeNull()
})

it('status shows who is at work, a dry run may look, and the number is in the journal', async () => {
  const simulation = await simulate({ latencyMs: 20 })
  const running = simulation.start('add-offers', businessPremium, '--yes')
  const run = await stopAfter(simulation, running, 5)
  const pid = running.child.pid ?? 0
  expect(await leaseOf(simulation)).toMatchObject({ number: 1, pid, what: 'add-offers', holder: 'at-work' })
  const { stdout } = await expectExit(simulation.typed('status'), 0)
  expect(stdout).toMatch(
    new RegExp(`^Lease 1: add-offers by \\S+ on \\S+ \\(process ${pid}\\) since .*; heard of`, 'm'),
  )
  await expectExit(simulation.typed('add-offers', businessPremium, '--dry-run'), 0)
  await expectExit(simulation.typed('attest', run, 'x', '--evidence', 'y'), 8)
  running.child.kill('SIGCONT')
  await expectExit(running.ended, 0)
  const [first = ''] = await journalLines(simulation.state, run)
  expect(JSON.parse(first)).toMatchObject({ event: { type: 'run-started', fence: 1, formatVersion: 3 } })
  await expectExit(simulation.typed('resume', run), 0)
  const resumed = (await journalLines(simulation.state, run)).find((line) => line.includes('run-resumed')) ?? ''
  expect(JSON.parse(resumed)).toMatchObject({ event: { fence: 2 } })
  expect((await expectExit(simulation.typed('status'), 0)).stdout).toContain('Lease: held by nobody.')
})

it('a killed holder is taken over at once', async () => {
  const simulation = await simulate({ latencyMs: 20 })
  const running = simulation.start('add-offers', businessPremium, '--yes')
  await stopAfter(simulation, running, 10)
  running.child.kill('SIGKILL')
  await running.ended
  const { stdout } = await expectExit(simulation.cli('status'), 0)
  expect(stdout).toContain('its process is gone: the next command that changes something takes over.')
  await expectExit(simulation.cli('resume'), 0)
  await expectCalmEnd(simulation)
})

it('a pid that another process has by now holds nothing', async () => {
  const simulation = await simulate()
  const running = simulation.start('add-offers', businessPremium, '--yes')
  await stopAfter(simulation, running, 10)
  running.child.kill('SIGKILL')
  await running.ended
  const theirs = JSON.parse(await readFile(join(await leaseFolder(simulation), '1'), 'utf8')) as Record<string, unknown>
  // This very process has the pid, as the lease says, but was started at another time.
  await holdAs(simulation, { ...theirs, number: 2, pid: process.pid })
  await expectExit(simulation.cli('resume'), 0)
  await expectCalmEnd(simulation)
})

it('a holder on another machine is believed while it is heard of, and taken over when it is not', async () => {
  const simulation = await simulate()
  await expectExit(simulation.cli('add-offers', businessPremium, '--yes', '--offer', 'no such offer'), 3)
  await holdAs(simulation, {}, -600)
  const { stderr } = await expectExit(simulation.cli('add-offers', businessPremium, '--yes'), 8)
  expect(stderr.replace(/\s+/g, ' ')).toContain(
    'add-offers by bert on elsewhere (process 4711) since 2019-01-11T12:00:00.000Z',
  )
  expect(await writes(simulation)).toEqual([])
  await holdAs(simulation, {}, 120)
  const taken = await expectExit(simulation.cli('add-offers', businessPremium, '--yes'), 0)
  expect(taken.stderr).toContain('watching it for 0.2 s before taking over')
  await expectCalmEnd(simulation)
})

// `npm run test:lease` has hundreds of such moments.
it.each([30])('stopped after line %i of its journal and taken over, it is ended and writes no more', async (lines) => {
  const simulation = await simulate({ latencyMs: 20 })
  const config = await quick(simulation)
  const zombie = simulation.start('add-offers', businessPremium, '--yes', '--config', config)
  await stopAfter(simulation, zombie, lines)
  await untilFree(() => simulation.cli('resume', '--yes', '--config', config))
  const before = await simulation.calls()
  zombie.child.kill('SIGCONT')
  expect((await zombie.ended).signal).toBe('SIGKILL')
  expect(await simulation.calls()).toEqual(before)
  await expectCalmEnd(simulation)
})

it.each([42])(
  'stopped after line %i and taken over from another machine, it finds its number overtaken: exit 8',
  async (lines) => {
    const simulation = await simulate({ latencyMs: 20 })
    const config = await quick(simulation)
    const zombie = simulation.start('add-offers', businessPremium, '--yes', '--config', config)
    const run = await stopAfter(simulation, zombie, lines)
    const processes = fakeMachine('elsewhere').as(1, 'bert')
    await untilFree(() => simulation.typedAs({ processes }, 'resume', '--yes', '--config', config))
    const before = await writes(simulation)
    const journal = await journalLines(simulation.state, run)
    zombie.child.kill('SIGCONT')
    const { stderr } = await expectExit(zombie.ended, 8)
    const said = stderr.replace(/\s+/g, ' ')
    expect(said).toMatch(/may change nothing any more: it is not in force|bert on elsewhere \(process 1\) took over/)
    expect(said).toMatch(new RegExp(`The run ${run} has \\d+ of \\d+ operations done`))
    expect(said).toContain('lease/lost')
    expect(await writes(simulation)).toEqual(before)
    expect(await journalLines(simulation.state, run)).toEqual(journal)
    await expectCalmEnd(simulation)
  },
)
