import { describe, expect, it } from 'vitest'
import { basic, calls, post, start, type Struct } from './rig.ts'

type Simulator = Awaited<ReturnType<typeof start>>

const execute = (simulator: Simulator, method: string, params: number[], more: Struct = {}, authorization?: string) =>
  post(
    simulator.urls.billing,
    'Execute',
    [{ Server: 'BM', Method: method, Params: params, Lang: 'en', ...more }],
    authorization,
  )

const text = (answer: Awaited<ReturnType<typeof post>>) =>
  'fault' in answer ? Buffer.from(answer.fault.faultString, 'base64').toString('utf8') : ''

describe('the Billing API', () => {
  it('answers every column of the table, in order', async () => {
    const simulator = await start()
    const details = (await execute(simulator, 'PlanDetailsGet_API', [41])) as { value: { Result: unknown[][] } }
    const [columns] = details.value.Result
    expect(columns).toHaveLength(20)
    expect(columns?.slice(0, 4)).toEqual([41, 'Shared Hosting Start', 1, 'USD'])
    expect([columns?.[17], columns?.[19]]).toEqual([7, 1])
    const rates = (await execute(simulator, 'PlanRateListFullGet_API', [41, -1])) as {
      value: { Result: unknown[][][] }
    }
    expect(rates.value.Result[0]?.map((row) => [row.length, row[0], row[3], row[10]])).toEqual([
      [25, 92, 5, 1000102],
      [25, 91, 1048576, 1000101],
    ])
  })

  it('knows sales categories and the plans in them', async () => {
    const simulator = await start()
    expect(await execute(simulator, 'SalesCategoryListGet_API', [1, 2])).toMatchObject({
      value: {
        Result: [
          [
            [2, 'Office 365 Business'],
            [3, 'Office 365 Enterprise'],
            [1, 'Web Hosting'],
          ],
        ],
      },
    })
    expect(await execute(simulator, 'GetPlansByCategory', [1])).toMatchObject({
      value: { Result: [[[41, 'Shared Hosting Start']]] },
    })
    expect(await execute(simulator, 'GetPlansByCategory', [2])).toMatchObject({ value: { Result: [[]] } })
  })

  it('refuses in base64', async () => {
    const simulator = await start()
    expect(text(await execute(simulator, 'PlanDetailsGet_API', [42]))).toBe(
      'Table Plan does not contain row with ID 42.',
    )
    expect(text(await execute(simulator, 'PlanDelete', [42]))).toContain('PlanDelete')
    expect(text(await execute(simulator, 'PlanDetailsGet_API', []))).toContain('PlanID')
    expect(text(await execute(simulator, 'PlanDetailsGet_API', [1, 2, 3]))).not.toBe('')
    expect(text(await execute(simulator, 'PlanDetailsGet_API', [41], { Server: 'PEMGATE' }))).not.toBe('')
  })

  it('takes credentials in the struct, as HTTP Basic, or none', async () => {
    const simulator = await start()
    const { username: Username, password: Password } = simulator.credentials.billing
    const header = basic(simulator.credentials.billing)
    const wrong = basic({ username: Username, password: 'x' })
    expect(await execute(simulator, 'GetVersion_API', [], { Username, Password })).toHaveProperty('value')
    expect(await execute(simulator, 'GetVersion_API', [], {}, header)).toHaveProperty('value')
    expect(await execute(simulator, 'GetVersion_API', [])).toHaveProperty('value')
    expect(text(await execute(simulator, 'GetVersion_API', [], { Username, Password: 'x' }))).toContain(
      'Authentication',
    )
    expect(text(await execute(simulator, 'GetVersion_API', [], {}, wrong))).toContain('Authentication')
    expect(JSON.stringify(await calls(simulator))).not.toContain(Password)
  })

  it('keeps a transaction open on request', async () => {
    const simulator = await start()
    const opened = (await execute(simulator, 'GetVersion_API', [], { AutoCommit: 'No' })) as { value: Struct }
    const TransactionID = opened.value['TransactionID'] ?? ''
    expect(await execute(simulator, 'GetVersion_API', [], { TransactionID })).toHaveProperty('value')
    expect(await post(simulator.urls.billing, 'CommitTransaction', [{ TransactionID }])).toHaveProperty('value')
    expect(await post(simulator.urls.billing, 'RollbackTransaction', [{ TransactionID }])).toHaveProperty('fault')
  })

  it('listens on /RPC2 only, and survives broken XML', async () => {
    const simulator = await start()
    const { urls } = simulator
    expect((await fetch(urls.billing.replace('/RPC2', '/'), { method: 'POST' })).status).toBe(404)
    expect((await fetch(urls.billing)).status).toBe(405)
    const broken = await fetch(urls.billing, { method: 'POST', body: '<!DOCTYPE x><x>' })
    expect(await broken.text()).toContain('<fault>')
    const huge = await fetch(urls.billing, { method: 'POST', body: 'x'.repeat(17 * 1024 * 1024) }).catch(
      () => undefined,
    )
    expect(huge?.status ?? 413).toBe(413)
  })
})
