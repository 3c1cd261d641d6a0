/** How one method is answered: a function of a context and of checked parameters. */

import type { z } from 'zod'
import type { MethodAnswer, MethodName, methods } from '../methods.ts'
import type { Sequences } from './sequences.ts'
import type { State } from './state.ts'
import type { World } from './world.ts'

/** Whom a token of the APS bus speaks for. */
export type TokenOwner = { kind: 'user'; userId: number } | { kind: 'instance'; instanceId: number }

/** What does not outlive the process: tokens, open transactions, how often something was asked for. */
export interface Session {
  issueToken(owner: TokenOwner): { aps_token: string; controller_uri: string }
  begin(options: { timeoutSeconds?: number | undefined; requestId?: string | undefined }): string
  commit(transactionId: string): void
  rollback(transactionId: string): void
  /** From now on `what` is under way, until it has been looked at that many times. */
  startPending(what: string, looks: number): void
  /** Looks at `what`: is it still under way? */
  isPending(what: string): boolean
}

export interface Context {
  readonly world: World
  /** The state to read and to write; handlers replace records and never change one. */
  readonly state: State
  readonly ids: Sequences
  /** The moment of the call, ISO 8601; on replay the moment of the original call. */
  readonly at: string
  /** The call's number in the call log. */
  readonly seq: number
  /** Only on the APS bus. */
  readonly caller: TokenOwner | undefined
  readonly session: Session
}

/** Throws a `Refusal` when OA would refuse; whatever it wrote until then is thrown away. */
export type Handler<M extends MethodName> = (
  context: Context,
  params: z.output<(typeof methods)[M]['params']>,
) => MethodAnswer<M>

/** Complete by type: a method in the table without a handler does not compile. */
export type HandlerTable = { [M in MethodName]: Handler<M> }

/** The next id of a kind. */
export function nextId(context: Context, kind: keyof Sequences): number {
  context.ids[kind] += 1
  return context.ids[kind]
}
