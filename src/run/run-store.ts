/** The folder that runs live in: one folder each, with its plan and its journal. */

import { access, mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { lockFolder, type Owner } from '../lib/folder-lock.ts'
import { OnboardError } from '../lib/onboard-error.ts'
import { Redactor } from '../lib/redactor.ts'
import { readPlan, writePlan } from '../plan/plan-file.ts'
import type { Plan } from '../plan/plan.ts'
import { openJournal, readJournal, type Journal } from './journal.ts'
import type { RunEvent } from './run-event.ts'
import { foldEvents, isUnfinished, type RunState } from './run-state.ts'

/** A run id is a folder name and never a path. */
const RUN_ID = /^[a-z0-9][a-z0-9-]{0,62}$/

export interface OpenRun {
  id: string
  plan: Plan
  journal: Journal
  events: RunEvent[]
}

export interface RunSummary {
  id: string
  plan: Plan
  state: RunState
}

export class RunStore {
  readonly #stateFolder: string
  readonly #folder: string

  readonly #redactor: Redactor

  /**
   * @param stateFolder made when first needed; readable by its owner only
   * @param redactor hides what is secret in every journal
   */
  constructor(stateFolder: string, redactor = new Redactor()) {
    this.#redactor = redactor
    this.#stateFolder = stateFolder
    this.#folder = join(stateFolder, 'runs')
  }

  /**
   * Keeps others off the runs of this folder: two that change one installation at once would do things twice.
   *
   * @returns what releases it
   * @throws OnboardError `run/locked`
   */
  lock(owner: Owner): () => void {
    const hint = 'Wait until it has ended; where a run stands is shown by: o365-onboard status'
    return lockFolder({
      folder: this.#stateFolder,
      name: 'runs.lock',
      owner,
      code: 'run/locked',
      who: 'Another run',
      hint,
    })
  }

  /**
   * Starts a run for a plan. Ids sort by time.
   *
   * @param runbook the file of the user's own runbook, to be looked at again by a resume
   */
  async create(plan: Plan, now: Date, runbook?: string): Promise<OpenRun> {
    const stamp = now.toISOString().slice(0, 19).replace(/\D/g, '')
    const base = `${stamp.slice(0, 8)}-${stamp.slice(8)}-${plan.runbook.name}`.slice(0, 58)
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    for (let number = 1; ; number += 1) {
      const id = number === 1 ? base : `${base}-${number}`
      const folder = join(this.#folder, id)
      if ((await mkdir(folder, { mode: 0o700 }).catch(onlyIfExists)) === 'exists') continue
      await writePlan(join(folder, 'plan.json'), plan)
      const { journal, events } = await openJournal(join(folder, 'journal.jsonl'), this.#redactor)
      const own = runbook === undefined ? {} : { runbook }
      await journal.append({ type: 'run-started', run: id, digest: plan.digest, formatVersion: 1, ...own })
      return { id, plan, journal, events }
    }
  }

  /** Opens a run to go on with it. @throws OnboardError `run/unknown`, `journal/damaged`, `plan/…` */
  async open(id: string): Promise<OpenRun> {
    const folder = await this.#folderOf(id)
    const plan = await readPlan(join(folder, 'plan.json'))
    const { journal, events } = await openJournal(join(folder, 'journal.jsonl'), this.#redactor)
    return { id, plan, journal, events }
  }

  /** Reads a run without touching it. */
  async read(id: string): Promise<RunSummary> {
    const folder = await this.#folderOf(id)
    const file = join(folder, 'journal.jsonl')
    const { events } = readJournal(await readFile(file, 'utf8'), file)
    return { id, plan: await readPlan(join(folder, 'plan.json')), state: foldEvents(events) }
  }

  /** All run ids, oldest first. A folder without a journal was left by a start that never came to do anything. */
  async list(): Promise<string[]> {
    const names = await readdir(this.#folder).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    })
    const runs = names.filter((name) => RUN_ID.test(name)).sort()
    const begun = await Promise.all(runs.map((name) => exists(join(this.#folder, name, 'journal.jsonl'))))
    return runs.filter((_, index) => begun[index])
  }

  /** The newest run that is not at its end. */
  async lastUnfinished(): Promise<RunSummary | undefined> {
    for (const id of (await this.list()).reverse()) {
      const run = await this.read(id)
      if (isUnfinished(run.state)) return run
    }
    return undefined
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
