/** The Billing API as a server sees and answers it. */

import { describe, expect, test } from 'vitest'
import type { ConnectOptions } from '../../../src/oa/connect.ts'
import { decodeMethodCall } from '../../../src/oa/xml-rpc.ts'
import { faultOf, open } from './connection.ts'
import { billingResult, fault, raw, serve, structOf, value } from './fake-server.ts'

type Answer = Parameters<typeof serve>[0]

async function client(answer: Answer, billing: Partial<ConnectOptions['billing']> = {}) {
  const server = await serve(answer)
  return { server, oa: open({ billing: { url: server.url, credentials: 'none', ...billing } }) }
}

const version = billingResult(['8.2'])
const login = { username: 'api', password: 'hunter2-canary' }

describe('what is sent', () => {
  test('Execute with server, method and positional parameters', async () => {
    const { server, oa } = await client(billingResult([]))
    await oa.read('PlanPeriodListGet_API', { SortNo: 1, PlanID: 42 })
    const [request] = server.requests
    expect(decodeMethodCall(request?.body ?? '').method).toBe('Execute')
    expect(request?.url).toBe('/RPC2')
    expect(structOf(request)).toEqual({ Server: 'BM', Method: 'PlanPeriodListGet_API', Params: [42, 1] })
    expect(request?.headers.authorization).toBeUndefined()
  })

  test('the language, if given', async () => {
    const { server, oa } = await client(version, { language: 'en' })
    await oa.read('GetVersion_API', {})
    expect(structOf(server.requests[0])).toEqual({ Server: 'BM', Method: 'GetVersion_API', Lang: 'en', Params: [] })
  })

  test('credentials in the struct', async () => {
    const { server, oa } = await client(version, { credentials: 'struct', ...login })
    await oa.read('GetVersion_API', {})
    expect(structOf(server.requests[0])).toMatchObject({ Username: login.username, Password: login.password })
    expect(server.requests[0]?.headers.authorization).toBeUndefined()
  })

  test('credentials by HTTP Basic', async () => {
    const { server, oa } = await client(version, { credentials: 'basic', ...login })
    await oa.read('GetVersion_API', {})
    expect(structOf(server.requests[0])).not.toHaveProperty('Username')
    const basic = `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`
    expect(server.requests[0]?.headers.authorization).toBe(basic)
  })

  test('no credentials', async () => {
    const { server, oa } = await client(version, { credentials: 'none', ...login })
    await oa.read('GetVersion_API', {})
    expect(JSON.stringify(server.requests[0])).not.toContain(login.password)
    expect(server.requests[0]?.headers.authorization).toBeUndefined()
  })
})

describe('results', () => {
  test('one row, its columns named by position', async () => {
    const row = [42, 'Plan', 3, 'USD', '', '', 'gate', 0, 0, 20, 2, 1, 0, 0, 0, 0, 1, 555, 1, 1]
    const { oa } = await client(billingResult(row))
    const plan = await oa.read('PlanDetailsGet_API', { PlanID: 42 })
    expect(plan).toMatchObject({ PlanID: 42, Name: 'Plan', RecurringType: 20, ServiceTemplateID: 555, Published: true })
  })

  test('an older version with fewer columns', async () => {
    const { oa } = await client(billingResult([42, 'Plan']))
    expect(await oa.read('PlanDetailsGet_API', { PlanID: 42 })).toEqual({ PlanID: 42, Name: 'Plan' })
  })

  test('a newer version with more columns', async () => {
    const { oa } = await client(billingResult(['20.4', 'more', 7]))
    expect(await oa.read('GetVersion_API', {})).toEqual({ Version: '20.4' })
  })

  test.each<[string, unknown]>([
    ['BRL 10.00', { SetupFee: 'BRL 10.00' }],
    ['gratis', { code: 'oa/bad-result', kind: 'failed' }],
  ])('a fee of %s is read as money or not at all', async (fee, expected) => {
    const { oa } = await client(billingResult([[1, 1, 2, 0, fee, '0.00', '0.00', 0, 0, 0, 1]]))
    const read = oa.read('PlanPeriodListGet_API', { PlanID: 42, SortNo: 1 })
    expect(
      await read.then(
        ([period]) => period,
        (error: unknown) => error,
      ),
    ).toMatchObject(expected as object)
  })

  test('a column that is needed and missing', async () => {
    const { oa } = await client(billingResult([42]))
    const failure = await faultOf(oa.read('PlanDetailsGet_API', { PlanID: 42 }))
    expect(failure).toMatchObject({ code: 'oa/bad-result', outcome: 'unknown', kind: 'failed' })
    expect(failure.message).toContain('Name: ')
  })

  test('many rows', async () => {
    const period = [1, 1, 2, 0, 'USD&#32;1.00', 10.5, 10, 0, 0, 0, 1]
    const { oa } = await client(billingResult([period, period]))
    const rows = await oa.read('PlanPeriodListGet_API', { PlanID: 42, SortNo: 1 })
    expect(rows).toHaveLength(2)
    // Escaped once more than the XML, this would be the server's own affair.
    expect(rows[0]).toMatchObject({ PlanPeriodID: 1, SetupFee: 'USD&#32;1.00', SubscriptionFee: 10.5, Enabled: true })
  })

  test('no rows', async () => {
    const { oa } = await client(billingResult([]))
    expect(await oa.read('GetPlansByCategory', { SalesCategoryID: 1 })).toEqual([])
  })

  test.each([
    ['no Result', value({})],
    ['an empty Result', value({ Result: [] })],
    ['a struct instead of rows', billingResult({ Status: 'Operation done.' })],
    ['a row that is no row', billingResult(['x'])],
    ['a plain value', value('x')],
    ['a login page', raw(200, '<html/>')],
  ])('%s is no answer', async (_, answer) => {
    const { oa } = await client(answer)
    const failure = await faultOf(oa.read('GetPlansByCategory', { SalesCategoryID: 1 }))
    expect(failure).toMatchObject({ code: 'oa/bad-answer', outcome: 'unknown' })
  })
})

describe('faults', () => {
  const refusal = async (text: string) => {
    const { oa } = await client(fault(-1, text))
    return faultOf(oa.read('PlanDetailsGet_API', { PlanID: 42 }))
  }
  const base64 = (text: string) => Buffer.from(text).toString('base64')

  test('base64 is decoded', async () => {
    const failure = await refusal('VGFibGUgUGxhbiBkb2VzIG5vdCBjb250YWluIHJvdyB3aXRoIElEIDQyLg==')
    expect(failure).toMatchObject({ code: 'oa/refused', outcome: 'refused', facts: { faultCode: -1 } })
    expect(failure.message).toMatch(/PlanDetailsGet_API: Table Plan does not contain row with ID 42\.$/)
  })

  test.each(['Access denied.', 'Test', 'AAAA', '', '////'])('what is not base64 of a text stays: %j', async (text) => {
    expect((await refusal(text)).message).toMatch(
      text === '' ? /fault -1$/ : new RegExp(`: ${text.replace('.', '\\.')}$`),
    )
  })

  test('an error of Operations inside keeps its module and type', async () => {
    const text =
      'Parallels Operations Automation error #error_code #2005, extype_id #100, module_id #ResourceManagement, overusage'
    expect((await refusal(base64(text))).facts).toMatchObject({ extypeId: 100, moduleId: 'ResourceManagement' })
  })

  test('401 names the settings', async () => {
    const { oa } = await client(raw(401, ''))
    const failure = await faultOf(oa.read('GetVersion_API', {}))
    expect(failure).toMatchObject({ code: 'oa/unauthorized', outcome: 'refused' })
    expect(failure.hint).toContain('billing.credentials')
  })
})
