/** Where a run stands: a fold over its events, and nothing else. */

import type { Json } from '../lib/json.ts'
import type { Debt, ResourceId } from '../resource/resource.ts'
import { LostCalls, type LostCall } from './lost-calls.ts'
import { Requests, type Request } from './requests.ts'
import type { Allowed, Outcome, RunEvent } from './run-event.ts'

export interface OpenDebt {
  /** The operation that opened it. */
  operation: string
  debt: Debt
  /** The template was active when last seen, and a deactivation may be done late until then; undefined: it is inactive. */
  watchedUntil: string | undefined
}

export interface RunState {
  done: ReadonlyMap<string, { outcome: Outcome; id: ResourceId | undefined }>
  failed: ReadonlyMap<string, { code: string; message: string; hint: string | undefined }>
  waiting: ReadonlySet<string>
  /** Started at least once, whatever became of it: something of it may exist. */
  started: ReadonlySet<string>
  /** What was given as evidence, and by whom, by operation. */
  attested: ReadonlyMap<string, { by: string; evidence: string }>
  /** Left out, by a person or because what it needs was left out. */
  skipped: ReadonlyMap<string, { reason: string; by: string | undefined }>
  /** The object that a person says an operation has made. */
  settled: ReadonlyMap<string, { id: ResourceId; by: string }>
  /** The file of the user's own runbook. */
  runbook: string | undefined
  /** The safety rules that the plan went beyond, each with who allowed it. */
  allowed: readonly Allowed[]
  /** Steps whose words were changed since the plan was made, as they are now; undefined for those taken out. */
  edits: ReadonlyMap<string, Readonly<Record<string, Json>> | undefined>
  /** Offers that were left out. */
  excluded: ReadonlySet<string>
  /** Writes of which nobody knows what they did, by operation. */
  lost: ReadonlyMap<string, readonly LostCall[]>
  /** When anything was last heard of a call, in milliseconds. */
  heard: number | undefined
  /** With a write that OA did not refuse: something of it may exist, whatever became of the operation. */
  called: ReadonlySet<string>
  /** The number of the last call. */
  lastCall: number
  /** Changes whose tasks can be followed, by operation. */
  requests: ReadonlyMap<string, Request>
  debts: readonly OpenDebt[]
  /** Every debt that was ever opened, settled or not, by operation. */
  windows: ReadonlyMap<string, Debt>
  /** Commands that were begun, by operation; without an exit code nobody knows how one ended. */
  commands: ReadonlyMap<string, { exitCode: number | null | undefined; stdout: string }>
  /** What somebody decided to do again, and was not begun since. */
  retried: ReadonlySet<string>
  /** Whether templates were active before provisioning was stopped, by id. */
  provisioning: ReadonlyMap<number, boolean>
  /** How the run ended the last time; undefined when it never came to an end. */
  ended: 'done' | 'failed' | 'waiting' | 'interrupted' | undefined
  abandoned: { by: string; reason: string } | undefined
}

/** The state so far, event by event. */
export class RunFold {
  readonly #done = new Map<string, { outcome: Outcome; id: ResourceId | undefined }>()
  readonly #failed = new Map<string, { code: string; message: string; hint: string | undefined }>()
  readonly #waiting = new Set<string>()
  readonly #started = new Set<string>()
  readonly #attested = new Map<string, { by: string; evidence: string }>()
  readonly #skipped = new Map<string, { reason: string; by: string | undefined }>()
  readonly #settled = new Map<string, { id: ResourceId; by: string }>()
  readonly #excluded = new Set<string>()
  readonly #edits = new Map<string, Readonly<Record<string, Json>> | undefined>()
  readonly #windows = new Map<string, Debt>()
  readonly #commands = new Map<string, { exitCode: number | null | undefined; stdout: string }>()
  readonly #retried = new Set<string>()
  readonly #provisioning = new Map<number, boolean>()
  readonly #debts = new Map<string, OpenDebt>()
  readonly #calls = new LostCalls()
  readonly #requests = new Requests()
  #runbook: string | undefined
  #allowed: readonly Allowed[] = []
  #ended: RunState['ended']
  #abandoned: RunState['abandoned']

  /** A view of what was folded so far; it follows what comes. */
  get state(): RunState {
    return {
      done: this.#done,
      failed: this.#failed,
      waiting: this.#waiting,
      started: this.#started,
      attested: this.#attested,
      skipped: this.#skipped,
      settled: this.#settled,
      runbook: this.#runbook,
      allowed: this.#allowed,
      edits: this.#edits,
      excluded: this.#excluded,
      lost: this.#calls.byOperation,
      heard: this.#calls.heard,
      called: this.#calls.called,
      lastCall: this.#calls.last,
      requests: this.#requests.byOperation,
      debts: [...this.#debts.values()],
      windows: this.#windows,
      commands: this.#commands,
      retried: this.#retried,
      provisioning: this.#provisioning,
      ended: this.#ended,
      abandoned: this.#abandoned,
    }
  }

  apply(event: RunEvent): void {
    this.#calls.apply(event)
    this.#requests.apply(event)
    switch (event.type) {
      case 'run-started':
        this.#runbook = event.runbook
        this.#allowed = event.allowed ?? []
        break
      case 'run-resumed':
        this.#ended = undefined
        break
      case 'runbook-edited':
        for (const { id, says } of event.steps) this.#edits.set(id, says)
        for (const id of event.removed) this.#edits.set(id, undefined)
        break
      case 'run-finished':
        this.#ended = event.outcome
        break
      case 'run-abandoned':
        this.#abandoned = { by: event.by, reason: event.reason }
        break
      case 'operation-started':
        this.#started.add(event.operation)
        this.#failed.delete(event.operation)
        this.#waiting.delete(event.operation)
        break
      case 'operation-attested':
        this.#attested.set(event.operation, { by: event.by, evidence: event.evidence })
        break
      case 'operation-waiting':
        this.#waiting.add(event.operation)
        break
      case 'operation-done':
        this.#done.set(event.operation, { outcome: event.outcome, id: event.id })
        this.#waiting.delete(event.operation)
        break
      case 'operation-failed':
        this.#failed.set(event.operation, { code: event.code, message: event.message, hint: event.hint })
        break
      case 'operation-skipped':
        this.#skip(event.operation, { reason: event.reason, by: undefined })
        break
      case 'choice-made':
        this.#choose(event)
        break
      case 'offers-excluded':
        for (const offer of event.offers) this.#excluded.add(offer)
        break
      case 'debt-opened':
      case 'debt-watched':
        this.#owe(event.operation, event.debt, event.type === 'debt-watched' ? event.until : undefined)
        break
      case 'debt-settled':
        for (const [operation, { debt }] of this.#debts)
          if (debt.templateId === event.debt.templateId) this.#debts.delete(operation)
        break
      case 'command-begun':
        this.#commands.set(event.operation, { exitCode: undefined, stdout: '' })
        this.#retried.delete(event.operation)
        break
      case 'command-ended':
        this.#commands.set(event.operation, { exitCode: event.exitCode, stdout: event.stdout })
        break
      case 'provisioning-seen':
        this.#provisioning.set(event.templateId, event.active)
        break
      case 'journal-repaired':
      case 'call-intended':
      case 'call-answered':
      case 'call-failed':
      case 'call-settled':
      case 'operation-settling':
        break
    }
  }

  #owe(operation: string, debt: Debt, watchedUntil: string | undefined): void {
    this.#windows.set(operation, debt)
    this.#debts.set(operation, { operation, debt, watchedUntil })
  }

  #choose({ choice, operation, by, reason = '', id }: Extract<RunEvent, { type: 'choice-made' }>): void {
    if (choice === 'retry') {
      this.#commands.delete(operation)
      this.#retried.add(operation)
    }
    if (choice === 'skip') this.#skip(operation, { reason, by })
    else this.#skipped.delete(operation)
    if (choice === 'settle' && id !== undefined) this.#settled.set(operation, { id, by })
    else this.#settled.delete(operation)
  }

  #skip(operation: string, why: { reason: string; by: string | undefined }): void {
    this.#skipped.set(operation, why)
    this.#failed.delete(operation)
    this.#waiting.delete(operation)
  }
}

export function foldEvents(events: Iterable<RunEvent>): RunState {
  const fold = new RunFold()
  for (const event of events) fold.apply(event)
  return fold.state
}

/** Whether there is anything left for `resume`. */
export function isUnfinished({ ended, debts, abandoned }: RunState): boolean {
  return (ended !== 'done' && abandoned === undefined) || debts.length > 0
}

/** A run that never came to its end was interrupted, whatever interrupted it. */
export function outcomeOf(state: RunState): NonNullable<RunState['ended']> {
  if (!isUnfinished(state)) return 'done'
  return state.ended === 'done' ? 'failed' : (state.ended ?? 'interrupted')
}

/**
 * Until when the effect of a call without an answer may still come, in milliseconds.
 *
 * @param now counts for calls of which nobody knows when they left
 * @returns undefined when there is no such call, whenever that is
 */
export function uncertainUntil({ lost, heard }: RunState, quarantineMs: number, now: number): number | undefined {
  const ends = [...lost.values()].flat().flatMap(({ lostAt, absent }) => {
    return absent ? [] : [quarantineEnd(lostAt ?? heard, quarantineMs, now)]
  })
  return ends.length === 0 ? undefined : Math.max(...ends)
}

/** A clock that stands before the call was set back meanwhile: then the whole time counts from now. */
export function quarantineEnd(lostAt: number | undefined, quarantineMs: number, now: number): number {
  return (lostAt === undefined || lostAt > now ? now : lostAt) + quarantineMs
}
