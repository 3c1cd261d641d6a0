/** The folder that runs live in: one folder each, with its plan and its journal. */

import { access, mkdir, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { OnboardError } from '../lib/onboard-error.ts'
import type { Redactor } from '../lib/redactor.ts'
import { syncFolder } from '../lib/sync-folder.ts'
import { readPlan, writePlan } from '../plan/plan-file.ts'
import type { Plan } from '../plan/plan.ts'
import { checkBelongs, checkCovered, isOf } from './check-belongs.ts'
import { endsDone } from './journal-tail.ts'
import { lookIntoJournal, openJournal, type Journal } from './journal.ts'
import type { Fence } from './lease.ts'
import { type Allowed, JOURNAL_FORMAT_VERSION, type RunEvent } from './run-event.ts'
import { foldEvents, isUnfinished, type RunState } from './run-state.ts'
import { notReadable } from './state-folder.ts'

/** A run id is a folder name and never a path. */
const RUN_ID = /^[a-z0-9][a-z0-9-]{0,62}$/

export interface OpenRun {
  id: string
  /** Where its plan, its journal and what it makes for people are. */
  folder: string
  plan: Plan
  journal: Journal
  events: RunEvent[]
}

export interface RunSummary {
  id: string
  plan: Plan
  state: RunState
  /** When it was begun and when anything was last noted in it (ISO 8601); undefined for a journal without a line. */
  times: { first: string; last: string } | undefined
  /** Bytes of a last line that a crash cut off, or that another process is writing now. */
  torn: number
}

/** What a run notes of itself at its beginning, beside its plan. */
export interface RunBeginning {
  /** The file of the user's own runbook, to be looked at again by a resume. */
  runbook?: string | undefined
  /** The safety rules that the plan goes beyond, each with who allowed it. */
  allowed?: readonly Allowed[]
}

export interface RunStoreOptions {
  /** The user that journals must belong to; undefined where files have no owners. */
  uid?: number | undefined
  /** Hides what is secret in every journal. */
  redactor?: Redactor
}

export class RunStore {
  readonly #folder: string
  readonly #options: RunStoreOptions

  /** @param stateFolder made when first needed; readable by its owner only */
  constructor(stateFolder: string, options: RunStoreOptions = {}) {
    this.#folder = join(stateFolder, 'runs')
    this.#options = options
  }

  /**
   * Starts a run for a plan. Ids sort by time.
   *
   * @param fence the lease to change the installation
   */
  async create(plan: Plan, now: Date, fence: Fence, beginning: RunBeginning = {}): Promise<OpenRun> {
    const base = idFor(plan.runbook.name, now, (await this.list()).at(-1) ?? '')
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    for (let number = 1; ; number += 1) {
      const id = number === 1 ? base : `${base}-${number}`
      const folder = join(this.#folder, id)
      if ((await mkdir(folder, { mode: 0o700 }).catch(onlyIfExists)) === 'exists') continue
      await writePlan(join(folder, 'plan.json'), plan)
      const { journal, events } = await this.#openJournal(folder, fence)
      const started = await begin(journal, id, plan, fence, beginning)
      // The names on the way to the journal must be as durable as what is in it.
      for (const named of [folder, this.#folder, dirname(this.#folder)]) await syncFolder(named)
      return { id, folder, plan, journal, events: [...events, started] }
    }
  }

  /**
   * Opens a run to go on with it.
   *
   * @throws OnboardError `run/unknown`, `journal/…`, `plan/…`
   */
  async open(id: string, fence: Fence): Promise<OpenRun> {
    const folder = await this.#folderOf(id)
    const plan = await readPlan(join(folder, 'plan.json'))
    checkCovered(id, plan, fence)
    const { events: found } = await this.#look(folder)
    checkBelongs(found, { id, plan, folder })
    const { journal, events } = await this.#openJournal(folder, fence)
    // Its very first line was cut off: nothing was done in it, so it begins now.
    if (found.length === 0) events.push(await begin(journal, id, plan, fence))
    return { id, folder, plan, journal, events }
  }

  /** Reads a run without touching it. @throws OnboardError as `open` does */
  async read(id: string): Promise<RunSummary> {
    const folder = await this.#folderOf(id)
    const plan = await readPlan(join(folder, 'plan.json'))
    const { events, times, torn } = await this.#look(folder)
    checkBelongs(events, { id, plan, folder })
    return { id, plan, state: foldEvents(events), times, torn }
  }

  /**
   * All run ids, oldest first. A folder without a journal was left by a start that never came to do anything.
   *
   * @throws OnboardError `state/not-readable`
   */
  async list(): Promise<string[]> {
    const entries = await readdir(this.#folder, { withFileTypes: true }).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw notReadable(this.#folder, error)
    })
    // A link is no folder, so a run cannot lie elsewhere.
    const runs = entries.filter((entry) => entry.isDirectory() && RUN_ID.test(entry.name)).map(({ name }) => name)
    const begun = await Promise.all(runs.map((name) => exists(join(this.#folder, name, 'journal.jsonl'))))
    return runs.filter((_, index) => begun[index]).sort()
  }

  /** The runs (of one installation) that are not at their end, newest first; a look at the end of each journal spares reading most of them. */
  async *unfinished(of?: Fence['installation']): AsyncGenerator<RunSummary> {
    for (const id of (await this.list()).reverse()) {
      if (await endsDone(join(this.#folder, id, 'journal.jsonl'), this.#options)) continue
      const run = await this.read(id)
      if (isUnfinished(run.state) && (of === undefined || isOf(run.plan, of))) yield run
    }
  }

  /** The newest run that is not at its end. */
  async lastUnfinished(of?: Fence['installation']): Promise<RunSummary | undefined> {
    for await (const run of this.unfinished(of)) return run
    return undefined
  }

  #openJournal(folder: string, fence: Fence): Promise<{ journal: Journal; events: RunEvent[] }> {
    return openJournal(join(folder, 'journal.jsonl'), { ...this.#options, fence })
  }

  #look(folder: string) {
    return lookIntoJournal(join(folder, 'journal.jsonl'), this.#options)
  }

  async #folderOf(id: string): Promise<string> {
    const known = await this.list()
    if (RUN_ID.test(id) && known.includes(id)) return join(this.#folder, id)
    throw new OnboardError({
      kind: 'invalid-input',
      code: 'run/unknown',
      message: `There is no run "${id}" in ${this.#folder}.`,
      hint:
        known.length === 0 ? 'No run was started from this folder yet.' : 'The runs are listed by: o365-onboard runs',
    })
  }
}

/** How far ahead of the clock ids may be, because runs began in quick succession; beyond that the clock is believed. */
const AHEAD_MS = 60_000

/** An id that sorts behind the last one, by a later second where need be: so the newest run is the last in order. */
function idFor(name: string, now: Date, last: string): string {
  const base = `${stampOf(now)}-${name}`.slice(0, 58)
  const isAhead = last > base && last < stampOf(new Date(now.getTime() + AHEAD_MS))
  return isAhead && !last.startsWith(base) ? idFor(name, new Date(now.getTime() + 1000), last) : base
}

/** In UTC, as in `20190111-120000`. */
function stampOf(at: Date): string {
  return at
    .toISOString()
    .slice(0, 19)
    .replace(/\D/g, '')
    .replace(/^\d{8}/, '$&-')
}

async function begin(
  journal: Journal,
  run: string,
  { digest }: Plan,
  { number }: Fence,
  { runbook, allowed = [] }: RunBeginning = {},
): Promise<RunEvent> {
  const started: RunEvent = {
    type: 'run-started',
    run,
    digest,
    formatVersion: JOURNAL_FORMAT_VERSION,
    fence: number,
    ...(runbook === undefined ? {} : { runbook }),
    ...(allowed.length === 0 ? {} : { allowed: [...allowed] }),
  }
  await journal.append(started)
  return started
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

function onlyIfExists(error: unknown): 'exists' {
  if ((error as NodeJS.ErrnoException).code === 'EEXIST') return 'exists'
  throw error
}
