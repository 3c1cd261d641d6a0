/** The walk over a plan: needs first, as many at once as a lane is wide, and the first failure is the last start. */

import { setTimeout as delay } from 'node:timers/promises'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OnboardError } from '../../src/lib/onboard-error.ts'
import { execute } from '../../src/run/execute.ts'
import type { Person } from '../../src/run/person.ts'
import type { RunEvent } from '../../src/run/run-event.ts'
import { fakeClient, manualOperation, refusal, sessionFor, typeOperation } from './rig.ts'

const willing: Person = { attend: () => Promise.resolve({ by: 'Ann', evidence: 'seen' }) }

const places = (events: readonly RunEvent[], type: RunEvent['type']) =>
  new Map(
    events.flatMap((event, index) => (event.type === type && 'operation' in event ? [[event.operation, index]] : [])),
  )

/** Operation n may need any that come before it; some are for people. */
const randomPlan = fc
  .integer({ min: 1, max: 24 })
  .chain((size) =>
    fc.tuple(
      ...Array.from({ length: size }, (_, number) =>
        fc.record({
          byHand: fc.boolean(),
          needs:
            number === 0 ? fc.constant([]) : fc.uniqueArray(fc.integer({ min: 0, max: number - 1 }), { maxLength: 4 }),
        }),
      ),
    ),
  )
  .map((shapes) => shapes.map(({ byHand, needs }, number) => (byHand ? manualOperation : typeOperation)(number, needs)))

describe('a calm walk', () => {
  it('starts nothing before all that it needs is done, and does everything once', async () => {
    await fc.assert(
      fc.asyncProperty(randomPlan, fc.infiniteStream(fc.integer({ min: 0, max: 2 })), async (plan, pauses) => {
        const fake = fakeClient(async () => {
          await delay(Number(pauses.next().value))
          return { aps: { id: 'new', status: 'aps:ready' } }
        })
        const { session, events } = sessionFor(plan, fake, { person: willing })
        const { outcome, error } = await execute(session)
        expect({ outcome, error }).toEqual({ outcome: 'done', error: undefined })
        const started = places(events, 'operation-started')
        const done = places(events, 'operation-done')
        expect(done.size).toBe(plan.length)
        expect(events.filter(({ type }) => type === 'operation-started')).toHaveLength(plan.length)
        for (const { id, needs } of plan)
          for (const need of needs) expect(done.get(need)).toBeLessThan(started.get(id) ?? -1)
        expect(fake.writes).toHaveLength(plan.filter(({ type }) => type === 'ensure').length)
        expect(fake.widest()).toBeLessThanOrEqual(8)
      }),
      { numRuns: 60 },
    )
  })

  it('uses the whole width of a lane, and no more', async () => {
    const fake = fakeClient()
    await execute(
      sessionFor(
        Array.from({ length: 30 }, (_, n) => typeOperation(n)),
        fake,
      ).session,
    )
    expect(fake.widest()).toBe(8)
  })

  it('records an intent before each write, and its answer after it', async () => {
    const order: string[] = []
    const fake = fakeClient(() => {
      order.push('the call')
      return { aps: { id: 'new', status: 'aps:ready' } }
    })
    const { session } = sessionFor([typeOperation(1)], fake, { onRecord: ({ type }) => order.push(type) })
    await execute(session)
    expect(order).toEqual([
      'operation-started',
      'call-intended',
      'the call',
      'call-answered',
      'operation-done',
      'run-finished',
    ])
  })

  it('asks people only when nothing else can go on', async () => {
    const seen: string[] = []
    const person: Person = {
      attend: ({ id }) => {
        seen.push(`asked ${id}`)
        return Promise.resolve({ by: 'Ann', evidence: '' })
      },
    }
    const fake = fakeClient(async () => {
      await delay(2)
      seen.push('wrote')
      return { aps: { id: 'new', status: 'aps:ready' } }
    })
    await execute(sessionFor([manualOperation(0), typeOperation(1), typeOperation(2, [1])], fake, { person }).session)
    expect(seen).toEqual(['wrote', 'wrote', 'asked 0'])
  })

  it('keeps the order when something in the middle is left out', async () => {
    const plan = [typeOperation(0), manualOperation(1, [0]), manualOperation(2, [1]), typeOperation(3, [2])]
    const before: RunEvent[] = ['1', '2'].map((operation) => {
      return { type: 'choice-made', choice: 'skip', operation, by: 'Ann', reason: 'x' }
    })
    const { session, events } = sessionFor(plan, fakeClient(), { before })
    expect((await execute(session)).outcome).toBe('done')
    const done = places(events, 'operation-done')
    expect([...done.keys()]).toEqual(['0', '3'])
    expect(places(events, 'operation-started').get('3')).toBeGreaterThan(done.get('0') ?? 99)
  })

  it('leaves out what an earlier walk has done', async () => {
    const fake = fakeClient()
    const before: RunEvent[] = [
      { type: 'operation-started', operation: '0' },
      { type: 'operation-done', operation: '0', outcome: 'applied', id: 'old' },
    ]
    const { session, events } = sessionFor([typeOperation(0), typeOperation(1, [0])], fake, { before })
    await execute(session)
    expect(fake.writes).toHaveLength(1)
    expect([...places(events, 'operation-started').keys()]).toEqual(['1'])
  })
})

describe('a walk that ends early', () => {
  it('starts nothing after the first failure, and finishes what is under way', async () => {
    let calls = 0
    const fake = fakeClient(
      async () => {
        calls += 1
        if (calls === 3) throw refusal()
        await delay(5)
        return { aps: { id: 'new', status: 'aps:ready' } }
      },
      () => {
        throw refusal('aps.resources.list')
      },
    )
    const { session, events } = sessionFor(
      Array.from({ length: 20 }, (_, n) => typeOperation(n)),
      fake,
    )
    // What a refused write left behind is looked up; here it cannot be, so the refusal stands.
    const { outcome, error } = await execute(session)
    expect(outcome).toBe('failed')
    expect(error).toMatchObject({ code: 'oa/refused', message: expect.stringContaining('no') as string })
    expect(fake.writes).toHaveLength(8)
    expect(places(events, 'operation-done').size).toBe(7)
    expect(places(events, 'operation-failed').size).toBe(1)
    expect(events.at(-1)).toEqual({ type: 'run-finished', outcome: 'failed' })
  })

  it('starts nothing after an interruption, and finishes what is under way', async () => {
    const abort = new AbortController()
    const fake = fakeClient(async () => {
      abort.abort()
      await delay(5)
      return { aps: { id: 'new', status: 'aps:ready' } }
    })
    const { session, events } = sessionFor(
      Array.from({ length: 20 }, (_, n) => typeOperation(n)),
      fake,
      { signal: abort.signal },
    )
    expect(await execute(session)).toEqual({ outcome: 'interrupted', error: undefined })
    expect(fake.writes.length).toBeLessThanOrEqual(8)
    expect(places(events, 'operation-done').size).toBe(fake.writes.length)
  })

  it('asks nobody once it is interrupted', async () => {
    const abort = new AbortController()
    abort.abort()
    const person: Person = { attend: () => Promise.reject(new Error('asked')) }
    const { session } = sessionFor([manualOperation(0)], fakeClient(), { person, signal: abort.signal })
    expect(await execute(session)).toEqual({ outcome: 'interrupted', error: undefined })
  })

  it('waits where nobody is there, and does all that does not need it', async () => {
    const fake = fakeClient()
    const plan = [manualOperation(0), typeOperation(1), typeOperation(2, [0]), manualOperation(3)]
    const { session, events } = sessionFor(plan, fake)
    expect((await execute(session)).outcome).toBe('waiting')
    expect([...places(events, 'operation-waiting').keys()]).toEqual(['0', '3'])
    expect([...places(events, 'operation-done').keys()]).toEqual(['1'])
  })

  it('makes no call when its intent cannot be written down, and says so instead of ending calmly', async () => {
    const fake = fakeClient()
    const full = new OnboardError({ kind: 'failed', code: 'journal/not-written', message: 'no space left' })
    const { session } = sessionFor([typeOperation(0), typeOperation(1, [0])], fake, {
      onRecord: ({ type }) => {
        if (type === 'call-intended' || type === 'run-finished') throw full
      },
    })
    await expect(execute(session)).rejects.toBe(full)
    expect(fake.writes).toEqual([])
  })

  it('takes an operation it cannot perform for wrong input', async () => {
    const plan = [{ ...manualOperation(0), type: 'wait' as const }]
    const { outcome, error } = await execute(sessionFor(plan, fakeClient(), { person: willing }).session)
    expect(outcome).toBe('failed')
    expect(error).toMatchObject({ kind: 'invalid-input', code: 'apply/unknown-type' })
  })
})
