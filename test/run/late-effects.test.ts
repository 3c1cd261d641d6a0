/** What OA does after it was given up: no template stays inactive, whenever a lost deactivation is done. */

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isoTime } from '../../src/lib/clock.ts'
import { OaFault } from '../../src/oa/oa-fault.ts'
import { execute } from '../../src/run/execute.ts'
import type { RunEvent } from '../../src/run/run-event.ts'
import { fakeClient, refusal, sessionFor } from './rig.ts'
import { virtualClock, type VirtualClock } from './virtual-clock.ts'
import { debt, observed, window } from './window-world.ts'

const QUARANTINE = 1_000_000
const noon = Date.UTC(2019, 0, 11, 12)

/** How the calls of a method lose their answers, one after the other: done after so many ms, or never (undefined). */
type Losses = Partial<Record<string, (number | undefined)[]>>

/** A template as OA has it: changes to an active one are refused. */
function template(clock: VirtualClock, losses: Losses) {
  const state = { active: true, limit: undefined as string | undefined }
  const refuseIfActive = () => {
    if (state.active) throw refusal('the template is active')
  }
  const effects: Record<string, () => void> = {
    'pem.deactivateST': () => (state.active = false),
    'pem.activateST': () => (state.active = true),
    'pem.addResourceTypeToServiceTemplate': () => {
      refuseIfActive()
      state.limit ??= '-1'
    },
    'pem.setSTRTLimits': () => {
      refuseIfActive()
      if (state.limit !== undefined) state.limit = '0'
    },
  }
  const fake = fakeClient(
    (name) => {
      const queue = losses[name] ?? []
      if (queue.length === 0) return effects[name]?.()
      const delay = queue.shift()
      if (delay === 0) effects[name]?.()
      else if (delay !== undefined) {
        clock.after(delay, () => {
          // Nobody hears of a refusal that comes late.
          try {
            effects[name]?.()
          } catch {
            return
          }
        })
      }
      throw new OaFault({ code: 'oa/timeout', outcome: 'unknown', system: 'operations', method: name, message: 'lost' })
    },
    () => {
      const resource_types = state.limit === undefined ? [] : [{ resource_type_id: 501, limit: state.limit }]
      return { st_id: 12, name: 'Office 365', is_active: state.active, resource_types }
    },
  )
  return { ...fake, state }
}

type Fake = ReturnType<typeof template>

async function walk(fake: Fake, clock: VirtualClock, before: readonly RunEvent[] = [], stopAfter?: number) {
  const abort = new AbortController()
  if (stopAfter !== undefined) {
    clock.after(stopAfter, () => {
      abort.abort()
    })
  }
  const { template: seen } = observed
  const now = { ...observed, template: { ...seen, active: fake.state.active } }
  const { session, events } = sessionFor([window], fake, { clock, before, observed: now, signal: abort.signal })
  const result = await execute(session)
  return {
    ...result,
    history: [...before, ...events, { type: 'run-resumed', run: 'r' }] as RunEvent[],
    events,
    session,
  }
}

const methods = ({ writes }: Fake) => writes.map(({ name }) => name.slice('pem.'.length))
const inOrder = ['deactivateST', 'addResourceTypeToServiceTemplate', 'setSTRTLimits', 'activateST']

describe('a deactivation without an answer', () => {
  it('is waited for, and the window goes on when it is done', async () => {
    const clock = virtualClock()
    const fake = template(clock, { 'pem.deactivateST': [300_000] })
    expect((await walk(fake, clock)).outcome).toBe('done')
    expect(methods(fake)).toEqual(inOrder)
    expect(fake.state).toEqual({ active: true, limit: '0' })
  })

  it('is sent again once it cannot come any more', async () => {
    const clock = virtualClock()
    const fake = template(clock, { 'pem.deactivateST': [undefined] })
    expect((await walk(fake, clock)).outcome).toBe('done')
    expect(methods(fake)).toEqual(['deactivateST', ...inOrder])
    expect(clock.now()).toBe(noon + QUARANTINE)
  })

  it('leaves the debt open when the wait is left, with the time until which it may come', async () => {
    const clock = virtualClock()
    const fake = template(clock, { 'pem.deactivateST': [300_000] })
    const { outcome, events, session } = await walk(fake, clock, [], 100_000)
    expect(outcome).toBe('interrupted')
    const until = isoTime(noon + QUARANTINE)
    expect(events).toContainEqual({ type: 'debt-watched', operation: 'template', debt, until })
    expect(session.state.debts).toEqual([{ operation: 'template', debt, watchedUntil: until }])
    expect(fake.state.active).toBe(true)
  })

  it.each<[string, number]>([
    ['when it was done meanwhile', 400_000],
    ['when it is still to come', 50_000],
  ])('a resume makes it good first, %s', async (_, pause) => {
    const clock = virtualClock()
    const fake = template(clock, { 'pem.deactivateST': [300_000] })
    const { history } = await walk(fake, clock, [], 100_000)
    await clock.sleep(pause)
    const { outcome, session } = await walk(fake, clock, history)
    expect(outcome).toBe('done')
    expect(session.state.debts).toEqual([])
    expect(methods(fake)).toEqual(['deactivateST', 'activateST', ...inOrder])
    expect(fake.state).toEqual({ active: true, limit: '0' })
  })
})

it('what only sets a state is sent again at once: the template is not inactive for a quarantine', async () => {
  const clock = virtualClock()
  const fake = template(clock, {
    'pem.addResourceTypeToServiceTemplate': [undefined],
    'pem.setSTRTLimits': [undefined],
    'pem.activateST': [undefined, 0],
  })
  expect((await walk(fake, clock)).outcome).toBe('done')
  expect(clock.now() - noon).toBeLessThan(5000)
  expect(fake.state).toEqual({ active: true, limit: '0' })
})

it('says that the template is inactive when nothing makes it active, and the next walk begins anew', async () => {
  const clock = virtualClock()
  const fake = template(clock, { 'pem.activateST': Array<undefined>(8).fill(undefined) })
  const first = await walk(fake, clock)
  expect(first.error).toMatchObject({ code: 'apply/template-left-inactive', kind: 'failed' })
  expect(first.session.state.debts).toMatchObject([{ watchedUntil: undefined }])
  expect((await walk(fake, clock, first.history)).outcome).toBe('done')
  expect(fake.state).toEqual({ active: true, limit: '0' })
})

it('ends active and limited, whatever is lost, done late, stopped and resumed', async () => {
  const loss = fc.array(fc.option(fc.integer({ min: 0, max: QUARANTINE - 1 }), { nil: undefined }), { maxLength: 2 })
  const losses = fc.record({
    'pem.deactivateST': loss,
    'pem.addResourceTypeToServiceTemplate': loss,
    'pem.setSTRTLimits': loss,
    'pem.activateST': loss,
  })
  await fc.assert(
    fc.asyncProperty(
      losses,
      fc.array(fc.integer({ min: 0, max: 1_200_000 }), { maxLength: 4 }),
      async (lost, stops) => {
        const clock = virtualClock()
        const fake = template(clock, structuredClone(lost))
        let history: RunEvent[] = []
        let outcome = ''
        for (const stop of [...stops, ...Array<undefined>(8).fill(undefined)]) {
          const walked = await walk(fake, clock, history, stop)
          history = walked.history
          outcome = walked.outcome
          if (outcome === 'done') break
          await clock.sleep(stop ?? 1)
        }
        expect(outcome).toBe('done')
        await clock.sleep(2 * QUARANTINE)
        expect(fake.state).toEqual({ active: true, limit: '0' })
      },
    ),
    { numRuns: 300 },
  )
})
