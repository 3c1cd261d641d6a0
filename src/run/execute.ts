/** Walks a plan: whatever has its needs met is started, as many at once as OA can take; the first failure stops the rest. */

import pLimit, { type LimitFunction } from 'p-limit'
import { isFinal, OnboardError } from '../lib/onboard-error.ts'
import { chooseWay } from '../plan/choose-way.ts'
import { passedOnNeeds } from '../plan/passed-on-needs.ts'
import type { Operation } from '../plan/plan.ts'
import { withNeeds } from '../plan/with-needs.ts'
import { lackOf } from './lack-of.ts'
import { performerOf } from './perform.ts'
import type { RunEvent } from './run-event.ts'
import type { Session } from './session.ts'
import { settleDebts } from './settle-debts.ts'
import { kindOfOperation } from './standing.ts'

type RunOutcome = Extract<RunEvent, { type: 'run-finished' }>['outcome']

export interface RunResult {
  outcome: RunOutcome
  /** What stopped the run; undefined unless it failed. */
  error: unknown
}

/**
 * Performs what is not done yet, debts first. Everything that happens is recorded as events; nothing is thrown for a
 * failed operation, but a bug or a journal that cannot be written is.
 */
export async function execute(session: Session): Promise<RunResult> {
  try {
    await settleDebts(session)
  } catch (error) {
    return isInterruption(error) ? finish(session, 'interrupted', undefined) : finish(session, 'failed', error)
  }
  const walk = new Walk(session)
  await walk.run()
  return finish(session, walk.outcome(), walk.error)
}

/** Somebody left a wait: nothing failed, and the next walk goes on with it. */
function isInterruption(error: unknown): boolean {
  return error instanceof OnboardError && error.kind === 'interrupted'
}

function isUncertain(error: unknown): boolean {
  return error instanceof OnboardError && error.kind === 'uncertain'
}

async function finish(session: Session, outcome: RunOutcome, error: unknown): Promise<RunResult> {
  const owes = session.state.debts.length
  await session.record({ type: 'run-finished', outcome, ...(owes === 0 ? {} : { owes }) })
  return { outcome, error }
}

class Walk {
  readonly #session: Session
  readonly #lanes = new Map<string, LimitFunction>()
  readonly #waitsFor = new Map<string, Set<string>>()
  readonly #open = new Map<string, Operation>()
  readonly #running = new Set<Promise<void>>()
  /** Manual operations wait until nothing else can go on: a person is asked as late, and at once about all, as possible. */
  readonly #forPerson: Operation[] = []
  #unattended = 0
  /** Left for another walk, because this one was to stop before. */
  #later = 0
  error: unknown

  constructor(session: Session) {
    this.#session = session
    const { done, skipped } = session.before
    const { operations } = session.plan
    const wanted = withNeeds(operations, ({ step }) => session.until === undefined || step === session.until)
    const needsOf = passedOnNeeds(operations, (id) => skipped.has(id))
    for (const operation of operations) {
      if (done.has(operation.id) || skipped.has(operation.id)) continue
      if (!wanted.has(operation.id)) {
        this.#later += 1
        continue
      }
      this.#open.set(operation.id, operation)
      this.#waitsFor.set(operation.id, new Set(needsOf(operation).filter((need) => !done.has(need))))
    }
  }

  async run(): Promise<void> {
    this.#startReady()
    while (this.#running.size > 0 || this.#forPerson.length > 0) {
      if (this.#running.size > 0) await Promise.race(this.#running)
      else if (this.#mayGoOn()) this.#start(this.#forPerson.shift())
      else return
    }
  }

  outcome(): RunOutcome {
    if (this.error !== undefined) return 'failed'
    if (this.#session.signal.aborted) return 'interrupted'
    if (this.#unattended > 0 || this.#open.size > 0) return 'waiting'
    return this.#later > 0 ? 'interrupted' : 'done'
  }

  #mayGoOn(): boolean {
    return this.error === undefined && !this.#session.signal.aborted
  }

  #startReady(): void {
    for (const [id, needs] of this.#waitsFor) {
      const operation = this.#open.get(id)
      if (needs.size > 0 || operation === undefined || !this.#mayGoOn()) continue
      this.#waitsFor.delete(id)
      if (this.#needsPerson(operation)) this.#forPerson.push(operation)
      else this.#start(operation)
    }
  }

  #start(operation: Operation | undefined): void {
    if (operation === undefined) return
    const running = this.#lane(operation)(() => this.#perform(operation)).finally(() => {
      this.#running.delete(running)
    })
    this.#running.add(running)
  }

  async #perform(operation: Operation): Promise<void> {
    if (!this.#mayGoOn()) return
    const { record } = this.#session
    try {
      const lack = await lackOf(operation, this.#session)
      if (lack !== undefined) {
        await record({ type: 'operation-skipped', operation: operation.id, reason: lack })
        this.#leave(operation)
        return
      }
      await record({ type: 'operation-started', operation: operation.id })
      const performed = await performerOf(operation)(operation, this.#session)
      if (performed === undefined) {
        this.#unattended += 1
        await record({ type: 'operation-waiting', operation: operation.id })
        return
      }
      const { outcome, id } = performed
      this.#session.learn(operation.address, id)
      await record({ type: 'operation-done', operation: operation.id, outcome, ...(id === undefined ? {} : { id }) })
      this.#leave(operation)
    } catch (error) {
      await this.#fail(operation, error)
    }
  }

  /** Done, or left out: whatever waited for it may go on. */
  #leave({ id }: Operation): void {
    this.#open.delete(id)
    for (const needs of this.#waitsFor.values()) needs.delete(id)
    this.#startReady()
  }

  async #fail(operation: Operation, error: unknown): Promise<void> {
    if (isInterruption(error)) return
    // What nobody knows is the graver news: it is what the run ends with, whatever failed beside it.
    if (this.error === undefined || (isUncertain(error) && !isUncertain(this.error))) this.error = error
    const known = error instanceof OnboardError
    // Nothing can be noted any more, this failure neither.
    if (isFinal(error)) return
    const { code, message, hint } = known ? error : { code: 'bug', message: String(error), hint: undefined }
    try {
      await this.#session.record({
        type: 'operation-failed',
        operation: operation.id,
        code,
        message,
        ...(hint === undefined ? {} : { hint }),
      })
    } catch (cause) {
      this.error = cause
    }
  }

  #needsPerson(operation: Operation): boolean {
    return operation.type !== 'check' && this.#way(operation) === undefined
  }

  #way(operation: Operation) {
    const kind = kindOfOperation(operation)
    return kind === undefined
      ? undefined
      : chooseWay(kind, operation.action === 'create' ? 'create' : 'update', operation.value ?? {}, this.#session.site)
  }

  /** Operations of one kind and way share a lane, as wide as the way allows. */
  #lane(operation: Operation): LimitFunction {
    const way = this.#way(operation)
    const name = `${kindOfOperation(operation)?.name ?? operation.type}:${way?.name ?? 'person'}`
    const lane = this.#lanes.get(name) ?? pLimit(way?.parallel ?? 1)
    this.#lanes.set(name, lane)
    return lane
  }
}
