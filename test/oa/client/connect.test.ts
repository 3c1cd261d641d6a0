/** What a connection promises whichever system it talks to. */

import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { CallTrace } from '../../../src/oa/caller.ts'
import { OnboardError } from '../../../src/lib/onboard-error.ts'
import type { WriteMethod } from '../../../src/oa/methods.ts'
import { faultOf, open } from './connection.ts'
import { billingResult, envelope, fault, raw, serve } from './fake-server.ts'

function refusal(work: () => unknown): OnboardError {
  try {
    work()
  } catch (error) {
    if (error instanceof OnboardError) return error
    throw error
  }
  throw new Error('it was accepted')
}

describe('options that cannot be used', () => {
  test.each(['http://user:hunter2@oa.example:8440/x', 'https://user@oa.example', 'http://:hunter2@oa.example'])(
    'credentials in %s',
    (url) => {
      const error = refusal(() => open({ operations: { url } }))
      expect(error).toMatchObject({ kind: 'invalid-input', code: 'config/credentials-in-url' })
      expect(error.message + (error.hint ?? '')).not.toMatch(/hunter2|user@/)
    },
  )

  test.each(['', 'oa.example:8440', 'ftp://oa.example', 'http://oa.example/?a=1', 'http://oa.example/#a'])(
    '%j',
    (url) => {
      expect(refusal(() => open({ aps: { url } }))).toMatchObject({ kind: 'invalid-input', code: 'config/bad-url' })
    },
  )

  test('a CA that is no certificate', () => {
    expect(refusal(() => open({ ca: 'x' }))).toMatchObject({ kind: 'invalid-input', code: 'config/bad-ca' })
  })

  test.each(['struct', 'basic'] as const)('no password for %s', (credentials) => {
    const billing = { url: 'http://localhost:9', credentials, username: 'u' }
    const error = refusal(() => open({ billing }))
    expect(error).toMatchObject({ kind: 'invalid-input', code: 'config/missing-credentials' })
    expect(error.message).toContain('billing.password')
  })
})

describe('bugs are told from faults', () => {
  const oa = () => open({})

  test('a write through read(), and the reverse', async () => {
    await expect(oa().read('txn.Begin' as never, {} as never)).rejects.toThrow(TypeError)
    await expect(oa().write('GetVersion_API' as never, {} as never)).rejects.toThrow(TypeError)
  })

  test.each(['no.such.method', 'toString', '__proto__'])('a method called %s', async (name) => {
    await expect(oa().write(name as WriteMethod, {})).rejects.toThrow(TypeError)
  })

  test('wrong parameters are named', async () => {
    const wrong = oa().write('pem.activateST', { st_id: 'one' } as never)
    await expect(wrong).rejects.toThrow(/^wrong parameters for pem\.activateST: st_id: /)
    await expect(wrong).rejects.toThrow(TypeError)
  })
})

describe('calls at a time', () => {
  test('are bounded for each system', async () => {
    let open_ = 0
    let most = 0
    const server = await serve((response, request, count) => {
      most = Math.max(most, ++open_)
      void sleep(5).then(() => {
        open_--
        billingResult(['8.2'])(response, request, count)
      })
    })
    const oa = open({ billing: { url: server.url, credentials: 'none' }, parallel: { billing: 3 } })
    await Promise.all(Array.from({ length: 20 }, () => oa.read('GetVersion_API', {})))
    expect(most).toBe(3)
  })

  test('the time in the queue does not count', async () => {
    const server = await serve((response, request, count) => {
      void sleep(100).then(() => {
        billingResult(['8.2'])(response, request, count)
      })
    })
    const billing = { url: server.url, credentials: 'none' } as const
    const oa = open({ billing, parallel: { billing: 1 }, deadlines: { readMs: 250 } })
    const calls = Array.from({ length: 4 }, () => oa.read('GetVersion_API', {}))
    await expect(Promise.all(calls)).resolves.toHaveLength(4)
  })
})

test('every call is traced, with what became of it', async () => {
  const traces: CallTrace[] = []
  const server = await serve((response, request, count) => {
    const answers = [envelope({ txn_id: 't' }), fault(1, 'no'), raw(500, '')]
    answers[count - 1]?.(response, request, count)
  })
  const oa = open({ operations: { url: server.url }, onCall: (trace) => traces.push(trace) })
  await oa.write('txn.Begin', {})
  await faultOf(oa.write('txn.Begin', {}))
  await faultOf(oa.read('pem.APS.getApplications', {}))
  expect(traces).toMatchObject([
    { system: 'operations', method: 'txn.Begin', effect: 'write', outcome: 'done' },
    { system: 'operations', method: 'txn.Begin', effect: 'write', outcome: 'refused' },
    { system: 'operations', method: 'pem.APS.getApplications', effect: 'read', outcome: 'unknown' },
  ])
  expect(traces.every(({ ms }) => Number.isInteger(ms) && ms >= 0)).toBe(true)
})
