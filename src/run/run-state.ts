/** Where a run stands: a fold over its events, and nothing else. */

import type { Debt, ResourceId } from '../resource/resource.ts'
import type { Outcome, RunEvent } from './run-event.ts'

export interface RunState {
  done: ReadonlyMap<string, { outcome: Outcome; id: ResourceId | undefined }>
  failed: ReadonlyMap<string, { code: string; message: string; hint: string | undefined }>
  waiting: ReadonlySet<string>
  /** Started and neither done nor failed: something of it may exist. */
  started: ReadonlySet<string>
  attested: ReadonlySet<string>
  /** With a write that OA did not refuse: something of it may exist, whatever became of the operation. */
  called: ReadonlySet<string>
  /** Debts that are open, with the operation that opened each. */
  debts: readonly { operation: string; debt: Debt }[]
  /** Every debt that was ever opened, settled or not, by operation. */
  windows: ReadonlyMap<string, Debt>
  /** How the run ended the last time; undefined when it never came to an end. */
  ended: 'done' | 'failed' | 'waiting' | 'interrupted' | undefined
}

export function foldEvents(events: Iterable<RunEvent>): RunState {
  const done = new Map<string, { outcome: Outcome; id: ResourceId | undefined }>()
  const failed = new Map<string, { code: string; message: string; hint: string | undefined }>()
  const waiting = new Set<string>()
  const started = new Set<string>()
  const attested = new Set<string>()
  const windows = new Map<string, Debt>()
  // Calls are numbered through one walk, and each walk begins anew.
  const calls = new Map<string, string>()
  let walk = 0
  let debts: { operation: string; debt: Debt }[] = []
  let ended: RunState['ended']
  for (const event of events) {
    switch (event.type) {
      case 'run-started':
      case 'run-resumed':
        walk += 1
        ended = undefined
        break
      case 'operation-started':
        started.add(event.operation)
        failed.delete(event.operation)
        waiting.delete(event.operation)
        break
      case 'operation-attested':
        attested.add(event.operation)
        break
      case 'operation-waiting':
        waiting.add(event.operation)
        break
      case 'operation-done':
        done.set(event.operation, { outcome: event.outcome, id: event.id })
        waiting.delete(event.operation)
        break
      case 'operation-failed':
        failed.set(event.operation, { code: event.code, message: event.message, hint: event.hint })
        break
      case 'debt-opened':
        debts.push({ operation: event.operation, debt: event.debt })
        windows.set(event.operation, event.debt)
        break
      case 'debt-settled':
        debts = debts.filter(({ debt }) => debt.templateId !== event.debt.templateId)
        break
      case 'run-finished':
        ended = event.outcome
        break
      case 'call-intended':
        calls.set(`${walk}:${event.call}`, event.operation)
        break
      case 'call-failed':
        if (event.outcome !== 'unknown') calls.delete(`${walk}:${event.call}`)
        break
      case 'call-answered':
        break
    }
  }
  const called = new Set(calls.values())
  return { done, failed, waiting, started, attested, called, debts, windows, ended }
}

/** Whether there is anything left for `resume`. */
export function isUnfinished(state: RunState): boolean {
  return state.ended !== 'done' || state.debts.length > 0
}
