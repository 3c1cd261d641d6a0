/** Between a process and the installation: calls come late, are answered late or never, and do their work even later. */

import pLimit from 'p-limit'
import { OaFault } from '../../src/oa/oa-fault.ts'
import type { CallOptions, OaClient } from '../../src/oa/oa-client.ts'
import type { InstallationReader } from '../../src/resource/observe.ts'
import { holdsFor } from '../../src/run/journaled-client.ts'
import { type LittleOa, Refused, type Params } from './little-oa.ts'
import type { Random } from './random.ts'
import { QUARANTINE } from './scene.ts'
import type { Process, Timeline } from './timeline.ts'

export type Client = OaClient & InstallationReader

/**
 * `unsent`: nobody listens; `before`, `lost` and `late`: the answer is lost, and the work is not done, or done, or done
 * later; `after`: an error although the work was done.
 */
type Fate = 'well' | 'slow' | 'unsent' | 'before' | 'lost' | 'late' | 'after' | 'refused'

const calm: Partial<Record<Fate, number>> = { well: 1 }

export interface NetworkInput {
  oa: LittleOa
  timeline: Timeline
  random: Random
  /** Told what does not hold. */
  object: (finding: string) => void
  /** Under which number a process must work now. */
  fence: () => number
  note: (text: string) => void
}

/** How long OA works on a call: the quarantine, but for the time that an intent holds before its call leaves. */
const LIMIT = QUARANTINE - holdsFor(QUARANTINE) - 10
/** How long a process waits for an answer: OA's own limits are 600 s, and the quarantine 1000 s (oa-wire.md, section 1.5). */
const PATIENCE = QUARANTINE * 0.6

interface Call {
  process: Process
  name: string
  params: Params
  resolve: (result: unknown) => void
  reject: (error: Error) => void
}

export class Network {
  /** How likely a write meets each fate. */
  fates = calm
  readonly #given: NetworkInput
  /** Until when the work of a call may still come, by what it makes. */
  readonly #uncertain = new Map<string, number>()

  constructor(given: NetworkInput) {
    this.#given = given
  }

  /** What a process calls with: as many writes at a time as its lane is wide. */
  clientOf(process: Process): Client {
    const lane = pLimit(this.#given.random.int(1, 3))
    const read = (name: string, params: Params): Promise<unknown> => this.#read(process, name, params)
    const write = (name: string, params: Params, options: CallOptions = {}): Promise<unknown> =>
      lane(() => this.#write(process, name, params, options))
    return { read, write, useInstance: () => undefined } as unknown as Client
  }

  #read(process: Process, name: string, params: Params): Promise<unknown> {
    const { random, oa } = this.#given
    return new Promise((resolve, reject) => {
      process.later(random.int(0, 5), () => {
        const fails = this.fates !== calm && random.chance(0.003)
        if (fails) reject(fault(name, 'unknown', 'read'))
        else resolve(oa.do(name, params))
      })
    })
  }

  async #write(process: Process, name: string, params: Params, { permit }: CallOptions): Promise<unknown> {
    // It waits for a connection or a token, and may leave only while that is still allowed.
    await new Promise<void>((resolve) => {
      process.later(this.#given.random.int(0, 3), resolve)
    })
    permit?.()
    const fate = this.#given.random.weighted(this.fates)
    this.#given.note(`${process.number}: ${name} ${fate}`)
    if (fate !== 'unsent') this.#leave(process, name, params)
    return new Promise((resolve, reject) => {
      this.#meet[fate]({ process, name, params, resolve, reject })
    })
  }

  readonly #meet: Readonly<Record<Fate, (call: Call) => void>> = {
    well: (call) => {
      this.#answer(call, this.#given.random.int(1, 30))
    },
    slow: (call) => {
      this.#answer(call, this.#given.random.int(10, PATIENCE))
    },
    after: (call) => {
      const resolve = (): void => {
        this.#refuse(call)
      }
      this.#answer({ ...call, resolve }, this.#given.random.int(1, 30))
    },
    refused: (call) => {
      this.#comeBack(call, this.#given.random.int(1, 30), () => {
        this.#refuse(call)
      })
    },
    unsent: ({ name, reject }) => {
      reject(fault(name, 'not-sent'))
    },
    before: (call) => {
      this.#lose(call)
    },
    lost: (call) => {
      this.#given.timeline.later(this.#given.random.int(1, 30), () => this.#carryOut(call))
      this.#lose(call)
    },
    late: (call) => {
      this.#given.timeline.later(this.#given.random.int(1, LIMIT), () => this.#carryOut(call))
      this.#lose(call)
    },
  }

  #answer(call: Call, ms: number): void {
    this.#given.timeline.later(ms, () => {
      const reply = this.#carryOut(call)
      this.#comeBack(call, this.#given.random.int(0, 10), () => {
        if ('error' in reply) this.#refuse(call)
        else call.resolve(reply.result)
      })
    })
  }

  /** Something comes back, so nothing is uncertain any more. */
  #comeBack({ process, name, params }: Call, ms: number, act: () => void): void {
    this.#given.timeline.later(ms, () => {
      process.later(0, () => {
        this.#uncertain.delete(identity(name, params))
        act()
      })
    })
  }

  #refuse({ name, reject }: Call): void {
    reject(fault(name, 'refused'))
  }

  /** The call is given up after a while. */
  #lose({ process, name, reject }: Call): void {
    process.later(this.#given.random.int(1, PATIENCE), () => {
      reject(fault(name, 'unknown'))
    })
  }

  /** The moment that counts: from here on nothing holds the call back. */
  #leave(process: Process, name: string, params: Params): void {
    const { object, fence, timeline } = this.#given
    if (process.number !== fence()) object(`a process that has lost the lease sent ${name}`)
    if (!makes.has(name)) return
    const what = identity(name, params)
    const until = this.#uncertain.get(what) ?? 0
    if (timeline.now < until) object(`${what} was repeated ${until - timeline.now} ms before its quarantine had passed`)
    this.#uncertain.set(what, timeline.now + LIMIT)
  }

  #carryOut({ name, params }: Call): { result: unknown } | { error: Refused } {
    this.#given.note(`OA: ${name}`)
    try {
      return { result: this.#given.oa.do(name, params) }
    } catch (error) {
      if (error instanceof Refused) return { error }
      throw error
    }
  }
}

/** What must not be repeated before its quarantine has passed: all that makes something. */
const makes = new Set(['aps.resources.create', 'pem.addResourceType', 'bss.addServicePlan'])

function identity(name: string, { body, name: given }: Params): string {
  return `${name} of ${JSON.stringify(given ?? (body as Params | undefined)?.['offerId'])}`
}

const codes = { refused: 'oa/refused', 'not-sent': 'oa/unreachable', unknown: 'oa/no-answer' } as const

function fault(method: string, outcome: OaFault['outcome'], effect: 'read' | 'write' = 'write'): OaFault {
  const message = `${method}: ${outcome}`
  return new OaFault({ code: codes[outcome], outcome, system: 'operations', method, effect, message })
}

/** Everything that can go wrong with a call, the more the rougher it is, from 0 to 1. */
export function roughWeather(rough: number): Partial<Record<Fate, number>> {
  if (rough === 0) return calm
  const bad = { slow: 3, unsent: 1, before: 2, lost: 2, late: 3, after: 1, refused: 1 }
  const sum = Object.values(bad).reduce((all, weight) => all + weight, 0)
  return { well: (sum * (1 - rough)) / rough, ...bad }
}
