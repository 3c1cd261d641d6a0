/** What is made again after a failure, what is not, and how long the pauses are. */

import { describe, expect, test } from 'vitest'
import type { CallTrace } from '../../../src/oa/caller.ts'
import { Lane } from '../../../src/oa/lane.ts'
import type { ConnectOptions } from '../../../src/oa/connect.ts'
import type { FaultName } from '../../../src/oa/simulator/faults/faults.ts'
import { calls, start } from '../simulator/rig.ts'
import { faultOf, open } from './connection.ts'
import { envelope, json, raw, serve } from './fake-server.ts'

/** A connection to a new simulator whose schedule begins now, and what it did. */
async function meet(fault: FaultName, options: { times?: number; random?: number } & Partial<ConnectOptions> = {}) {
  const simulator = await start()
  const { times = 1, random = 0.5, ...more } = options
  const traces: CallTrace[] = []
  const pauses: number[] = []
  const { urls, credentials } = simulator
  const oa = open({
    operations: { url: urls.operations, ...credentials.operations },
    billing: { url: urls.billing, credentials: 'struct', ...credentials.billing },
    aps: { url: urls.aps },
    deadlines: { readMs: 30_000, writeMs: 30_000 },
    retries: { attempts: 4, baseMs: 100, capMs: 1000 },
    pacing: {
      sleep: (ms) => {
        pauses.push(ms)
        return Promise.resolve()
      },
      random: () => random,
    },
    onCall: (trace) => traces.push(trace),
    ...more,
  })
  oa.useInstance(3)
  simulator.setFaults([{ call: 1, times, fault, delayMs: 100 }])
  return { simulator, oa, traces, pauses }
}

const templates = { owner_id: 1, active: false }
const add = {
  resclass_name: 'rc.saas.application',
  name: 'Added',
  act_params: [{ var_name: 'app_id', var_value: '17' }],
}

describe('a read', () => {
  test.each<FaultName>([
    'reset-before',
    'reset-after',
    'late',
    'half-answer',
    'malformed',
    'login-page',
    'error-before',
    'error-after',
    'unavailable',
    'deadlock',
    'transaction-timeout',
  ])('is made again after %s', async (fault) => {
    const { oa, traces } = await meet(fault)
    expect(await oa.read('pem.getServiceTemplateList', templates)).toHaveLength(2)
    expect(traces).toMatchObject([
      { attempt: 1, repeatedAfterMs: expect.any(Number) as unknown },
      { attempt: 2, outcome: 'done' },
    ])
    expect(traces[1]).not.toHaveProperty('repeatedAfterMs')
  })

  test.each<FaultName>(['unauthorized', 'token-expired', 'refusal', 'silent-before', 'slow'])(
    'is not made again after %s',
    async (fault) => {
      const { oa, traces } = await meet(
        fault,
        fault === 'silent-before' || fault === 'slow' ? { deadlines: { readMs: 50 } } : {},
      )
      await faultOf(oa.read('pem.getServiceTemplateList', templates))
      expect(traces).toHaveLength(1)
    },
  )

  test('is tried four times in all, and the fault says so', async () => {
    const { oa, traces } = await meet('error-before', { times: 99 })
    const failure = await faultOf(oa.read('pem.getServiceTemplateList', templates))
    expect(failure.message).toContain('(tried 4 times; nothing was changed')
    expect(failure.facts).toMatchObject({ attempts: 4, status: 500 })
    expect(traces.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4])
  })

  test('is made again after a 400 of the bus', async () => {
    const { oa, simulator } = await meet('error-before', { times: 1 })
    await oa.read('aps.types.list', { start: 0, count: 1 })
    simulator.setFaults([{ method: 'aps.types.list', times: 2, fault: 'bad-request' }])
    await oa.read('aps.types.list', { start: 0, count: 1 })
    expect(simulator.faultStatus().counted.calls).toBe(3)
  })
})

describe('a write', () => {
  test.each<FaultName>([
    'reset-before',
    'reset-after',
    'late',
    'half-answer',
    'malformed',
    'error-before',
    'error-after',
    'unavailable',
    'silent-after',
    'login-page',
  ])('is never made again after %s, and its outcome is unknown', async (fault) => {
    const deadlines = fault === 'silent-after' ? { writeMs: 1000 } : {}
    const { oa, simulator, traces } = await meet(fault, { deadlines })
    expect(await faultOf(oa.write('pem.addResourceType', add))).toMatchObject({ outcome: 'unknown', kind: 'uncertain' })
    expect(traces).toHaveLength(1)
    expect(simulator.faultStatus().counted).toEqual({ calls: 1, writes: 1 })
  })

  test.each<FaultName>(['unauthorized', 'token-expired', 'bad-request', 'refusal'])(
    'is not made again after %s: OA did nothing, and would do nothing again',
    async (fault) => {
      const { oa, traces } = await meet(fault)
      expect(await faultOf(oa.write('pem.addResourceType', add))).toMatchObject({ outcome: 'refused', kind: 'failed' })
      expect(traces).toHaveLength(1)
    },
  )

  test('is uncertain after a time limit of OA, though OA says that it failed', async () => {
    const { oa, simulator } = await meet('transaction-timeout')
    const failure = await faultOf(oa.write('pem.addResourceType', add))
    expect(failure).toMatchObject({ outcome: 'unknown', kind: 'uncertain', facts: { extypeId: 620 } })
    expect(failure.hint).toContain('Operations > Tasks')
    await expect.poll(() => simulator.faultStatus().pending).toBe(0)
    expect(simulator.snapshot().resourceTypes.filter(({ name }) => name === 'Added')).toHaveLength(1)
  })

  test('is made again as the victim of a deadlock if that is the same once or twice; a create is not', async () => {
    const { oa, simulator, traces } = await meet('deadlock')
    await oa.write('pem.deactivateST', { st_id: 12 })
    expect(traces).toMatchObject([{ code: 'oa/deadlock', outcome: 'refused' }, { outcome: 'done' }])
    simulator.setFaults([{ write: 1, fault: 'deadlock' }])
    expect(await faultOf(oa.write('pem.addResourceType', add))).toMatchObject({
      code: 'oa/deadlock',
      outcome: 'refused',
    })
    expect(simulator.faultStatus().counted.calls).toBe(1)
  })

  test('is made again when nobody listened', async () => {
    const pauses: number[] = []
    const { oa, simulator, traces } = await meet('refused', {
      pacing: {
        random: () => 0.5,
        // By then somebody listens again.
        sleep: (ms) => {
          pauses.push(ms)
          simulator.setFaults([])
          return Promise.resolve()
        },
      },
    })
    await oa.write('pem.addResourceType', add)
    expect(traces).toMatchObject([{ code: 'oa/unreachable', outcome: 'not-sent' }, { outcome: 'done' }])
    expect(pauses).toEqual([50])
    expect(simulator.snapshot().resourceTypes.filter(({ name }) => name === 'Added')).toHaveLength(1)
  })
})

test.each([
  ['read', /^Type the command again\. If it stays so, look into the log of the Operations API server\.$/],
  ['write', /o365-onboard resume looks first/],
] as const)('a lost %s says what to do next', async (effect, hint) => {
  const { oa } = await meet('reset-after', { retries: { attempts: 1 } })
  const failure = await faultOf(
    effect === 'read' ? oa.read('pem.getServiceTemplateList', templates) : oa.write('pem.addResourceType', add),
  )
  expect(failure.hint).toMatch(hint)
})

describe('a pause', () => {
  test('is random below a limit that doubles up to a cap', async () => {
    const pausesWith = async (random: number) => {
      const { oa, pauses } = await meet('error-before', {
        times: 99,
        random,
        retries: { attempts: 7, baseMs: 100, capMs: 1000 },
        deadlines: {},
      })
      await faultOf(oa.read('pem.getServiceTemplateList', templates))
      return pauses
    }
    expect(await pausesWith(0)).toEqual([0, 0, 0, 0, 0, 0])
    expect(await pausesWith(0.5)).toEqual([50, 100, 200, 400, 500, 500])
    expect(await pausesWith(0.999)).toEqual([100, 200, 400, 799, 999, 999])
  })

  test.each([
    ['7', 7000],
    ['0', 50],
    ['soon', 50],
    [new Date(Date.now() - 10_000).toUTCString(), 50],
  ])('is as long as the server asks for: Retry-After %s', async (asked, expected) => {
    const pauses: number[] = []
    const server = await serve((response, request, count) => {
      if (count === 1) raw(503, '', { 'retry-after': asked })(response, request, count)
      else envelope([])(response, request, count)
    })
    const oa = open({
      operations: { url: server.url },
      retries: { attempts: 2, baseMs: 100 },
      pacing: { sleep: (ms) => Promise.resolve(void pauses.push(ms)), random: () => 0.5 },
    })
    await oa.read('pem.getServiceTemplateList', templates)
    expect(pauses).toEqual([expected])
  })

  test('is not begun when the server asks for more time than the call has', async () => {
    const server = await serve(raw(503, '', { 'retry-after': '3600' }))
    const oa = open({ operations: { url: server.url }, retries: { attempts: 4 } })
    const failure = await faultOf(oa.read('pem.getServiceTemplateList', templates))
    expect(failure).toMatchObject({ code: 'oa/overloaded', facts: { retryAfterSeconds: 3600 } })
    expect(server.requests).toHaveLength(1)
  })

  test('ends with the call: given up in it, the fault in hand is told', async () => {
    const giveUp = new AbortController()
    const server = await serve(raw(500, ''))
    const oa = open({
      operations: { url: server.url },
      retries: { attempts: 4 },
      pacing: {
        random: () => 0.5,
        sleep: () => {
          giveUp.abort()
          return Promise.resolve()
        },
      },
    })
    const failure = await faultOf(oa.read('pem.getServiceTemplateList', templates, { signal: giveUp.signal }))
    expect(failure.code).toBe('oa/server-error')
    expect(server.requests).toHaveLength(1)
  })
})

test('a stale token is renewed once for a call, however often the call is tried', async () => {
  const stale = { code: 403, error: 'APS::Util::AuthenticationFailed', message: 'Authentication Failed' }
  const bus = await serve((response, request, count) => {
    json(count % 2 === 1 ? 403 : 500, count % 2 === 1 ? stale : {})(response, request, count)
  })
  const operations = await serve((response, request, count) => {
    envelope({ aps_token: `token-${count}` })(response, request, count)
  })
  const oa = open({ operations: { url: operations.url }, aps: { url: bus.url }, retries: { attempts: 4 } })
  const failure = await faultOf(oa.read('aps.types.list', { start: 0, count: 1 }))
  expect(failure.code).toBe('oa/unauthorized')
  expect([operations.requests.length, bus.requests.length]).toEqual([2, 3])
})

test('a token that cannot be had is asked for four times, not four times four', async () => {
  const operations = await serve(raw(500, ''))
  const oa = open({ operations: { url: operations.url }, retries: { attempts: 4 } })
  expect(await faultOf(oa.read('aps.types.list', { start: 0, count: 1 }))).toMatchObject({ outcome: 'not-sent' })
  expect(operations.requests).toHaveLength(4)
})

test('at 5 % errors no more than 1.1 calls are made for each that is wanted', async () => {
  const { oa, simulator } = await meet('error-before', { times: 1 })
  const wanted = 1000
  // Every twentieth call of all that come fails, repetitions included.
  simulator.setFaults(
    Array.from({ length: 60 }, (_, index) => ({ call: 20 * (index + 1), fault: 'error-before' as const })),
  )
  for (let made = 0; made < wanted; made += 1) await oa.read('GetVersion_API', {})
  const { calls: sent } = simulator.faultStatus().counted
  expect(sent / wanted).toBeGreaterThan(1.04)
  expect(sent / wanted).toBeLessThanOrEqual(1.1)
  expect((await calls(simulator, '?outcome=not-done')).length).toBe(sent - wanted)
})

describe('calls at a time', () => {
  test('are halved by a 503', async () => {
    let waiting: (() => void)[] = []
    let most = 0
    const server = await serve((response, request, count) => {
      waiting.push(() => {
        raw(503, '')(response, request, count)
      })
      most = Math.max(most, waiting.length)
      // All eight at once; later ones as they come.
      if (count < 8) return
      for (const answer of waiting) answer()
      waiting = []
    })
    const oa = open({ operations: { url: server.url }, parallel: { operations: 8 } })
    const many = (count: number) =>
      Promise.allSettled(Array.from({ length: count }, () => oa.read('pem.getServiceTemplateList', templates)))
    await many(8)
    expect(most).toBe(8)
    most = 0
    await many(5)
    expect(most).toBe(1)
  })

  test('grow one by one as calls succeed, up to what was configured', async () => {
    const lane = new Lane(4)
    let running = 0
    const most = async () => {
      let seen = 0
      const work = async () => {
        seen = Math.max(seen, ++running)
        await new Promise(setImmediate)
        running -= 1
      }
      await Promise.all(Array.from({ length: 20 }, () => lane.run(work)))
      return seen
    }
    lane.slowDown()
    const seen = [await most()]
    for (let successes = 0; successes < 12; successes += 1) {
      lane.speedUp()
      seen.push(await most())
    }
    expect(seen).toEqual([2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4])
    for (let errors = 0; errors < 5; errors += 1) lane.slowDown()
    expect(await most()).toBe(1)
  })
})
