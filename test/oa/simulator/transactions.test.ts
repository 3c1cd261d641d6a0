import { describe, expect, it } from 'vitest'
import type { MethodName } from '../../../src/oa/methods.ts'
import { Engine } from '../../../src/oa/simulator/engine.ts'
import { operations, start, succeed, world } from './rig.ts'

const isActive = async (simulator: Awaited<ReturnType<typeof start>>, txn_id?: string) =>
  (
    await succeed(simulator, 'pem.getServiceTemplate', {
      st_id: 12,
      get_resources: false,
      ...(txn_id === undefined ? {} : { txn_id }),
    })
  )['is_active']

const begin = async (simulator: Awaited<ReturnType<typeof start>>, params = {}) =>
  (await succeed(simulator, 'txn.Begin', params))['txn_id'] as string

describe('transactions of Operations', () => {
  it('hide what they changed until they are committed', async () => {
    const simulator = await start()
    const txn_id = await begin(simulator)
    await succeed(simulator, 'pem.deactivateST', { st_id: 12, txn_id })
    expect(await isActive(simulator)).toBe(true)
    expect(await isActive(simulator, txn_id)).toBe(false)
    expect(await operations(simulator, 'txn.Commit', { txn_id })).toEqual({ status: 0 })
    expect(await isActive(simulator)).toBe(false)
    expect(await operations(simulator, 'txn.Commit', { txn_id })).toMatchObject({ status: -1 })
  })

  it('forget everything when rolled back', async () => {
    const simulator = await start()
    const before = simulator.snapshot()
    const txn_id = await begin(simulator)
    await succeed(simulator, 'pem.deactivateST', { st_id: 12, txn_id })
    await succeed(simulator, 'txn.Rollback', { txn_id })
    expect(simulator.snapshot()).toEqual(before)
    expect(await operations(simulator, 'pem.activateST', { st_id: 12, txn_id })).toMatchObject({ status: -1 })
  })

  it('are closed by an error inside', async () => {
    const simulator = await start()
    const txn_id = await begin(simulator)
    await succeed(simulator, 'pem.deactivateST', { st_id: 12, txn_id })
    expect(await operations(simulator, 'pem.deactivateST', { st_id: 99, txn_id })).toMatchObject({ status: -1 })
    expect(await operations(simulator, 'txn.Commit', { txn_id })).toMatchObject({ status: -1 })
    expect(await isActive(simulator)).toBe(true)
  })

  it('join what others wrote meanwhile, and keep the ids they gave out', async () => {
    const simulator = await start()
    const add = (name: string, more = {}) =>
      succeed(simulator, 'pem.addResourceType', {
        resclass_name: 'rc.saas.application',
        name,
        act_params: [{ var_name: 'app_id', var_value: '17' }],
        ...more,
      })
    const txn_id = await begin(simulator)
    const { resource_type_id: inside } = await add('inside', { txn_id })
    const { resource_type_id: outside } = await add('outside')
    expect(outside).not.toBe(inside)
    await succeed(simulator, 'txn.Commit', { txn_id })
    const byName = new Map(simulator.snapshot().resourceTypes.map(({ id, name }) => [name, id]))
    expect([byName.get('inside'), byName.get('outside')]).toEqual([inside, outside])
  })

  it('take a request id once', async () => {
    const simulator = await start()
    const txn_id = await begin(simulator, { request_id: 'run-1' })
    const again = { status: -1, module_id: 'OpenAPI', extype_id: 3001 }
    expect(await operations(simulator, 'txn.Begin', { request_id: 'run-1' })).toMatchObject(again)
    await succeed(simulator, 'txn.Commit', { txn_id })
    expect(await operations(simulator, 'txn.Begin', { request_id: 'run-1' })).toMatchObject(again)
  })

  it('tell how their tasks go', async () => {
    const simulator = await start({ taskPolls: 2, taskFailures: { 'pem.deactivateST': 'No luck.' } })
    const request = async (id: string, method: string) => {
      const txn_id = await begin(simulator, { request_id: id })
      await succeed(simulator, method, { st_id: 12, txn_id })
      await succeed(simulator, 'txn.Commit', { txn_id })
    }
    const status = async (request_id: string) =>
      (await succeed(simulator, 'pem.getRequestStatus', { request_id }))['request_status']
    await request('good', 'pem.activateST')
    await request('bad', 'pem.deactivateST')
    expect([await status('good'), await status('good'), await status('good')]).toEqual([1, 1, 0])
    expect([await status('bad'), await status('bad'), await status('bad')]).toEqual([1, 1, 2])
    expect(await status('never heard of')).toBe(0)
    expect(await operations(simulator, 'pem.getRequestStatus', { request_id: 'good', txn_id: 'x' })).toMatchObject({
      status: -1,
    })
  })

  it('end with their timeout', async () => {
    let now = 0
    const engine = new Engine({ world: await world(), now: () => now })
    const call = (method: 'txn.Begin' | 'pem.deactivateST' | 'txn.Commit', params: object) =>
      engine.call({ method, params, seq: 1 })
    const { txn_id } = call('txn.Begin', { timeout: 5 }) as { txn_id: string }
    now = 4000
    call('pem.deactivateST', { st_id: 12, txn_id })
    now = 6000
    expect(() => call('txn.Commit', { txn_id })).toThrow(expect.objectContaining({ extypeId: 620 }))
    expect(engine.snapshot().templates.every(({ active }) => active)).toBe(true)
  })
  it('show nobody an upgrade that is not committed', async () => {
    const importable = [{ file: 'new.app.zip', version: '16.9.0-1' }]
    const engine = new Engine({ world: { ...(await world()), importable, taskPolls: 2 } })
    const call = (method: MethodName, params: object) => engine.call({ method, params, seq: 1 })
    const instance = () => call('pem.APS.getApplicationInstance', { application_instance_id: 3 })
    const before = instance()
    call('pem.APS.importPackage', { package_url: 'file:///new.app.zip' })
    const { txn_id } = call('txn.Begin', {}) as { txn_id: string }
    call('pem.APS.upgradeApplicationInstance', { application_instance_id: 3, txn_id })
    expect(instance()).toEqual(before)
    call('txn.Commit', { txn_id })
    expect(instance()).toMatchObject({ package_version: '16.9.0-1', status: 'Upgrading' })
  })
})
