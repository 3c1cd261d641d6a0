/** Requests to OA whose tasks are followed by an id of ours: a fold over the transactions that a run has made. */

import type { RunEvent } from './run-event.ts'

/** One change in a transaction of its own. */
export interface Request {
  /** By which `pem.getRequestStatus` knows its tasks. */
  id: string
  /** `perhaps`: the commit left, and nobody knows what became of it. */
  committed: 'no' | 'perhaps' | 'yes'
  /** What OA answered to the change. */
  answer: unknown
}

type Told<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>

export class Requests {
  /** The last of each operation. */
  readonly byOperation = new Map<string, Request>()
  readonly #methods = new Map<number, string>()

  apply(event: RunEvent): void {
    if (event.type === 'call-intended') this.#intend(event)
    else if (event.type === 'call-answered') this.#answer(event)
    else if (event.type === 'call-failed' && event.outcome !== 'unknown') this.#commit(event, 'no')
    else if (event.type === 'call-settled') this.#commit(event, event.effect === 'seen' ? 'yes' : 'no')
  }

  #intend({ operation, call, method, params }: Told<'call-intended'>): void {
    this.#methods.set(call, method)
    const id = method === 'txn.Begin' ? (params as { request_id?: string }).request_id : undefined
    if (id !== undefined) this.byOperation.set(operation, { id, committed: 'no', answer: undefined })
    else this.#commit({ operation, call }, 'perhaps')
  }

  #answer({ operation, call, result }: Told<'call-answered'>): void {
    this.#commit({ operation, call }, 'yes')
    if (!this.#methods.get(call)?.startsWith('txn.')) this.#change(operation, { answer: result })
  }

  #commit({ operation, call }: { operation: string; call: number }, committed: Request['committed']): void {
    if (this.#methods.get(call) === 'txn.Commit') this.#change(operation, { committed })
  }

  #change(operation: string, changes: Partial<Request>): void {
    const request = this.byOperation.get(operation)
    if (request !== undefined) this.byOperation.set(operation, { ...request, ...changes })
  }
}
