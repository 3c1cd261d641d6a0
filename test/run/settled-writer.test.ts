/** One rule for every write of unknown outcome: look until it is seen or cannot come any more, then repeat, three times. */

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isoTime } from '../../src/lib/clock.ts'
import { OaFault } from '../../src/oa/oa-fault.ts'
import { execute } from '../../src/run/execute.ts'
import type { RunEvent } from '../../src/run/run-event.ts'
import {
  fakeClient,
  guid,
  nothingThere,
  observedType,
  refusal,
  sessionFor,
  type SessionChanges,
  typeOperation,
} from './rig.ts'
import { virtualClock, type VirtualClock } from './virtual-clock.ts'

/** The default of `waits.quarantineSeconds`. */
const QUARANTINE = 1_000_000

const lost = (method = 'aps.resources.create') =>
  new OaFault({ code: 'oa/no-answer', outcome: 'unknown', system: 'aps', method, message: 'reset' })

interface Wire {
  /** How many creates lose their answer, from the first. */
  losses: number
  /** When the work of a lost create is done, in ms after it; never without it. */
  delay?: number
  /** How many objects it makes then. */
  copies?: number
  /** Reads fail before this time. */
  blindUntil?: number
}

/** A bus with one type of its own making. */
function bus(clock: VirtualClock, { losses, delay, copies = 1, blindUntil = 0 }: Wire) {
  const items: object[] = []
  let sent = 0
  const make = (body: object) => {
    const id = `type-${items.length + 1}`
    items.push({ ...body, aps: { type: 'license', id, status: 'aps:ready' } })
    return id
  }
  const fake = fakeClient(
    (_name, { body }) => {
      sent += 1
      if (sent > losses) return { aps: { type: 'license', id: make(body as object), status: 'aps:ready' } }
      const doIt = () => {
        for (let copy = 0; copy < copies; copy += 1) make(body as object)
      }
      if (delay === 0) doIt()
      else if (delay !== undefined) clock.after(delay, doIt)
      throw lost()
    },
    (_name, { query }) => {
      if (clock.now() < blindUntil) throw refusal('aps.resources.list')
      const shown = String(query).includes('license') ? items : []
      return { items: shown, total: shown.length }
    },
  )
  return { ...fake, items }
}

async function walk(wire: Wire, changes: SessionChanges = {}, clock = virtualClock()) {
  const fake = bus(clock, wire)
  const { session, events } = sessionFor([typeOperation(1)], fake, { clock, ...changes })
  return { ...(await execute(session)), events, fake, clock, session }
}

const types = (events: readonly RunEvent[]) => events.map(({ type }) => type)
const total = ({ slept }: VirtualClock) => slept.reduce((sum, ms) => sum + ms, 0)

describe('a create without an answer', () => {
  it('is settled by the first look when the work was done, and nothing is waited for', async () => {
    const { outcome, events, fake, clock } = await walk({ losses: 1, delay: 0 })
    expect(outcome).toBe('done')
    expect(fake.writes).toHaveLength(1)
    expect(clock.slept).toEqual([])
    expect(types(events)).toEqual([
      'operation-started',
      'call-intended',
      'call-failed',
      'call-settled',
      'operation-done',
      'run-finished',
    ])
    expect(events).toContainEqual({ type: 'operation-done', operation: '1', outcome: 'applied', id: 'type-1' })
  })

  it('is waited for, told once with its end, and takes its id from the read', async () => {
    const { outcome, events, fake, clock } = await walk({ losses: 1, delay: 700_000 })
    expect(outcome).toBe('done')
    expect(fake.writes).toHaveLength(1)
    const told = events.filter(({ type }) => type === 'operation-settling')
    expect(told).toMatchObject([{ operation: '1', until: isoTime(Date.UTC(2019, 0, 11, 12) + QUARANTINE) }])
    expect(total(clock)).toBeGreaterThanOrEqual(700_000)
    expect(total(clock)).toBeLessThanOrEqual(710_000)
    expect(Math.min(...clock.slept)).toBe(250)
    expect(Math.max(...clock.slept)).toBe(10_000)
    expect(events).toContainEqual({ type: 'call-settled', operation: '1', call: 1, effect: 'seen' })
  })

  it('is repeated when the quarantine has passed and it is not there', async () => {
    const { outcome, events, fake, clock } = await walk({ losses: 1 })
    expect(outcome).toBe('done')
    expect(fake.items).toHaveLength(1)
    expect(fake.writes).toHaveLength(2)
    expect(total(clock)).toBe(QUARANTINE)
    expect(events).toContainEqual({ type: 'call-settled', operation: '1', call: 1, effect: 'absent' })
  })

  it('is repeated three times at most; then a person is asked, and may say: again', async () => {
    const first = await walk({ losses: 9 })
    expect(first.fake.writes).toHaveLength(4)
    expect(total(first.clock)).toBe(4 * QUARANTINE)
    expect(first.error).toMatchObject({ kind: 'uncertain', code: 'apply/repeated-too-often' })

    const again: RunEvent[] = [...first.events, { type: 'run-resumed', run: 'r' }]
    const second = await walk({ losses: 0 }, { before: again })
    expect(second.error).toMatchObject({ code: 'apply/repeated-too-often' })
    expect(second.fake.writes).toEqual([])

    const choice: RunEvent = { type: 'choice-made', choice: 'retry', operation: '1', by: 'Ann' }
    expect((await walk({ losses: 0 }, { before: [...again, choice] })).outcome).toBe('done')
  })

  it('stops with both ids when two of it are there', async () => {
    const { error, fake } = await walk({ losses: 1, delay: 60_000, copies: 2 })
    expect(error).toMatchObject({ kind: 'uncertain', code: 'apply/two-found', facts: { ids: ['type-1', 'type-2'] } })
    expect((error as Error).message).toBe(
      'Operation 1: an answer was lost, and now there are 2 of it: "Offer 1" (type-1) and "Offer 1" (type-2). Nothing more was done to them.',
    )
    expect(fake.writes).toHaveLength(1)
  })

  it('is looked for as long as there is time, even when OA cannot be read at first', async () => {
    const start = Date.UTC(2019, 0, 11, 12)
    const { outcome, fake } = await walk({ losses: 1, delay: 0, blindUntil: start + 900_000 })
    expect(outcome).toBe('done')
    expect(fake.writes).toHaveLength(1)
    const blind = await walk({ losses: 1, delay: 0, blindUntil: start + 2 * QUARANTINE })
    expect(blind.error).toMatchObject({ kind: 'uncertain', code: 'apply/uncertain' })
    expect(blind.fake.writes).toHaveLength(1)
  })

  it('with --no-wait ends at once and says from when on a resume goes on', async () => {
    const { error, fake, clock } = await walk({ losses: 1 }, { waits: false })
    expect(error).toMatchObject({
      kind: 'uncertain',
      code: 'wait/not-waited',
      facts: { until: '2019-01-11T12:16:40.000Z' },
    })
    expect(clock.slept).toEqual([])
    expect(fake.writes).toHaveLength(1)
  })
})

describe('an error that was an answer', () => {
  it('is looked behind once: the work may be done all the same', async () => {
    const clock = virtualClock()
    const done = bus(clock, { losses: 0 })
    const client: typeof done.client = {
      ...done.client,
      write: async (name, params) => {
        await done.client.write(name, params)
        throw refusal()
      },
    }
    const { session, events } = sessionFor([typeOperation(1)], { ...done, client }, { clock })
    expect((await execute(session)).outcome).toBe('done')
    expect(events).toContainEqual({ type: 'operation-done', operation: '1', outcome: 'applied', id: 'type-1' })
  })
})

describe('across processes', () => {
  const noon = Date.UTC(2019, 0, 11, 12)
  const body = { aps: { type: 'license' } }
  const crashed = (at: string | undefined): RunEvent[] => {
    const { value = {} } = typeOperation(1)
    const { name, offerId, provisioningId, assignable, trialOfferId, upgrades } = value
    const properties = { name, offerId, provisioning_id: provisioningId, isUserSpecific: assignable, trialOfferId }
    const params = { body: { ...body, ...properties, possibleTransitions: upgrades } }
    return [
      { type: 'operation-started', operation: '1' },
      {
        type: 'call-intended',
        operation: '1',
        call: 1,
        method: 'aps.resources.create',
        params,
        ...(at === undefined ? {} : { at }),
      },
      { type: 'run-resumed', run: 'r' },
    ]
  }

  it.each<[string, string | undefined, number]>([
    ['counts from the call', isoTime(noon - 400_000), 600_000],
    ['waits for nothing when the call is older', isoTime(noon - QUARANTINE), 0],
    ['waits for all of it when the clock was set back', isoTime(noon + 3_600_000), QUARANTINE],
    ['waits for all of it when nobody knows when the call left', undefined, QUARANTINE],
  ])('%s', async (_, at, waited) => {
    const { outcome, fake, clock } = await walk({ losses: 0 }, { before: crashed(at) })
    expect(outcome).toBe('done')
    expect(total(clock)).toBe(waited)
    expect(fake.writes).toHaveLength(1)
  })

  it('what was made, and answered, before the process died is adopted by what is read and not made again', async () => {
    const observed = { ...nothingThere, types: [observedType()] }
    const answered: RunEvent = { type: 'call-answered', operation: '1', call: 1, result: { aps: { id: 'type-1' } } }
    const before = [...crashed(isoTime(noon)).slice(0, 2), answered, ...crashed(isoTime(noon)).slice(2)]
    const { outcome, events, fake } = await walk({ losses: 0 }, { before, observed })
    expect(outcome).toBe('done')
    expect(fake.writes).toEqual([])
    expect(events).toContainEqual({ type: 'operation-done', operation: '1', outcome: 'adopted', id: 'type-1' })
  })

  it('a wait that is left ends at the same time when it is resumed', async () => {
    const abort = new AbortController()
    const clock = virtualClock()
    clock.after(300_000, () => {
      abort.abort()
    })
    const left = await walk({ losses: 1 }, { signal: abort.signal }, clock)
    expect({ outcome: left.outcome, error: left.error }).toEqual({ outcome: 'interrupted', error: undefined })
    expect(types(left.events)).not.toContain('operation-failed')
    const before: RunEvent[] = [...left.events, { type: 'run-resumed', run: 'r' }]
    const later = virtualClock(clock.now() + 100_000)
    const { outcome, events } = await walk({ losses: 0 }, { before }, later)
    expect(outcome).toBe('done')
    expect(later.now()).toBe(noon + QUARANTINE)
    const [first] = left.events.filter(({ type }) => type === 'operation-settling')
    expect(events.find(({ type }) => type === 'operation-settling')).toEqual(first)
  })

  it('a wall clock that jumps forward in a wait shortens nothing', async () => {
    const clock = virtualClock()
    clock.after(10_000, () => {
      clock.set(clock.now() + 86_400_000)
    })
    const { outcome } = await walk({ losses: 1 }, {}, clock)
    expect(outcome).toBe('done')
    expect(total(clock)).toBe(QUARANTINE)
  })
})

it('never makes two where OA works within the quarantine, whenever the process is stopped and gone on with', async () => {
  const delays = fc.option(fc.integer({ min: 0, max: QUARANTINE - 1 }), { nil: undefined })
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 3 }),
      delays,
      fc.array(fc.integer({ min: 1, max: 1_500_000 }), { maxLength: 4 }),
      async (losses, delay, stops) => {
        const clock = virtualClock()
        const fake = bus(clock, { losses, ...(delay === undefined ? {} : { delay }) })
        let before: RunEvent[] = []
        for (const stop of [...stops, undefined]) {
          const abort = new AbortController()
          if (stop !== undefined) {
            clock.after(stop, () => {
              abort.abort()
            })
          }
          const { session, events } = sessionFor([typeOperation(1)], fake, { clock, before, signal: abort.signal })
          const { outcome } = await execute(session)
          before = [...before, ...events, { type: 'run-resumed', run: 'r' }]
          if (outcome === 'done') break
        }
        expect(fake.items).toHaveLength(1)
        expect((fake.items[0] as { offerId: string }).offerId).toBe(guid(1))
      },
    ),
    { numRuns: 200 },
  )
})
