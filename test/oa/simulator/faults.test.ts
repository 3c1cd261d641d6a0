/** Each fault as a plain client meets it, what became of the effect, and what the call log says of it. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { FaultSchedule } from '../../../src/oa/simulator/faults/fault-schedule.ts'
import { type FaultName, faultNames } from '../../../src/oa/simulator/faults/faults.ts'
import { loadFaults } from '../../../src/oa/simulator/faults/load-faults.ts'
import { aps, basic, calls, operations, start, succeed, token } from './rig.ts'
import { encodeMethodCall } from '../../../src/oa/xml-rpc.ts'

type Simulator = Awaited<ReturnType<typeof start>>
type Faults = FaultSchedule['faults']

const add = {
  resclass_name: 'rc.saas.application',
  name: 'Added',
  act_params: [{ var_name: 'app_id', var_value: '17' }],
}

/** How often it was added. */
const added = (simulator: Simulator) =>
  simulator.snapshot().resourceTypes.filter(({ name }) => name === add.name).length

/** Status and text of one addResourceType, or how the connection failed. */
async function attempt({ urls, credentials }: Simulator, patienceMs = 5000): Promise<[number, string] | string> {
  try {
    const response = await fetch(urls.operations, {
      method: 'POST',
      headers: { 'content-type': 'text/xml', authorization: basic(credentials.operations) },
      body: encodeMethodCall('pem.addResourceType', [add]),
      signal: AbortSignal.timeout(patienceMs),
    })
    return [response.status, await response.text()]
  } catch (error) {
    const { name, message, cause } = error as Error & { cause?: { code?: string } }
    return cause?.code ?? (name === 'TimeoutError' ? name : message)
  }
}

const settled = (simulator: Simulator) =>
  vi.waitFor(
    () => {
      expect(simulator.faultStatus().pending).toBe(0)
    },
    { timeout: 10_000 },
  )

const logged = async (simulator: Simulator) =>
  (await calls(simulator, '?method=pem.addResourceType')).map(({ outcome, fault }) => [outcome, fault])

describe('a fault', () => {
  const whole = expect.stringContaining('resource_type_id') as unknown
  const any = expect.any(String) as unknown
  it.each<[FaultName, unknown, number, string[]]>([
    ['reset-before', 'ECONNRESET', 0, ['not-done']],
    ['reset-after', 'ECONNRESET', 1, ['ok']],
    ['late', 'ECONNRESET', 1, ['not-done', 'ok']],
    ['slow', [200, whole], 1, ['not-done', 'ok']],
    ['half-answer', 'UND_ERR_SOCKET', 1, ['ok']],
    ['drip', [200, whole], 1, ['ok']],
    ['malformed', [200, expect.not.stringContaining('</methodResponse>')], 1, ['ok']],
    ['login-page', [200, expect.stringContaining('<html>')], 0, ['not-done']],
    ['duplicate', [200, whole], 2, ['ok', 'ok']],
    ['unauthorized', [401, any], 0, ['not-done']],
    ['token-expired', [403, any], 0, ['not-done']],
    ['bad-request', [400, any], 0, ['not-done']],
    ['error-before', [500, any], 0, ['not-done']],
    ['error-after', [500, any], 1, ['ok']],
    ['unavailable', [503, any], 0, ['not-done']],
    ['refusal', [200, expect.stringContaining('<int>21</int>')], 0, ['not-done']],
    ['deadlock', [200, expect.stringContaining('deadlock')], 0, ['not-done']],
    ['transaction-timeout', [200, expect.stringContaining('<int>620</int>')], 1, ['not-done', 'ok']],
    ['task-stuck', [200, whole], 1, ['ok']],
    ['task-failed', [200, whole], 1, ['ok']],
  ])('%s', async (fault, seen, done, log) => {
    const simulator = await start({}, {})
    simulator.setFaults([{ write: 1, fault, ...(fault === 'drip' ? { delayMs: 0 } : { delayMs: 50 }) }])
    expect(await attempt(simulator)).toEqual(seen)
    await settled(simulator)
    expect(added(simulator)).toBe(done)
    expect(await logged(simulator)).toEqual(log.map((outcome) => [outcome, fault]))
    // The next one is a call as ever.
    expect(await attempt(simulator)).toEqual([200, whole])
  })

  it.each(['silent-before', 'silent-after'] as const)('%s', async (fault) => {
    const simulator = await start()
    simulator.setFaults([{ call: 1, fault }])
    expect(await attempt(simulator, 200)).toBe('TimeoutError')
    expect(added(simulator)).toBe(fault === 'silent-after' ? 1 : 0)
  })

  it('late or slow takes effect though the client is gone', async () => {
    const simulator = await start()
    simulator.setFaults([{ write: 1, fault: 'slow', delayMs: 300 }])
    expect(await attempt(simulator, 50)).toBe('TimeoutError')
    expect(added(simulator)).toBe(0)
    await settled(simulator)
    expect(added(simulator)).toBe(1)
  })

  it('refused: nobody listens just before the call, on none of the three ports, and then somebody does', async () => {
    const simulator = await start()
    simulator.setFaults([{ write: 2, fault: 'refused', delayMs: 400 }])
    expect(await attempt(simulator)).toEqual([200, whole])
    for (const url of [simulator.urls.operations, simulator.urls.billing, simulator.urls.aps]) {
      await expect(fetch(url)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
    }
    await vi.waitFor(
      async () => {
        expect(await attempt(simulator)).toEqual([200, whole])
      },
      { timeout: 10_000 },
    )
    expect(added(simulator)).toBe(2)
    expect(await attempt(simulator)).toEqual([200, whole])
  })

  it('unavailable says when to come again', async () => {
    const simulator = await start()
    simulator.setFaults([{ call: 1, fault: 'unavailable', delayMs: 2500 }])
    expect((await fetch(simulator.urls.aps)).headers.get('retry-after')).toBe('3')
  })

  it('on the APS bus speaks as the bus does', async () => {
    const simulator = await start()
    const user = await token(simulator, 'user')
    const strike = async (fault: FaultName) => {
      simulator.setFaults([{ call: 1, fault }])
      return aps(simulator, user, 'resources/5b0f3f4e-6f0a-4d3b-9d55-0f3f2a7f1c01')
    }
    expect(await strike('token-expired')).toMatchObject({
      status: 403,
      body: { error: 'APS::Util::AuthenticationFailed' },
    })
    expect(await strike('task-stuck')).toMatchObject({ status: 200, body: { aps: { status: 'aps:proto' } } })
    expect(await strike('task-failed')).toMatchObject({ status: 500, body: { error: 'ApplicationUnknownError' } })
  })

  it('of a task shows in the status of its request', async () => {
    const simulator = await start()
    const status = async (fault: FaultName) => {
      simulator.setFaults([{ method: 'pem.getRequestStatus', fault }])
      return (await succeed(simulator, 'pem.getRequestStatus', { request_id: 'r' }))['request_status']
    }
    expect([await status('task-stuck'), await status('task-failed')]).toEqual([1, 2])
  })

  it('of every kind is tested here', () => {
    const here = [...'late slow drip refused unavailable'.split(' ')]
    expect(faultNames).toEqual(expect.arrayContaining(here))
    expect(faultNames).toHaveLength(23)
  })
})

describe('a schedule', () => {
  const read = (simulator: Simulator) => operations(simulator, 'pem.getServiceTemplateList', { owner_id: 1 })
  const struck = async (faults: Faults, kinds: string) => {
    const simulator = await start()
    simulator.setFaults(faults)
    const seen: boolean[] = []
    for (const kind of kinds) {
      const answer = kind === 'w' ? attempt(simulator) : read(simulator)
      seen.push(JSON.stringify(await answer).includes('This fault was asked for'))
    }
    return seen.flatMap((hit, index) => (hit ? [index + 1] : []))
  }
  it.each<[string, Faults[number], number[]]>([
    ['the n-th call', { call: 3, fault: 'refusal' }, [3]],
    ['the n-th writing call', { write: 2, fault: 'refusal' }, [5]],
    ['the first call of a method', { method: 'pem.addResourceType', fault: 'refusal' }, [2]],
    ['the n-th call of a method', { method: 'pem.getServiceTemplateList', nth: 2, fault: 'refusal' }, [3]],
    ['several in a row', { call: 2, times: 3, fault: 'refusal' }, [2, 3, 4]],
    ['several writing calls in a row', { write: 1, times: 2, fault: 'refusal' }, [2, 5]],
  ])('strikes %s', async (_, entry, expected) => {
    expect(await struck([entry], 'rwrrwr')).toEqual(expected)
  })

  it('lets the first fitting entry strike', async () => {
    const simulator = await start()
    simulator.setFaults([
      { write: 1, fault: 'unauthorized' },
      { call: 1, times: 2, fault: 'bad-request' },
    ])
    expect([await attempt(simulator), await attempt(simulator)].map(([status]) => status)).toEqual([401, 400])
  })

  it('can strike only what overlaps, as parallel edits do that end in a deadlock', async () => {
    const simulator = await start({}, { latencyMs: 300 })
    simulator.setFaults([{ method: 'pem.addResourceType', times: 9, overlapping: true, fault: 'deadlock' }])
    const both = await Promise.all([attempt(simulator), attempt(simulator)])
    expect(both.filter((answer) => answer[1].includes('deadlock'))).toHaveLength(1)
    expect((await attempt(simulator))[1]).not.toContain('deadlock')
  })

  it('may come with the world, is set and looked at over HTTP, and counts anew then', async () => {
    const simulator = await start({ faults: [{ call: 1, times: 1, overlapping: false, fault: 'error-before' }] })
    const { faults: url } = simulator.urls
    expect((await attempt(simulator))[0]).toBe(500)
    expect(await (await fetch(url)).json()).toMatchObject({ counted: { calls: 1, writes: 1 }, pending: 0 })
    const put = (body: unknown) =>
      fetch(url, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    expect((await put({ faults: [{ write: 1, fault: 'unavailable' }] })).status).toBe(200)
    expect((await attempt(simulator))[0]).toBe(503)
    expect(await (await put({ faults: [{ write: 1, fault: 'nothing' }] })).json()).toMatchObject({ ok: false })
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(405)
    await put({ faults: [] })
    expect((await attempt(simulator))[0]).toBe(200)
  })

  it('loses what is still to come when the simulator stops', async () => {
    const stateFolder = await folder()
    const first = await start({}, { stateFolder })
    first.setFaults([{ write: 1, fault: 'late', delayMs: 60_000 }])
    await attempt(first)
    await first.close()
    const second = await start({}, { stateFolder })
    expect([added(second), second.faultStatus().pending]).toEqual([0, 0])
    expect(await logged(second)).toEqual([['not-done', 'late']])
  })
})

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'faults-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

describe('a schedule in a file', () => {
  const load = async (text: string) => {
    const file = join(await folder(), 'faults.yaml')
    await writeFile(file, text)
    return loadFaults(file, 'faults.yaml')
  }

  it('is YAML or JSON', async () => {
    const entry = { method: 'pem.addResourceType', nth: 2, fault: 'late', delayMs: 500 }
    const expected = [{ ...entry, times: 1, overlapping: false }]
    expect(await load('faults:\n  - { method: pem.addResourceType, nth: 2, fault: late, delayMs: 500 }\n')).toEqual(
      expected,
    )
    expect(await load(JSON.stringify({ faults: [entry] }))).toEqual(expected)
  })

  it.each([
    ['faults: [{ call: 7, fault: reset-aftre }]', 'Did you mean "reset-after"?', 1],
    ['faults:\n  - { method: pem.addResourceTipe, fault: late }', 'Did you mean "pem.addResourceType"?', 2],
    ['faults: [{ fault: late }]', 'exactly one of call, write and method', 1],
    ['faults: [{ call: 1, write: 1, fault: late }]', 'exactly one of call, write and method', 1],
    ['faults: [{ call: 1, nth: 2, fault: late }]', 'nth counts the calls of a method', 1],
    ['faults: [{ call: 0, fault: late }]', '>0', 1],
  ])('is refused with place and hint: %s', async (text, said, line) => {
    const error = await load(text).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'faults/invalid', diagnostics: [{ at: { file: 'faults.yaml', line } }] })
    expect(JSON.stringify(error, ['diagnostics', 'message', 'hint'])).toContain(said.replaceAll('"', '\\"'))
  })

  it('must be there', async () => {
    await expect(loadFaults('/nowhere/faults.yaml')).rejects.toMatchObject({ code: 'faults/unreadable' })
  })
})
