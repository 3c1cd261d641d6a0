/** The call log: every call and every click in the order in which they were answered, without secrets. */

import type { Effect, System } from '../method-spec.ts'
import { methodSpec } from '../methods.ts'
import type { FaultName } from './faults/faults.ts'
import type { JsonLines } from './json-lines.ts'
import type { AcceptedWrite, LedgerEntry } from './ledger.ts'
import { Refusal } from './refusal.ts'

export interface CallLogEntry {
  seq: number
  /** ISO 8601. */
  at: string
  system: System | 'panel'
  method: string
  effect: Effect
  /** `not-done`: a fault kept it from being carried out; when that happens later after all, it has an entry of its own. */
  outcome: 'ok' | 'refused' | 'error' | 'not-done'
  params: unknown
  /** The fault that struck it. */
  fault?: FaultName
}

/** What is known of a call before it is carried out. */
export type CallDescription = Pick<CallLogEntry, 'system' | 'method' | 'effect' | 'params'>

export interface CallLog {
  readonly entries: readonly CallLogEntry[]
  /** Runs `call` under the next number and logs how it ended; what it throws goes on to the caller. */
  record<T>(description: CallDescription, call: (seq: number) => T): T
  /** Logs a call that came and was not carried out. */
  notDone(description: CallDescription, fault: FaultName): void
  /** Everything recorded within `act` was struck by the fault. */
  struckBy<T>(fault: FaultName, act: () => T): T
}

/**
 * `lines` holds the log on disk and what it held before; without it the log lives in memory only. A write that was
 * entered in the ledger just before a kill, and so never logged, is logged now.
 */
export function createCallLog(lines?: JsonLines<CallLogEntry>, ledger: readonly LedgerEntry[] = []): CallLog {
  const entries = [...(lines?.entries ?? [])]
  const add = (entry: CallLogEntry) => {
    entries.push(entry)
    lines?.append(entry)
  }
  const logged = new Set(entries.map(({ seq }) => seq))
  for (const write of ledger.flatMap(({ writes }) => writes)) if (!logged.has(write.seq)) add(describeWrite(write))
  let last = entries.reduce((latest, { seq }) => Math.max(latest, seq), 0)
  let fault: FaultName | undefined
  const finish = (seq: number, description: CallDescription, outcome: CallLogEntry['outcome'], by = fault) => {
    const params = withoutSecrets(description.params)
    const at = new Date().toISOString()
    add({ seq, at, ...description, outcome, params, ...(by === undefined ? {} : { fault: by }) })
  }
  return {
    entries,
    record(description, call) {
      const seq = (last += 1)
      try {
        const answer = call(seq)
        finish(seq, description, 'ok')
        return answer
      } catch (error) {
        finish(seq, description, error instanceof Refusal ? 'refused' : 'error')
        throw error
      }
    },
    notDone(description, by) {
      finish((last += 1), description, 'not-done', by)
    },
    struckBy(by, act) {
      fault = by
      try {
        return act()
      } finally {
        fault = undefined
      }
    },
  }
}

function describeWrite({ seq, at, what }: AcceptedWrite): CallLogEntry {
  const entry = { seq, at, effect: 'write', outcome: 'ok' } as const
  return what.kind === 'panel'
    ? { ...entry, system: 'panel', method: what.action.do, params: withoutSecrets(what.action) }
    : { ...entry, system: methodSpec(what.method).system, method: what.method, params: withoutSecrets(what.params) }
}

const secretName = /password|token|secret|credential/i

/** A copy with the value of every secret-looking member replaced. */
function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, secretName.test(name) ? '***' : withoutSecrets(member)]),
  )
}
