/** A fault: how a call goes wrong on its way, as data: what becomes of its effect, and what the client gets to see. */

import type { System } from '../../method-spec.ts'
import type { Delivery } from '../http/delivery.ts'
import type { Reply } from '../http/reply.ts'
import type { Refusal } from '../refusal.ts'

/**
 * When the call is carried out: never; at once; twice, as by a proxy that sends again; `delayed`: after the fault's
 * delay, and only then answered; `later`: after the delay, too, but answered at once.
 */
export type FaultEffect = 'none' | 'now' | 'twice' | 'delayed' | 'later'

/** One call that a fault has struck. */
export interface Incident {
  system: System
  method: string
  /** What the API answered; for a call that is not carried out (yet), what it would say when all was well: nothing. */
  reply: Reply | undefined
  delayMs: number
  /** A refusal as this API words it. */
  refuse: (refusal: Refusal) => Reply
}

/** A fault that meets a call which has come. */
export interface Mishap {
  /** Such as `reset-after`. */
  name: string
  /** What it does, for the documentation; it tells what the delay means where there is one. */
  summary: string
  effect: FaultEffect
  /** What `delayMs` is where the schedule does not say, in milliseconds. */
  delayMs?: number
  deliver: (incident: Incident) => Delivery
}

/** Nobody listens on any of the three ports, so the call cannot come. */
export interface Outage {
  name: string
  summary: string
  effect: 'outage'
  /** How long, in milliseconds, where the schedule does not say. */
  delayMs: number
}

export type Fault = Mishap | Outage
