/** What one walk over a plan shares: the client, what is known of the installation, and the record of events. */

import type { Clock } from '../lib/clock.ts'
import { OnboardError } from '../lib/onboard-error.ts'
import type { RunProgram } from '../lib/run-program.ts'
import type { OaClient } from '../oa/oa-client.ts'
import type { Plan } from '../plan/plan.ts'
import { takeInventory, type Inventory, type PlanKey } from '../resource/inventory.ts'
import { servicePlan } from '../resource/kinds/service-plan.ts'
import { findKind, keyOf, kindOf } from '../resource/kinds.ts'
import { allSlices, observeSlice, type InstallationReader } from '../resource/observe.ts'
import type { ObservedState, Slice } from '../resource/observed-state.ts'
import type { Address, ResourceId } from '../resource/resource.ts'
import type { Site } from '../resource/site.ts'
import { effectivePlan } from './effective-plan.ts'
import { journaledClients } from './journaled-client.ts'
import { LatestReads } from './latest-reads.ts'
import type { OnceLedger } from './once-ledger.ts'
import type { Person } from './person.ts'
import type { Record as Recorder } from './recorder.ts'
import type { RunEvent } from './run-event.ts'
import { foldEvents, RunFold, type RunState } from './run-state.ts'
import type { SaveFile } from './save-file.ts'

export interface SessionInput {
  plan: Plan
  client: OaClient & InstallationReader
  site: Site
  /** Undefined for an upgrade, which looks at no offers. */
  observed: ObservedState | undefined
  /** What happened in this run before. */
  events: Iterable<RunEvent>
  person: Person
  /** Makes an event durable. */
  record: Recorder
  /** Throws when nothing may be changed any more. */
  permit: () => void
  clock: Clock
  signal: AbortSignal
  /** Whether to wait for what is uncertain, or to stop at once; true by default. */
  waits?: boolean
  /** The step to stop after; by default the last. */
  until?: string | undefined
  /** Keeps a file that the run makes for people. */
  save: SaveFile
  /** Only upgrades run commands. */
  machine?: Machine
}

/** What a run needs for commands: its id, the ledger of the installation, and a way to start programs. */
export interface Machine {
  run: string
  ledger: OnceLedger
  runProgram: RunProgram
}

/** Slices that say all that is needed of them without the others. */
const standsAlone: ReadonlySet<Slice> = new Set<Slice>(['salesCategories'])

export class Session {
  /** As it was made. */
  readonly wholePlan: Plan
  /** What of it is to be done: without what people left out. */
  readonly plan: Plan
  readonly client: OaClient & InstallationReader
  readonly site: Site
  /** Where the run stood when this walk began. */
  readonly before: RunState
  readonly person: Person
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly save: SaveFile
  readonly waits: boolean
  readonly until: string | undefined
  /** How long the work of a lost call may still come, in milliseconds. */
  readonly quarantineMs: number
  /** Throws when nothing may be changed any more. */
  readonly permit: () => void
  /** The client that an operation must write through. */
  readonly clientFor: (operation: string) => OaClient
  readonly knownPlans: ReadonlySet<number>
  readonly #record: Recorder
  readonly #fold = new RunFold()
  readonly #latest: LatestReads | undefined
  #inventory: Inventory | undefined
  readonly #machine: Machine | undefined
  readonly #ids = new Map<Address, ResourceId>()

  constructor(input: SessionInput) {
    this.wholePlan = input.plan
    this.client = input.client
    this.site = input.site
    const events = [...input.events]
    for (const event of events) this.#fold.apply(event)
    this.before = foldEvents(events)
    this.plan = effectivePlan(input.plan, this.before)
    this.person = input.person
    this.clock = input.clock
    this.signal = input.signal
    this.save = input.save
    this.waits = input.waits ?? true
    this.until = input.until
    this.quarantineMs = input.site.waits.quarantineSeconds * 1000
    this.#record = input.record
    this.permit = input.permit
    this.clientFor = journaledClients(input.client, {
      ...{ record: this.record, permit: this.permit, clock: this.clock },
      ...{ quarantineMs: this.quarantineMs, last: this.before.lastCall },
    })
    const { observed, machine } = input
    this.#machine = machine
    this.knownPlans = new Set(observed?.plans.map(({ id }) => id))
    if (observed !== undefined) {
      this.#latest = new LatestReads(observed, (slice, known, needless) =>
        observeSlice(this.client, this.site, known, slice, needless),
      )
      this.#inventory = takeInventory(observed)
    }
    for (const { id, address } of input.plan.operations) {
      const known = this.before.done.get(id)?.id
      if (address !== undefined && known !== undefined) this.#ids.set(address as Address, known)
    }
  }

  /** Where the run stands now. */
  get state(): RunState {
    return this.#fold.state
  }

  /** Takes note of an event once it is durable. */
  readonly record: Recorder = async (event) => {
    await this.#record(event)
    this.#fold.apply(event)
  }

  titleOf(operation: string): string {
    return this.wholePlan.operations.find(({ id }) => id === operation)?.title ?? operation
  }

  get observed(): ObservedState {
    return this.#reads.observed
  }

  get inventory(): Inventory {
    return given(this.#inventory, 'inventory')
  }

  get machine(): Machine {
    return given(this.#machine, 'machine')
  }

  get #reads(): LatestReads {
    return given(this.#latest, 'offers')
  }

  /** Takes note of what an operation has made. */
  learn(address: string | undefined, id: ResourceId | undefined): void {
    if (address === undefined) return
    if (id !== undefined) this.#ids.set(address as Address, id)
    const slice = findKind(address.slice(0, address.indexOf('/')))?.slice
    if (slice !== undefined) this.#reads.change(slice)
  }

  /** The id of a resource at the moment of the call: what this run made, else what was read. */
  idOf = (address: Address): ResourceId => {
    const id = this.#ids.get(address) ?? kindOf(address).seen(keyOf(address), this.observed, this.inventory)?.id
    if (id !== undefined) return id
    throw new OnboardError({
      kind: 'stale-plan',
      code: 'apply/no-id',
      message: `${this.plan.names[address] ?? address} does not exist in the installation.`,
      hint: 'The plan expected it. Make a new plan.',
      facts: { address },
    })
  }

  /**
   * Reads a slice again, and with it whatever this walk has changed, since most slices refer to each other.
   *
   * @param about what is to be seen: for one plan the other known ones, of which there may be hundreds, are left as they
   *   are
   * @returns whether nothing was left out
   */
  async readAgain(slice: Slice, about?: string): Promise<boolean> {
    const needless = this.#plansBeside(about)
    await this.#read(standsAlone.has(slice) ? [slice] : [...this.#reads.outdated(), slice], needless)
    return needless.size === 0
  }

  readAllAgain(): Promise<void> {
    return this.#read(allSlices)
  }

  async #read(slices: readonly Slice[], needless?: ReadonlySet<number>): Promise<void> {
    await this.#reads.readAgain(slices, needless)
    this.#inventory = takeInventory(this.observed, this.#madePlans())
  }

  /** The ids of all plans that were read or made, but for the one at an address; none when it is no plan's. */
  #plansBeside(about: string | undefined): ReadonlySet<number> {
    if (about === undefined || kindOf(about) !== servicePlan) return new Set()
    const own = this.#ids.get(about as Address) ?? this.inventory.plans.get(keyOf(about))?.id
    const all = [...this.observed.plans.map(({ id }) => id), ...this.#madePlans().keys()]
    return new Set(all.filter((id) => id !== own))
  }

  #madePlans(): Map<number, PlanKey> {
    const made = [...this.#ids].filter(([address]) => kindOf(address) === servicePlan)
    return new Map(made.map(([address, id]) => [Number(id), keyOf(address)]))
  }
}

/** Whoever asks for what this kind of run has not is wrong. */
function given<T>(part: T | undefined, what: string): T {
  if (part === undefined) throw new TypeError(`this run has no ${what}`)
  return part
}
