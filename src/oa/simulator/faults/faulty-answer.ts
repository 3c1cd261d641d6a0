/** Answers a call as the fault schedule has it: carries it out when it is to be, and decides what the client sees. */

import { setTimeout as delay } from 'node:timers/promises'
import type { Api } from '../api.ts'
import type { CallLog } from '../call-log.ts'
import { type Delivery, whole } from '../http/delivery.ts'
import type { Reply } from '../http/reply.ts'
import type { Request } from '../http/request.ts'
import { FaultDesk } from './fault-desk.ts'
import type { FaultEntry } from './fault-schedule.ts'
import { findFault } from './faults.ts'
import type { Outage } from '../http/outage.ts'

export interface FaultStatus {
  faults: readonly FaultEntry[]
  /** How many calls came since the schedule was set. */
  counted: { calls: number; writes: number }
  /** How many effects are still to come. */
  pending: number
}

export interface FaultOptions {
  log: CallLog
  /** Added to every answer, after the work is done. */
  latencyMs: number
  outage: Outage
  /** Drops the effects that are still to come: they are held in memory only, and die with the process. */
  signal: AbortSignal
}

export interface FaultyAnswers {
  answer(api: Api, request: Request): Promise<Delivery>
  /** From here on this schedule holds, and counting starts anew; an outage under way ends. */
  set(schedule: readonly FaultEntry[]): void
  status(): FaultStatus
}

const nothing = { entry: undefined, left: () => undefined }

export function faultyAnswers({ log, latencyMs, outage, signal }: FaultOptions): FaultyAnswers {
  const desk = new FaultDesk()
  let pending = 0

  async function after(ms: number, act: () => Reply): Promise<Reply | undefined> {
    pending += 1
    try {
      await delay(ms, undefined, { signal })
      return act()
    } catch (error) {
      if (signal.aborted) return undefined
      throw error
    } finally {
      pending -= 1
    }
  }

  async function strike(api: Api, request: Request, entry: FaultEntry): Promise<Delivery> {
    const fault = findFault(entry.fault)
    if (fault.effect === 'outage') throw new Error('an outage cannot meet a call that has come')
    const delayMs = entry.delayMs ?? fault.delayMs ?? 0
    const description = api.describe(request)
    const carryOut = () => log.struckBy(entry.fault, () => api.answer(request))
    const deliver = (reply?: Reply) => {
      const { system } = api
      const { method } = description
      return fault.deliver({ system, method, reply, delayMs, refuse: (refusal) => api.refuse(refusal) })
    }
    switch (fault.effect) {
      case 'now':
        return deliver(carryOut())
      case 'twice':
        carryOut()
        return deliver(carryOut())
      case 'none':
        log.notDone(description, entry.fault)
        return deliver()
      case 'later':
        log.notDone(description, entry.fault)
        // A failure of it is in the log; nobody else waits for it.
        void after(delayMs, carryOut).catch(() => undefined)
        return deliver()
      case 'delayed': {
        log.notDone(description, entry.fault)
        const reply = await after(delayMs, carryOut)
        return reply === undefined ? { manner: 'silence' } : deliver(reply)
      }
    }
  }

  /** Between two calls: is it the next one that finds nobody listening? */
  function lookAhead(): void {
    const entry = desk.takeOutage()
    if (entry !== undefined) outage.begin(entry.delayMs ?? findFault(entry.fault).delayMs ?? 0)
  }

  async function counted(api: Api, request: Request): Promise<Delivery> {
    // Reading each call twice is for those who want faults.
    const { entry, left } = desk.isEmpty ? nothing : desk.enter(api.describe(request))
    try {
      const delivery = entry === undefined ? whole(api.answer(request)) : await strike(api, request, entry)
      if (latencyMs > 0) await delay(latencyMs)
      lookAhead()
      // A connection kept open would carry the next call past a port where nobody listens.
      return desk.hasOutages ? withoutKeepAlive(delivery) : delivery
    } finally {
      left()
    }
  }

  return {
    answer: counted,
    set(schedule) {
      outage.end()
      desk.set(schedule)
      lookAhead()
    },
    status: () => ({ faults: desk.entries, counted: desk.counted, pending }),
  }
}

function withoutKeepAlive(delivery: Delivery): Delivery {
  if (!('reply' in delivery)) return delivery
  const { reply } = delivery
  return { ...delivery, reply: { ...reply, headers: { ...reply.headers, connection: 'close' } } }
}
