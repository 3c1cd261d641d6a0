/**
 * One seed: a run of the engine itself, over a random plan, in virtual time. Its process dies, is stopped and continued,
 * or is interrupted at any moment; its calls are lost, late and out of order; its disk loses what was not synced. It is
 * resumed, as an operator would, until it is done. Then everything must be there once, and the template active.
 */

import { OnboardError } from '../../src/lib/onboard-error.ts'
import { performRun } from '../../src/onboard.ts'
import type { RunSummaryReport } from '../../src/report/run-summary.ts'
import type { Clock } from '../../src/lib/clock.ts'
import type { JournalHandle } from '../../src/run/journal-file.ts'
import { type Journal, openJournal } from '../../src/run/journal.ts'
import type { Fence } from '../../src/run/lease.ts'
import type { Person } from '../../src/run/person.ts'
import { JOURNAL_FORMAT_VERSION, type RunEvent } from '../../src/run/run-event.ts'
import type { Site } from '../../src/resource/site.ts'
import { Disk } from './disk.ts'
import { type Client, Network, roughWeather } from './network.ts'
import { Random } from './random.ts'
import { contents, look, QUARANTINE, randomScene, type Scene, site } from './scene.ts'
import { Process, Timeline, turn } from './timeline.ts'

/** What an engine is given; a planted bug puts something else in its place. */
export interface Parts {
  client: Client
  clock: Clock
  disk: JournalHandle
  events: RunEvent[]
  fence: Fence
  journal: Journal
  site: Site
}

/** Takes one safeguard away, around the engine and never in it. */
export type Planted = { [Part in keyof Parts]?: (real: Parts[Part], process: Process) => Parts[Part] }

export interface Simulated {
  /** What does not hold; nothing when all is well. */
  findings: string[]
  /** What happened, in order, where it was asked for. */
  trace: string[]
  crashes: number
}

/** From here on nothing goes wrong any more, so the run must come to its end. */
const CALM_AFTER = 4
/** More processes than this make a wedged run. */
const MOST = 24

export async function simulate(seed: number, planted: Planted = {}, traced = false): Promise<Simulated> {
  const simulation = new Simulation(seed, planted, traced)
  await simulation.run()
  return simulation
}

/** How a process ends before its time, after so many things have happened. */
interface Fall {
  how: 'killed' | 'stopped' | 'interrupted' | 'disk full'
  after: number
}

interface Walked {
  report?: RunSummaryReport
  error?: unknown
}

class Simulation implements Simulated {
  readonly findings: string[] = []
  readonly trace: string[] = []
  crashes = 0
  #skew = 0
  readonly #random: Random
  readonly #timeline = new Timeline()
  readonly #scene: Scene
  readonly #disk: Disk
  readonly #network: Network
  readonly #planted: Planted
  readonly #traced: boolean
  readonly #processes: Process[] = []
  readonly #rough: number

  constructor(seed: number, planted: Planted, traced: boolean) {
    this.#planted = planted
    this.#traced = traced
    this.#random = new Random(seed)
    this.#scene = randomScene(this.#random)
    this.#disk = new Disk(this.#random, (text) => {
      if (traced) this.#note(text)
    })
    this.#rough = this.#random.chance(0.3) ? 0 : this.#random.chance(0.5) ? 0.1 : 0.4
    this.#network = new Network({
      oa: this.#scene.oa,
      timeline: this.#timeline,
      random: this.#random,
      object: (finding) => this.findings.push(finding),
      fence: () => this.#processes.length,
      note: (text) => {
        this.#note(text)
      },
    })
  }

  async run(): Promise<void> {
    let last: Walked = {}
    while (last.report?.outcome !== 'done' && this.#processes.length < MOST) {
      const isCalm = this.#processes.length >= CALM_AFTER
      this.#network.fates = roughWeather(isCalm ? 0 : this.#rough)
      last = await this.#walk(last, isCalm ? undefined : this.#randomFall())
      if (this.findings.length > 0) return
      await this.#pass(this.#random.chance(0.5) ? 0 : this.#random.int(0, 1.5 * QUARANTINE))
    }
    await this.#pass(Infinity)
    this.#judge(last)
  }

  #randomFall(): Fall | undefined {
    const random = this.#random
    const how = random.weighted({ killed: 5, stopped: 2, interrupted: 1, 'disk full': 1.5, none: 4 })
    return how === 'none' ? undefined : { how, after: random.int(1, random.chance(0.5) ? 30 : 150) }
  }

  /** One process, from its start to its end. */
  async #walk(last: Walked, fall: Fall | undefined): Promise<Walked> {
    // A wall clock that is set back must not shorten a quarantine; one that jumps ahead between two commands can.
    if (this.#random.chance(0.05)) this.#skew -= this.#random.int(0, 3_600_000)
    const process = new Process(this.#timeline, this.#processes.length + 1, this.#skew)
    this.#processes.push(process)
    this.#disk.full = false
    let walked: Walked | undefined
    this.#perform(process, last.report).then(
      (result) => (walked = result),
      (error: unknown) => (walked = { error }),
    )
    for (let steps = 0; ; steps += 1) {
      await turn()
      if (walked !== undefined) return this.#ended(process, walked)
      if (fall?.after === steps && this.#falls(process, fall)) return {}
      if (!this.#timeline.step()) {
        this.findings.push('the process waits for something that never comes')
        return {}
      }
    }
  }

  #ended({ number }: Process, walked: Walked): Walked {
    const { report, error } = walked
    const why =
      error instanceof OnboardError ? `${error.code} ${error.message}` : error instanceof Error ? error.stack : ''
    this.#note(`${number}: ended ${report?.outcome ?? 'with nothing'} ${why ?? ''}`)
    if (error !== undefined && !(error instanceof OnboardError))
      this.findings.push(`a fault in the program: ${why ?? ''}`)
    return walked
  }

  /** @returns whether the process is no longer waited for */
  #falls(process: Process, { how }: Fall): boolean {
    this.#note(`${process.number}: ${how}`)
    this.crashes += 1
    if (how === 'disk full') this.#disk.full = true
    else if (how === 'interrupted') process.interrupt()
    else if (how === 'killed') {
      process.state = 'dead'
      this.#disk.crash()
    } else {
      // Somebody takes over, and it is continued at some time after that.
      process.state = 'stopped'
      this.#timeline.later(this.#random.int(0, 2 * QUARANTINE), () => {
        process.resume()
      })
    }
    return how === 'killed' || how === 'stopped'
  }

  async #perform(process: Process, last: RunSummaryReport | undefined): Promise<Walked> {
    const random = this.#random
    const fence = this.#part('fence', this.#fenceOf(process), process)
    const disk = this.#part('disk', this.#disk.open(process), process)
    const opened = await openJournal('journal.jsonl', { fence, open: () => Promise.resolve(disk) })
    const journal = this.#part('journal', opened.journal, process)
    const client = this.#part('client', this.#network.clientOf(process), process)
    const events = this.#part('events', opened.events, process)
    const run = { id: 'run', folder: '', plan: this.#scene.plan, journal, events }
    for (const event of this.#beginning(events, process, last)) {
      await journal.append(event)
      events.push(event)
    }
    const person: Person = {
      attend: () =>
        new Promise((resolve) => {
          const isThere = random.chance(0.8)
          process.later(random.int(0, 100), () => {
            resolve(isThere ? { by: 'Ann', evidence: 'seen' } : undefined)
          })
        }),
    }
    const given = this.#part('site', site, process)
    return performRun({
      run,
      client,
      installation: { name: 'made up', endpoint: 'nowhere', site: given },
      observed: await look(client),
      person,
      watch: () => undefined,
      clock: this.#part('clock', process.clock, process),
      signal: process.signal,
    })
  }

  /** What a command notes before it goes on: that it does, and what people decided. */
  #beginning(events: readonly RunEvent[], { number }: Process, last: RunSummaryReport | undefined): RunEvent[] {
    const version = { run: 'run', formatVersion: JOURNAL_FORMAT_VERSION, fence: number }
    if (events.every(({ type }) => type === 'journal-repaired')) {
      return [{ type: 'run-started', digest: this.#scene.plan.digest, ...version }]
    }
    const asked = last?.failed.filter(({ code }) => code === 'apply/repeated-too-often') ?? []
    return [
      { type: 'run-resumed', ...version },
      ...asked.map(({ operation }): RunEvent => ({ type: 'choice-made', choice: 'retry', operation, by: 'Ann' })),
    ]
  }

  #fenceOf({ number }: Process): Fence {
    return {
      number,
      installation: { name: 'made up', endpoint: 'nowhere' },
      check: () => {
        if (number === this.#processes.length) return
        throw new OnboardError({ kind: 'locked', code: 'lease/lost', final: true, message: 'taken over' })
      },
    }
  }

  #part<P extends keyof Parts>(name: P, real: Parts[P], process: Process): Parts[P] {
    return this.#planted[name]?.(real, process) ?? real
  }

  /** Time passes with no process of this run at work, but for those that were stopped and are continued. */
  async #pass(ms: number): Promise<void> {
    const end = this.#timeline.now + ms
    if (ms < Infinity) this.#timeline.later(ms, () => undefined)
    while (this.#timeline.now < end && this.#timeline.step()) await turn()
  }

  #judge({ report, error }: Walked): void {
    if (report?.outcome !== 'done') {
      const why = error instanceof OnboardError ? `: ${error.code} ${error.message}` : ''
      this.findings.push(`not done after ${this.#processes.length} walks (${report?.outcome ?? 'none'}${why})`)
    }
    for (const id of this.#disk.ranAgain()) this.findings.push(`${id} was done and ran again`)
    const end = contents(this.#scene.oa)
    const there = differences(end, this.#scene.end)
    const missing = differences(this.#scene.end, end)
    if (there.length > 0) this.findings.push(`there and not wished for, or once too often: ${there.join('; ')}`)
    if (missing.length > 0) this.findings.push(`missing: ${missing.join('; ')}`)
  }

  #note(text: string): void {
    if (this.#traced) this.trace.push(`${this.#timeline.now % 3_600_000} ${text}`)
  }
}

/** What is in the first list and not, or less often, in the second. */
function differences(first: readonly string[], second: readonly string[]): string[] {
  const left = [...second]
  return first.filter((text) => {
    const at = left.indexOf(text)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}
