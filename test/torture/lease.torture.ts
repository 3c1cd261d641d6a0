/**
 * The lease under load: processes stopped at any moment, taken over and continued; operators who start at once.
 * `npm run test:lease`; TRIES=20 makes it short.
 */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, expect, it, vi } from 'vitest'
import { processTable } from '../../src/cli/processes.ts'
import type { ProcessTable } from '../../src/lib/process-table.ts'
import { businessPremium, type Ended, journalLines, root, type Running, runsIn, tell } from '../e2e/rig.ts'
import { expectNothingTwice } from '../e2e/nothing-twice.ts'
import { changedConfig, simulate, type Simulation, writes } from '../e2e/simulation.ts'
import { fakeMachine } from '../lib/fake-machine.ts'
import { goOn } from './go-on.ts'
import { inLots } from './in-lots.ts'

const TRIES = Number(process.env['TRIES'] ?? 200)
/** Tries at a time: each is mostly waiting for a silent process to be silent for long enough. */
const AT_ONCE = 6
/** A run of the example writes about 80 lines, and has about 400 moments of crash/failpoints.mjs. */
const LINES = 78
const MOMENTS = 390
/** How long the program takes to start and do the example, on an idle machine. */
const START_MS = 500
const failpoints = join(root, 'test', 'torture', 'crash', 'failpoints.mjs')

// The rig sets limits for single commands; here are hundreds.
vi.setConfig({ testTimeout: 1_800_000, hookTimeout: 120_000 })

const say = (text: string): void => {
  process.stderr.write(`${text}\n`)
}
const tallies: string[] = []
afterAll(() => {
  say(`\n${tallies.join('\n')}`)
})

const quick = (simulation: Simulation) =>
  changedConfig(simulation, (config) => ({ ...config, lease: { heartbeatSeconds: 0.1, staleSeconds: 0.4 } }))

/** Begins the job in a process that is stopped somewhere. @returns undefined when it was at its end before */
type BeginAndStop = (simulation: Simulation, job: string[]) => Promise<Running | undefined>

/** Right at one of its moments, such as between its look at the lease and its write: it stops itself there. */
const stopAtMoment: BeginAndStop = async (simulation, job) => {
  const moment = 1 + Math.floor(Math.random() * MOMENTS)
  const stop = { FAILPOINT: String(moment), FAILPOINT_SIGNAL: 'SIGSTOP' }
  const running = simulation.startWith({ ...stop, NODE_OPTIONS: `--import=${failpoints}` }, ...job)
  while (running.child.exitCode === null) {
    if (isStopped(running)) return running
    await delay(10)
  }
  return undefined
}

function isStopped({ child }: Running): boolean {
  try {
    // After the name in parentheses comes the state.
    return readFileSync(`/proc/${child.pid}/stat`, 'latin1').includes(') T ')
  } catch {
    return false
  }
}

/** Any time after it began, by somebody else. */
const stopAnywhere: BeginAndStop = async (simulation, job) => {
  const running = simulation.start(...job)
  const wanted = 1 + Math.floor(Math.random() * LINES)
  while (running.child.exitCode === null) {
    const [run] = await runsIn(simulation.state)
    const lines = run === undefined ? [] : await journalLines(simulation.state, run).catch(() => [])
    if (lines.length >= wanted) {
      await delay(Math.random() * 15)
      return running.child.kill('SIGSTOP') ? running : undefined
    }
    await delay(10)
  }
  return undefined
}

/** Goes on with the run as another process, as soon as the lease is free. */
async function takeOver(simulation: Simulation, job: readonly string[], processes: ProcessTable): Promise<Ended> {
  for (;;) {
    const ended = await goOn(simulation, job, processes)
    if (ended.code !== 8) return ended
    await delay(50)
  }
}

interface Zombies {
  stopped: number
  /** What the old process wrote after it was continued. */
  late: string[]
  ended: Map<string, number>
}

async function zombies(tries: number, begin: BeginAndStop, processesOf: () => ProcessTable): Promise<Zombies> {
  const tally: Zombies = { stopped: 0, late: [], ended: new Map() }
  await inLots(tries, AT_ONCE, async () => {
    for (let zombie: Running | undefined; zombie === undefined;) {
      const simulation = await simulate({ latencyMs: 5 })
      const config = await quick(simulation)
      const job = ['add-offers', businessPremium, '--yes', '--config', config]
      zombie = await begin(simulation, job)
      if (zombie === undefined) continue
      const taken = await takeOver(simulation, job, processesOf())
      expect(taken.code, tell(taken)).toBe(0)
      const before = await writes(simulation)
      zombie.child.kill('SIGCONT')
      const end = await zombie.ended
      tally.stopped += 1
      const late = (await writes(simulation)).slice(before.length)
      // A click at the panel is a person's, whom no lease can stop; the robot there is only looked at before it begins.
      const ours = late.filter(({ system }) => system !== 'panel' || end.signal === 'SIGKILL')
      tally.late.push(...ours.map(({ system, method }) => `${system} ${method}`))
      const how = end.signal ?? `exit ${end.code}`
      tally.ended.set(how, (tally.ended.get(how) ?? 0) + 1)
      expectNothingTwice(await simulation.snapshot())
    }
  })
  return tally
}

function told(what: string, { stopped, late, ended }: Zombies): string {
  const ends = [...ended].map(([how, number]) => `${number} ended by ${how}`).join(', ')
  return `${what}: ${stopped} stopped, taken over and continued; ${late.length} writes afterwards${late.map((write) => ` (${write})`).join('')}; 0 objects twice; ${ends}`
}

it('stopped, taken over on the same machine, continued: no write by the old process', async () => {
  const tally = await zombies(TRIES, stopAtMoment, () => processTable({}))
  tallies.push(told('same machine', tally))
  expect(tally).toMatchObject({ stopped: TRIES, late: [] })
})

it('stopped, taken over from another machine, continued: the number stops it', async () => {
  // Nothing can stop a process that was stopped in the few microseconds between its look at the number and its write;
  // on the machine of the taker it is ended, on another one this is what remains.
  const tries = Math.ceil(TRIES / 5)
  const tally = await zombies(tries, stopAnywhere, () => fakeMachine('elsewhere').as(1, 'bert'))
  tallies.push(told('another machine', tally))
  expect(tally.stopped).toBe(tries)
  expect(tally.late.length).toBeLessThanOrEqual(1)
})

it('two operators at once: one is refused, or comes after the other; nothing twice', async () => {
  const ends = new Map<string, number>()
  await inLots(TRIES, AT_ONCE, async () => {
    const simulation = await simulate()
    const job = ['add-offers', businessPremium, '--yes']
    // One as a process of its own; the other is this one, which need not start and so comes a little later.
    const other = () => simulation.typedAs({ processes: processTable({}), user: 'bert' }, ...job)
    const both = await Promise.all([simulation.cli(...job), delay(Math.random() * START_MS).then(other)])
    const codes = both
      .map(({ code }) => String(code))
      .sort()
      .join(' and ')
    ends.set(codes, (ends.get(codes) ?? 0) + 1)
    expect(['0 and 0', '0 and 8'], both.map(tell).join('\n')).toContain(codes)
    expectNothingTwice(await simulation.snapshot())
    const done = both.filter(({ stdout }) => /^Done\./m.test(stdout))
    expect(done).toHaveLength(await runsIn(simulation.state).then(({ length }) => length))
  })
  tallies.push(
    `two at once: ${TRIES} pairs; 0 objects twice; ${[...ends].map(([how, n]) => `${n} x ${how}`).join(', ')}`,
  )
})
