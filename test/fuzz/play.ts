/**
 * One seed against the simulator, as a user would: gives the job, goes on with it as long as it does not end well, in the
 * words that the program offers, and then looks whether everything is as it should be.
 */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { catalogWriter } from '../../src/catalog/write-catalog.ts'
import type { Snapshot } from '../../src/oa/simulator/snapshot.ts'
import { type Plan, planSchema } from '../../src/plan/plan.ts'
import type { GivenWorld } from '../e2e/changed-world.ts'
import { type Ended, newFolder, root, runsIn, tell } from '../e2e/rig.ts'
import { changedConfig, simulate, type Simulation } from '../e2e/simulation.ts'
import { withCompleteChain } from '../plan/complete-chains.ts'
import { addonRunbook, site } from '../plan/small-world.ts'
import { offersIn, unplannedChanges } from './changes.ts'
import { type FuzzCase, fuzzCase, PATIENCE } from './fuzz-case.ts'
import { quickClock } from './quick-clock.ts'
import { sentTwice } from './sent-twice.ts'
import { worldOf } from './world-of.ts'

/** How many times faster than the machine's the clock of the program is, and the quarantine on it. */
const SPEED = 20
const QUARANTINE_SECONDS = 6

/** From here on nothing goes wrong any more, and there is all the time of the world: a busy machine looks like a fault. */
const CALM_AFTER = 8
/** More commands than this make a wedged run. */
const MOST = 14

export interface Played {
  /** What does not hold. */
  findings: string[]
  /** Every command, with what it printed. */
  commands: string[]
  /** How it ended: `told` when OA has something twice because a proxy sent it twice, and the program says so. */
  end: 'done' | 'refused' | 'told'
  struck: number
}

const base = parse(await readFile(join(root, 'worlds', 'small-provider.yaml'), 'utf8')) as GivenWorld

export async function play(seed: number): Promise<Played> {
  const drawn = fuzzCase(seed)
  const folder = await newFolder()
  const [catalog, world] = [join(folder, 'catalog.yaml'), join(folder, 'world.yaml')]
  await writeFile(catalog, catalogWriter('yaml')(drawn.world.catalog))
  await writeFile(world, stringify(worldOf(drawn.world.installation, base)))
  const simulation = await simulate({ world })
  const { prefix, policy, reads } = drawn.world.site ?? site()
  const decided = (ready: Readonly<Record<string, unknown>>) => ({
    ...{ ...ready, prefix, policy, reads: { ...(ready['reads'] as object), ...reads } },
    waits: { quarantineSeconds: QUARANTINE_SECONDS, readySeconds: QUARANTINE_SECONDS },
  })
  const patient = await changedConfig(simulation, decided, 'patient.yaml')
  const hurried = await changedConfig(simulation, (ready) => ({
    ...decided(ready),
    deadlines: { readMs: 2 * PATIENCE, writeMs: PATIENCE, connectMs: PATIENCE },
    retries: { attempts: 4, baseMs: 1, capMs: 10 },
  }))
  return new Play(drawn, simulation, { hurried, patient }, catalog).run()
}

class Play {
  readonly #case: FuzzCase
  readonly #simulation: Simulation
  readonly #hurried: string
  readonly #patient: string
  readonly #job: string[]
  readonly #ended: Ended[] = []
  readonly #commands: string[] = []
  readonly #clock = quickClock(SPEED)

  constructor(drawn: FuzzCase, simulation: Simulation, configs: { hurried: string; patient: string }, catalog: string) {
    this.#case = drawn
    this.#simulation = simulation
    this.#hurried = configs.hurried
    this.#patient = configs.patient
    const procedure = drawn.world.runbook === addonRunbook ? 'add-addons' : 'add-offers'
    this.#job = [procedure, catalog, ...(drawn.world.wanted ?? []).flatMap((id) => ['--offer', id])]
  }

  async run(): Promise<Played> {
    const simulation = this.#simulation
    const before = await simulation.snapshot()
    await simulation.faults(this.#case.faults)
    const end = await this.#toTheEnd()
    await this.#calm()
    const struck = (await simulation.calls()).filter(({ fault }) => fault !== undefined).length
    const findings = [...this.#faultsOfTheProgram(), ...(await this.#judge(end, before))]
    return { findings, commands: this.#commands, end: end === 'wedged' ? 'done' : end, struck }
  }

  async #type(...args: string[]): Promise<Ended> {
    if (this.#ended.length === CALM_AFTER) await this.#calm()
    const config = this.#ended.length < CALM_AFTER ? this.#hurried : this.#patient
    const ended = await this.#simulation.typedAs({ clock: this.#clock }, ...args, '--config', config)
    this.#ended.push(ended)
    this.#commands.push(`$ ${args.join(' ')}\n${tell(ended)}`)
    return ended
  }

  async #calm(): Promise<void> {
    await this.#simulation.settled()
    await this.#simulation.faults([])
  }

  /** With all the time of the world: nothing goes wrong any more, but the machine may be busy. */
  #look(...args: string[]): Promise<Ended> {
    return this.#simulation.typed(...args, '--config', this.#patient)
  }

  async #toTheEnd(): Promise<Played['end'] | 'wedged'> {
    for (let command = [...this.#job, '--yes']; this.#ended.length < MOST;) {
      const ended = await this.#type(...command)
      if (ended.stdout.includes('Nothing to resume') || ended.stderr.includes('Nothing to resume')) {
        command = [...this.#job, '--yes']
        continue
      }
      if (ended.code === 0) return 'done'
      const hasBegun = (await runsIn(this.#simulation.state)).length > 0
      if (!hasBegun && (ended.code === 3 || ended.code === 4)) return 'refused'
      if (isTwice(ended) && this.#case.faults.some(({ fault }) => fault === 'duplicate')) return 'told'
      command = hasBegun ? this.#howToGoOn(ended) : [...this.#job, '--yes']
    }
    return 'wedged'
  }

  /** Plainly at first; when that did not help, by the command that was offered for the operation that failed. */
  #howToGoOn({ stdout }: Ended): string[] {
    const [, operation] = /^ +--retry '?([^'\n]+)'?$/m.exec(stdout) ?? []
    const isTried = this.#ended.length % 2 === 0
    return ['resume', ...(isTried && operation !== undefined ? ['--retry', operation] : []), '--yes']
  }

  #faultsOfTheProgram(): string[] {
    const codes = new Set([0, 1, 3, 4, 7])
    return this.#ended.flatMap(({ code, stderr }) => [
      ...(stderr.includes('fault in the program') ? [`a fault in the program: ${stderr}`] : []),
      ...(codes.has(code ?? -1) ? [] : [`ended with ${String(code)}`]),
    ])
  }

  async #judge(end: Played['end'] | 'wedged', before: Snapshot): Promise<string[]> {
    const simulation = this.#simulation
    const after = await simulation.snapshot()
    const active = before.templates.filter(
      (old) => after.templates.find(({ id }) => id === old.id)?.active !== old.active,
    )
    const always = active.map(({ id }) => `template ${id} is not as active as before`)
    // What depends on the moment may not come again: the last words are all there is.
    const last = this.#ended.at(-1)?.stderr ?? ''
    if (end === 'wedged') return [...always, `not done after ${this.#ended.length} commands, the last said: ${last}`]
    if (end === 'told') return always
    if (end === 'refused') return JSON.stringify(after) === JSON.stringify(before) ? [] : ['refused, and yet changed']
    const calls = await simulation.calls()
    const { stdout, code } = await this.#look(...this.#job, '--dry-run', '--json', '--detailed-exitcode')
    const left = code === 0 ? (JSON.parse(stdout) as Plan).operations.map(({ id }) => id) : [`exit ${String(code)}`]
    const plan = await this.#plan()
    return [
      ...always,
      ...sentTwice(calls),
      ...left.map((id) => `still planned: ${id}`),
      ...unplannedChanges(before, after, plan),
      ...this.#brokenChains(before, after),
    ]
  }

  async #plan(): Promise<Pick<Plan, 'operations'>> {
    const run = (await runsIn(this.#simulation.state)).at(-1)
    if (run === undefined) return { operations: [] }
    const file = join(this.#simulation.state, 'runs', run, 'plan.json')
    return planSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  }

  /** Rule I5: what was added to a plan follows from its license through what the plan sells. */
  #brokenChains(before: Snapshot, after: Snapshot): string[] {
    const { catalog } = this.#case.world
    const offers = offersIn(after)
    const licenses = new Set(after.types.filter(({ kind }) => kind === 'license').map(({ offerId }) => offerId))
    const isLicense = (id: string): boolean => licenses.has(id) && catalog.offers.get(id)?.kind === 'license'
    return after.plans.flatMap(({ id, name, rates }) => {
      const old = before.plans.find((plan) => plan.id === id)?.rates.map(({ resourceId }) => resourceId) ?? []
      const sold = rates.flatMap(({ resourceId }) => offers.get(resourceId) ?? [])
      const complete = withCompleteChain(sold, isLicense, catalog)
      const added = rates.filter(({ resourceId }) => !old.includes(resourceId))
      return added
        .map(({ resourceId }) => offers.get(resourceId) ?? '')
        .filter((offer) => !complete.has(offer))
        .map((offer) => `plan ${name} sells ${offer} without its ancestors`)
    })
  }
}

/** Two were found, and both are named. */
function isTwice({ code, stderr }: Ended): boolean {
  return code === 7 && /there (are 2|twice)/i.test(stderr)
}
