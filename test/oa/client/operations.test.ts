/** The Operations API as a server sees and answers it. */

import { describe, expect, test } from 'vitest'
import { decodeMethodCall } from '../../../src/oa/xml-rpc.ts'
import type { XmlRpcValue } from '../../../src/oa/xml-rpc-value.ts'
import { faultOf, open } from './connection.ts'
import { envelope, fault, raw, serve, structOf, value } from './fake-server.ts'

const create = { resclass_name: 'rc.saas.service.link', name: 'Office 365 Business Premium' }
type Answer = Parameters<typeof serve>[0]

async function client(answer: Answer) {
  const server = await serve(answer)
  return { server, oa: open({ operations: { url: server.url } }) }
}

describe('what is sent', () => {
  test('one struct, as text/xml, to /RPC2, with neither compression nor credentials', async () => {
    const { server, oa } = await client(envelope({ resource_type_id: 7 }))
    await oa.write('pem.addResourceType', { ...create, act_params: [{ var_name: 'app_id', var_value: '17' }] })
    const [request] = server.requests
    expect(request).toMatchObject({
      verb: 'POST',
      url: '/RPC2',
      headers: { 'content-type': 'text/xml', 'accept-encoding': 'identity' },
    })
    expect(request?.headers.authorization).toBeUndefined()
    expect(decodeMethodCall(request?.body ?? '').method).toBe('pem.addResourceType')
    expect(structOf(request)).toEqual({ ...create, act_params: [{ var_name: 'app_id', var_value: '17' }] })
  })

  test('the path of the URL, if it has one', async () => {
    const server = await serve(envelope({ txn_id: 't' }))
    await open({ operations: { url: `${server.url}/oa/rpc/` } }).write('txn.Begin', {})
    expect(server.requests[0]?.url).toBe('/oa/rpc')
  })

  test('an empty struct when there is nothing to say', async () => {
    const { server, oa } = await client(envelope({ txn_id: 't' }))
    await oa.write('txn.Begin', {})
    expect(structOf(server.requests[0])).toEqual({})
  })

  test('HTTP Basic when there is a user name', async () => {
    const server = await serve(envelope([]))
    const oa = open({ operations: { url: server.url, username: 'api', password: 'pässword' } })
    await oa.read('pem.APS.getApplications', {})
    const basic = `Basic ${Buffer.from('api:pässword').toString('base64')}`
    expect(server.requests[0]?.headers.authorization).toBe(basic)
  })
})

describe('success', () => {
  test('the result is checked and normalised', async () => {
    const { oa } = await client(envelope([{ st_id: 1, name: 'O365', active: 1, owner_id: 1, extra: 'kept' }]))
    const list = await oa.read('pem.getServiceTemplateList', { owner_id: 1, active: true })
    expect(list).toEqual([{ st_id: 1, name: 'O365', active: true, owner_id: 1, extra: 'kept' }])
  })

  test('a method without output has no result', async () => {
    const { oa } = await client(value({ status: 0 }))
    await expect(oa.write('pem.activateST', { st_id: 1 })).resolves.toBeUndefined()
  })

  test.each<[string, XmlRpcValue]>([
    ['with a status', { status: 0, signature: ['struct'] }],
    ['without', { signature: ['struct'] }],
  ])('a signature stands at the top, %s', async (_, answer) => {
    const { oa } = await client(value(answer))
    const signature = await oa.read('pem.getMethodSignature', { method_name: 'bss.addServicePlan' })
    expect(signature).toEqual(['struct'])
  })
})

describe('refusals', () => {
  test('any status but 0, with module and type of the exception', async () => {
    const { oa } = await client(
      value({
        status: -1,
        module_id: 'OpenAPI',
        extype_id: 21,
        error_message: 'Invalid set of arguments.',
        properties: { reason: 'r' },
      }),
    )
    expect(await faultOf(oa.write('pem.addResourceType', create))).toMatchObject({
      code: 'oa/refused',
      outcome: 'refused',
      kind: 'failed',
      message: expect.stringMatching(
        /^Operations API at localhost:\d+, pem\.addResourceType: Invalid set of arguments\.$/,
      ) as string,
      facts: { moduleId: 'OpenAPI', extypeId: 21, status: -1, properties: { reason: 'r' } },
    })
  })

  test('a fault for an unknown method', async () => {
    const { oa } = await client(fault(-1, 'Method bss.addServicePlan is not registered'))
    const failure = await faultOf(oa.read('pem.getMethodSignature', { method_name: 'x' }))
    expect(failure).toMatchObject({ code: 'oa/unknown-method', outcome: 'refused' })
  })

  test('any other fault', async () => {
    const { oa } = await client(fault(5, 'Transaction is closed'))
    const failure = await faultOf(oa.write('txn.Commit', { txn_id: 't' }))
    expect(failure).toMatchObject({ code: 'oa/refused', outcome: 'refused', facts: { faultCode: 5 } })
  })

  test.each([
    [401, 'oa/unauthorized', /operations\.username.*Account Administrator/],
    [403, 'oa/forbidden', /allowed networks/],
    [404, 'oa/not-found', /operations\.url/],
    [302, 'oa/redirected', /operations\.url/],
    [400, 'oa/refused', undefined],
  ])('HTTP %i is %s', async (status, code, hint) => {
    const { oa } = await client(raw(status, 'no', { location: 'http://elsewhere/' }))
    const failure = await faultOf(oa.write('pem.addResourceType', create))
    expect(failure).toMatchObject({ code, outcome: 'refused', facts: { status } })
    if (hint) expect(failure.hint).toMatch(hint)
  })
})

describe('answers that are none', () => {
  test.each([500, 502, 503, 504, 408])('HTTP %i leaves a write uncertain, and a read not', async (status) => {
    const { oa } = await client(raw(status, '<html>Bad Gateway</html>', { 'retry-after': '7' }))
    const write = await faultOf(oa.write('pem.addResourceType', create))
    const code = status === 503 ? 'oa/overloaded' : 'oa/server-error'
    expect(write).toMatchObject({
      code,
      outcome: 'unknown',
      kind: 'uncertain',
      facts: { status, retryAfterSeconds: 7 },
    })
    const read = await faultOf(oa.read('pem.APS.getApplications', {}))
    expect(read).toMatchObject({ code, outcome: 'unknown', kind: 'failed' })
    expect(read.message).toContain('nothing was changed')
  })

  test.each([
    ['an HTML login page', '<!DOCTYPE html><html><body>Log in</body></html>'],
    ['nothing', ''],
    ['half an answer', '<methodResponse><params>'],
    ['no envelope', '<methodResponse><params><param><value>1</value></param></params></methodResponse>'],
    ['no status', '<methodResponse><params><param><value><struct/></value></param></params></methodResponse>'],
    ['bytes that are not UTF-8', Buffer.from([0xc3, 0x28])],
  ])('%s', async (_, body) => {
    const { oa } = await client((response) => response.end(body))
    const failure = await faultOf(oa.write('pem.addResourceType', create))
    expect(failure).toMatchObject({ code: 'oa/bad-answer', outcome: 'unknown', kind: 'uncertain' })
  })

  test('a result of another shape says where, and a write stays uncertain', async () => {
    const { oa } = await client(envelope({ resource_type_id: 'seven' }))
    const failure = await faultOf(oa.write('pem.addResourceType', create))
    expect(failure).toMatchObject({ code: 'oa/bad-result', outcome: 'unknown' })
    expect(failure.message).toContain('resource_type_id: ')
  })

  test('another encoding is read when the XML declares it', async () => {
    const xml =
      '<?xml version="1.0" encoding="ISO-8859-1"?><methodResponse><params><param><value><struct><member><name>status</name><value><int>0</int></value></member><member><name>result</name><value><struct><member><name>txn_id</name><value>é</value></member></struct></value></member></struct></value></param></params></methodResponse>'
    const { oa } = await client((response) => response.end(Buffer.from(xml, 'latin1')))
    expect(await oa.write('txn.Begin', {})).toEqual({ txn_id: 'é' })
  })
})

test('a text that XML cannot carry is not sent', async () => {
  const { server, oa } = await client(envelope({ resource_type_id: 7 }))
  const failure = await faultOf(oa.write('pem.addResourceType', { ...create, name: 'a\u0007' }))
  expect(failure).toMatchObject({ code: 'oa/unsendable', outcome: 'not-sent' })
  expect(failure.message).toContain('params[0].name')
  expect(server.requests).toHaveLength(0)
})
