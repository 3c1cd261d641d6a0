/** A server that throws our own secrets back at us does not get them into a message. */

import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import type { CallTrace } from '../../../src/oa/caller.ts'
import type { OaFault } from '../../../src/oa/oa-fault.ts'
import { faultOf, open } from './connection.ts'
import { envelope, fault, json, raw, serve, value } from './fake-server.ts'

const password = 'canary-password-1'
const billingPassword = 'canary-password-2'
const token = 'canary-token-3'
const base64 = (text: string) => Buffer.from(text).toString('base64')
const canaries = [password, billingPassword, token, base64(`api:${password}`), base64(`bill:${billingPassword}`)]

function expectClean(thing: unknown) {
  const text = inspect(thing, { depth: 20, showHidden: true }) + JSON.stringify(thing)
  for (const canary of canaries) expect(text).not.toContain(canary)
}

type Answer = Parameters<typeof serve>[0]

const echoes: [string, Answer][] = [
  ['the body in an HTML page', (response, request) => response.end(`<html>${request.body}</html>`)],
  [
    'the headers in a fault',
    (response, request, count) => {
      fault(1, JSON.stringify([request.headers, request.body, ...canaries]))(response, request, count)
    },
  ],
  [
    'everything as an error',
    (response, request, count) => {
      value({
        status: -1,
        error_message: canaries.join(' '),
        module_id: password,
        extype_id: 1,
        properties: { [password]: canaries },
      })(response, request, count)
    },
  ],
  ['everything as base64', fault(1, base64(canaries.join(' ')))],
  ['everything as an APS error', json(500, { error: token, message: canaries.join(' ') })],
  ['everything as text', raw(200, canaries.join(' '))],
  ['everything with a status', raw(401, canaries.join(' '))],
  ['everything as a result', envelope(canaries)],
  ['a connection that breaks', (response) => response.destroy()],
]

test.each(echoes)('%s', async (_, answer) => {
  const traces: CallTrace[] = []
  const server = await serve((response, request, count) => {
    const wantsToken = request.body.includes('getApplicationInstanceToken')
    const reply = wantsToken ? envelope({ aps_token: token }) : answer
    reply(response, request, count)
  })
  const oa = open({
    operations: { url: server.url, username: 'api', password },
    billing: { url: server.url, credentials: 'struct', username: 'bill', password: billingPassword },
    aps: { url: server.url },
    onCall: (trace) => traces.push(trace),
  })
  oa.useInstance(1)
  const faults: OaFault[] = [
    await faultOf(oa.read('aps.resources.get', { id: 'u' })),
    await faultOf(oa.write('aps.resources.create', { body: { aps: { type: 't' } } })),
    await faultOf(oa.write('txn.Begin', {})),
    await faultOf(oa.read('GetVersion_API', {})),
  ]
  faults.forEach(expectClean)
  expectClean(traces)
})
