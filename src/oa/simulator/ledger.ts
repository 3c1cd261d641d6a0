/** The ledger: every write that was accepted, so that replaying it through the same handlers gives the same state. */

import type { MethodName } from '../methods.ts'
import type { TokenOwner } from './handler.ts'
import type { PanelAction } from './panel-action.ts'
import type { Sequences } from './sequences.ts'

/** One accepted write with all that its outcome depends on. */
export interface AcceptedWrite {
  seq: number
  at: string
  /** The sequences before the write: numbers that rolled-back writes took stay taken. */
  ids: Sequences
  what:
    | { kind: 'call'; method: MethodName; params: unknown; caller?: TokenOwner | undefined }
    | { kind: 'panel'; action: PanelAction }
}

/** One line: a single write, or all writes of a committed transaction, so that a torn line loses all or nothing. */
export interface LedgerEntry {
  writes: AcceptedWrite[]
  /** The transaction's, if it had one. */
  requestId?: string | undefined
}
