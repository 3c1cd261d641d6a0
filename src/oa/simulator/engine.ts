/** The engine: takes calls and clicks, runs them on the right state, and enters the accepted writes in the ledger. */

import { methodSpec, type MethodName } from '../methods.ts'
import type { Context, Session, TokenOwner } from './handler.ts'
import { handlers } from './handlers.ts'
import { initialState } from './initial-state.ts'
import type { AcceptedWrite, LedgerEntry } from './ledger.ts'
import { parseParams } from './lenient-params.ts'
import { applyPanelAction } from './panel.ts'
import type { PanelAction } from './panel-action.ts'
import { Refusal } from './refusal.ts'
import { requestRecord } from './request-record.ts'
import { firstSequences, laterSequences, type Sequences } from './sequences.ts'
import { takeSnapshot, type Snapshot } from './snapshot.ts'
import { forkState, type State } from './state.ts'
import { createTokens, type Tokens } from './tokens.ts'
import { createTransactions, type Transaction, type Transactions } from './transactions.ts'
import type { World } from './world.ts'

export interface EngineOptions {
  world: World
  /** What an earlier engine entered; replayed at once. */
  ledger?: readonly LedgerEntry[]
  /** Takes every accepted write, before the caller hears of it. */
  enter?: (entry: LedgerEntry) => void
  /** Told to clients beside a token. */
  controllerUri?: () => string
  /** Milliseconds; for tests of time limits. */
  now?: () => number
}

export interface Call {
  method: MethodName
  /** As they came, `txn_id` included. */
  params: unknown
  /** The call's number in the call log. */
  seq: number
  caller?: TokenOwner
}

type Deed = AcceptedWrite['what']

export class Engine {
  private readonly world: World
  private readonly enter: (entry: LedgerEntry) => void
  private readonly now: () => number
  private readonly tokens: Tokens
  private readonly transactions: Transactions
  private readonly pending = new Map<string, number>()
  private readonly session: Session
  private state: State
  private ids: Sequences

  constructor({
    world,
    ledger = [],
    enter = () => undefined,
    controllerUri = () => '',
    now = Date.now,
  }: EngineOptions) {
    this.world = world
    this.enter = enter
    this.now = now
    this.state = initialState(world)
    this.ids = firstSequences(world)
    this.tokens = createTokens(world.tokenLifetimeCalls)
    this.transactions = createTransactions(now, (requestId) => this.state.requests.has(requestId))
    this.session = this.createSession(controllerUri)
    for (const entry of ledger) this.replay(entry)
    // What was under way when the earlier engine ended is done by now.
    this.pending.clear()
  }

  /** @throws {Refusal} when OA would refuse. */
  call(call: Call): unknown {
    if (call.method.startsWith('txn.')) return this.control(call)
    const transaction = this.transactionOf(call)
    try {
      return this.answer(call, transaction)
    } catch (error) {
      // An error inside a transaction closes it (oa-wire.md 1.2, client code).
      if (transaction !== undefined) this.transactions.close(transaction.id)
      throw error
    }
  }

  /** @throws {Refusal} when the panel would show an error. */
  panel(action: PanelAction, seq: number): Record<string, unknown> {
    return this.write({ seq, what: { kind: 'panel', action } }, undefined) as Record<string, unknown>
  }

  /** Counts one use. @throws {Refusal} for a token that is no good. */
  useToken(token: string | undefined): TokenOwner {
    return this.tokens.use(token)
  }

  snapshot(): Snapshot {
    return takeSnapshot(this.state)
  }

  private answer({ method, params, seq, caller }: Call, transaction: Transaction | undefined): unknown {
    const checked = withoutTransaction(parseParams(method, params))
    const what: Deed = { kind: 'call', method, params: checked, caller }
    if (methodSpec(method).effect === 'write') return this.write({ seq, what }, transaction)
    return this.read(seq, what, transaction?.state ?? this.state)
  }

  /** Transaction control changes no object, so it is not entered: a transaction is, when it is committed. */
  private control({ method, params, seq }: Call): unknown {
    return this.read(seq, { kind: 'call', method, params: parseParams(method, params) }, this.state)
  }

  private read(seq: number, what: Deed, on: State): unknown {
    return this.run({ seq, at: '', ids: this.ids, what }, on, this.ids)
  }

  private write(draft: Pick<AcceptedWrite, 'seq' | 'what'>, transaction: Transaction | undefined): unknown {
    const accepted = { ...draft, at: new Date(this.now()).toISOString(), ids: { ...this.ids } }
    // Only a fork that came to its end is worth anything: a refused write leaves nothing half done.
    const fork = forkState(transaction?.state ?? this.state)
    const answer = this.run(accepted, fork, this.ids)
    if (transaction === undefined) {
      this.enter({ writes: [accepted] })
      this.state = fork
    } else {
      transaction.state = fork
      transaction.writes.push(accepted)
    }
    return answer
  }

  private run({ what, at, seq }: AcceptedWrite, state: State, ids: Sequences): unknown {
    const caller = what.kind === 'call' ? what.caller : undefined
    const context: Context = { world: this.world, state, ids, at, seq, caller, session: this.session }
    if (what.kind === 'panel') return applyPanelAction(context, what.action)
    // The parameters were checked against the method's own schema, which is what the handler of that name takes.
    return (handlers[what.method] as (context: Context, params: unknown) => unknown)(context, what.params)
  }

  private commit(id: string): void {
    const transaction = this.transactions.find(id)
    this.transactions.close(id)
    const { writes, requestId } = transaction
    const committed = this.merge(transaction)
    if (requestId !== undefined) this.noteRequest(committed, requestId, writes)
    if (writes.length > 0 || requestId !== undefined) this.enter({ writes, requestId })
    this.state = committed
  }

  /** If others wrote meanwhile, the writes are done again on what they left, under the ids that were given out. */
  private merge({ base, state, writes }: Transaction): State {
    if (base === this.state) return state
    const merged = forkState(this.state)
    for (const write of writes) this.run(write, merged, { ...write.ids })
    return merged
  }

  private noteRequest(on: State, requestId: string, writes: readonly AcceptedWrite[]): void {
    on.requests.set(requestId, requestRecord(this.world, on, writes))
    this.pending.set(`request ${requestId}`, this.world.taskPolls)
  }

  private replay({ writes, requestId }: LedgerEntry): void {
    for (const write of writes) {
      const ids = { ...write.ids }
      this.run(write, this.state, ids)
      this.ids = laterSequences(this.ids, ids)
    }
    if (requestId !== undefined) this.noteRequest(this.state, requestId, writes)
  }

  private transactionOf({ method, params }: Call): Transaction | undefined {
    if (typeof params !== 'object' || params === null || !('txn_id' in params)) return undefined
    // Every method may carry the id of a transaction except this one (oa-wire.md 1.2, documented).
    if (method === 'pem.getRequestStatus') throw new Refusal('Invalid set of arguments. txn_id is not allowed.')
    return this.transactions.find(String(params.txn_id))
  }

  private createSession(controllerUri: () => string): Session {
    return {
      issueToken: (owner) => ({ aps_token: this.tokens.issue(owner), controller_uri: controllerUri() }),
      begin: (options) => this.transactions.begin(this.state, options).id,
      commit: (id) => {
        this.commit(id)
      },
      rollback: (id) => {
        this.transactions.close(this.transactions.find(id).id)
      },
      startPending: (what, looks) => this.pending.set(what, looks),
      isPending: (what) => {
        const left = this.pending.get(what) ?? 0
        if (left > 0) this.pending.set(what, left - 1)
        return left > 0
      },
    }
  }
}

function withoutTransaction(params: unknown): unknown {
  if (typeof params !== 'object' || params === null || !('txn_id' in params)) return params
  return Object.fromEntries(Object.entries(params).filter(([name]) => name !== 'txn_id'))
}
