/** Open transactions: a fork of the state each, invisible to everyone else until it is committed. */

import type { AcceptedWrite } from './ledger.ts'
import { invalidArguments, Refusal, transactionTimedOut } from './refusal.ts'
import { forkState, type State } from './state.ts'

export interface Transaction {
  readonly id: string
  readonly requestId: string | undefined
  readonly deadline: number
  /** What others saw when the fork was made. */
  readonly base: State
  state: State
  readonly writes: AcceptedWrite[]
}

export interface Transactions {
  begin(base: State, options: { timeoutSeconds?: number | undefined; requestId?: string | undefined }): Transaction
  /** @throws {Refusal} when there is no such open transaction, or its time is up. */
  find(id: string): Transaction
  close(id: string): void
}

/** `now` in milliseconds; `isUsed` knows the request ids of the past. */
export function createTransactions(now: () => number, isUsed: (requestId: string) => boolean): Transactions {
  const open = new Map<string, Transaction>()
  const requestIds = new Set<string>()
  let count = 0
  return {
    begin(base, { timeoutSeconds, requestId }) {
      if (timeoutSeconds !== undefined && timeoutSeconds <= 0) throw invalidArguments('timeout must be positive.')
      if (requestId !== undefined) {
        // That the id of a rolled-back transaction stays taken is inferred.
        if (requestIds.has(requestId) || isUsed(requestId)) throw requestIdInUse(requestId)
        requestIds.add(requestId)
      }
      count += 1
      const id = `txn-${now().toString(36)}-${count}`
      const deadline = timeoutSeconds === undefined ? Infinity : now() + timeoutSeconds * 1000
      const transaction = { id, requestId, deadline, base, state: forkState(base), writes: [] }
      open.set(id, transaction)
      return transaction
    },
    find(id) {
      const transaction = open.get(id)
      if (transaction === undefined) throw new Refusal(`Transaction '${id}' is not found.`, { extypeId: 3002 })
      if (now() <= transaction.deadline) return transaction
      open.delete(id)
      throw transactionTimedOut()
    },
    close(id) {
      open.delete(id)
    },
  }
}

/** OpenAPI / 3001 (client code). */
function requestIdInUse(requestId: string): Refusal {
  return new Refusal(`Request id '${requestId}' is already in use.`, {
    extypeId: 3001,
    properties: { request_id: requestId },
  })
}
