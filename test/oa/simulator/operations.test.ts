import { describe, expect, it } from 'vitest'
import { basic, calls, operations, post, start, succeed } from './rig.ts'

const instanceUid = '5b0f3f4e-6f0a-4d3b-9d55-0f3f2a7f1c01'
const reference = (name: string, resource_uid = instanceUid, app_id = '17') => ({
  resclass_name: 'rc.saas.service.link',
  name,
  act_params: Object.entries({ app_id, resource_uid }).map(([var_name, var_value]) => ({ var_name, var_value })),
})

describe('the Operations API', () => {
  it('asks for HTTP Basic', async () => {
    const simulator = await start()
    const response = await fetch(simulator.urls.operations, { method: 'POST', body: '<methodCall/>' })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toMatch(/^Basic realm=/)
    const wrong = await fetch(simulator.urls.operations, {
      method: 'POST',
      headers: { authorization: basic({ username: 'onboarding', password: 'guess' }) },
    })
    expect(wrong.status).toBe(401)
  })

  it('answers / like /RPC2, and nothing else', async () => {
    const simulator = await start()
    const root = simulator.urls.operations.replace('/RPC2', '/')
    const answer = await post(root, 'pem.APS.getApplications', [{}], basic(simulator.credentials.operations))
    expect(answer).toMatchObject({ value: { status: 0, result: [{ application_id: 17 }] } })
    expect((await fetch(`${root}other`, { method: 'POST' })).status).toBe(404)
  })

  it('answers an unknown method, a Billing method and broken XML with a fault', async () => {
    const simulator = await start()
    await expect(operations(simulator, 'pem.noSuchThing')).rejects.toThrow('fault: Unknown method')
    await expect(operations(simulator, 'PlanDetailsGet_API')).rejects.toThrow('fault: Unknown method')
    const response = await fetch(simulator.urls.operations, {
      method: 'POST',
      headers: { authorization: basic(simulator.credentials.operations) },
      body: '<methodCall><methodName>x',
    })
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('<fault>')
  })

  it('wants exactly one struct', async () => {
    const simulator = await start()
    for (const params of [[], [1], [{}, {}]]) {
      const answer = await post(simulator.urls.operations, 'txn.Begin', params, basic(simulator.credentials.operations))
      expect(answer).toMatchObject({ value: { status: -1, module_id: 'OpenAPI', extype_id: 21 } })
    }
  })

  it('refuses wrong arguments with OpenAPI / 21, but takes 1 for true', async () => {
    const simulator = await start()
    expect(
      await operations(simulator, 'pem.getServiceTemplate', { st_id: 'twelve', get_resources: true }),
    ).toMatchObject({
      status: -1,
      module_id: 'OpenAPI',
      extype_id: 21,
      properties: { reason: expect.stringContaining('st_id') as unknown },
    })
    expect(await operations(simulator, 'pem.getServiceTemplate', { st_id: 12, get_resources: 1 })).toMatchObject({
      status: 0,
    })
  })

  it('puts the signature beside the status, not into a result', async () => {
    const simulator = await start()
    const known = await operations(simulator, 'pem.getMethodSignature', { method_name: 'bss.addServicePlan' })
    expect(known).toEqual({ status: 0, signature: expect.any(String) as unknown })
    expect(await operations(simulator, 'pem.getMethodSignature', { method_name: 'bss.x' })).toMatchObject({
      status: -1,
    })
  })

  it('knows the application and its instance', async () => {
    const simulator = await start()
    expect(await succeed(simulator, 'pem.APS.getApplications', { aps_application_id: 'http://else' })).toEqual([])
    expect(await succeed(simulator, 'pem.APS.getApplicationInstances', { app_id: 17 })).toEqual([
      { application_instance_id: 3, application_resource_id: instanceUid },
    ])
    expect(await succeed(simulator, 'pem.APS.getApplicationInstance', { application_instance_id: 3 })).toMatchObject({
      status: 'Ready',
      package_version: '16.8.4-1234',
      rt_id: 1000400,
    })
  })

  it('makes resource types, lists them without activation parameters, and allows duplicates', async () => {
    const simulator = await start()
    const first = await succeed(simulator, 'pem.addResourceType', reference('Twice'))
    const second = await succeed(simulator, 'pem.addResourceType', reference('Twice'))
    expect(second['resource_type_id']).toBe(Number(first['resource_type_id']) + 1)
    const list = await succeed(simulator, 'pem.getResourceTypesByClass', { resclass_name: 'rc.saas.service.link' })
    expect(list).toHaveLength(3)
    expect(JSON.stringify(list)).not.toContain('resource_uid')
  })

  it('refuses a resource type that is too long, without parameters, or of nothing', async () => {
    const simulator = await start()
    const refusals = [
      [reference('x'.repeat(61)), 'longer than 60'],
      [{ resclass_name: 'rc.saas.service.link', name: 'x' }, "'app_id' is required"],
      [reference('x', 'no-such-uid'), 'is not found'],
      [reference('x', instanceUid, '18'), 'is not found'],
      [{ ...reference('x'), resclass_name: 'rc.none' }, 'is not found'],
    ] as const
    for (const [params, message] of refusals) {
      const envelope = await operations(simulator, 'pem.addResourceType', structuredClone(params))
      expect(envelope).toMatchObject({ status: -1, error_message: expect.stringContaining(message) as unknown })
    }
    await succeed(simulator, 'pem.addResourceType', reference('x'.repeat(60)))
  })

  it('changes a template only while it is inactive, and adds without a limit', async () => {
    const simulator = await start()
    const added = await succeed(simulator, 'pem.addResourceType', reference('New'))
    const rt_id = Number(added['resource_type_id'])
    const add = { owner_id: 1, st_id: 12, rt_id }
    const limits = { st_id: 12, limits: [{ resource_id: rt_id, resource_limit64: '0' }] }
    expect(await operations(simulator, 'pem.addResourceTypeToServiceTemplate', add)).toMatchObject({ status: -1 })
    await succeed(simulator, 'pem.deactivateST', { st_id: 12 })
    expect(await succeed(simulator, 'pem.getServiceTemplateList', { owner_id: 1, active: true })).toHaveLength(1)
    expect(await operations(simulator, 'pem.setSTRTLimits', limits)).toMatchObject({ status: -1 })
    await succeed(simulator, 'pem.addResourceTypeToServiceTemplate', add)
    expect(await operations(simulator, 'pem.addResourceTypeToServiceTemplate', add)).toMatchObject({ status: -1 })
    expect(limitIn(simulator, rt_id)).toBe(-1)
    await succeed(simulator, 'pem.setSTRTLimits', limits)
    await succeed(simulator, 'pem.activateST', { st_id: 12 })
    expect(await operations(simulator, 'pem.setSTRTLimits', limits)).toMatchObject({
      status: -1,
      error_message: expect.stringContaining('is active') as unknown,
    })
    expect(limitIn(simulator, rt_id)).toBe(0)
    const full = await succeed(simulator, 'pem.getServiceTemplate', {
      st_id: 12,
      get_resources: true,
      get_full_info: true,
    })
    expect((full['resource_types'] as unknown[]).at(-1)).toMatchObject({
      limit: '0',
      act_params: expect.any(Array) as unknown,
    })
  })

  it('makes plans through bss.addServicePlan: unpublished, of resources of the template', async () => {
    const simulator = await start()
    const plan = {
      name: 'New plan',
      serviceTemplateId: 7,
      shortDescription: '',
      longDescription: '',
      planPeriods: [
        {
          period: 1,
          periodType: 2,
          setupFee: 0,
          recurringFee: 1.5,
          renewalFee: 1.5,
          active: true,
          trial: false,
          sortNumber: 1,
        },
      ],
      resourceRates: [
        { resourceId: 1000101, setupFee: 0, recurringFee: 2, showInStore: true, included: 0, maximum: -1 },
      ],
      salesCategories: ['Web Hosting'],
    }
    expect(await operations(simulator, 'bss.addServicePlan', plan)).toEqual({ status: 0 })
    expect(simulator.snapshot().plans.at(-1)).toMatchObject({ id: 101, name: 'New plan', published: false })
    expect(simulator.snapshot().salesCategories[0]?.planIds).toEqual([41, 101])
    const [rate] = plan.resourceRates
    const refused = [
      { ...plan, serviceTemplateId: 99 },
      { ...plan, salesCategories: ['No such'] },
      { ...plan, resourceRates: [{ ...rate, resourceId: 1000401 }] },
      { ...plan, resourceRates: [{ ...rate, resourceCategory: 'No such' }] },
    ]
    for (const params of refused) {
      expect(await operations(simulator, 'bss.addServicePlan', params as never)).toMatchObject({ status: -1 })
    }
    expect(simulator.snapshot().plans).toHaveLength(2)
  })

  it('logs every call in order, without secrets', async () => {
    const simulator = await start()
    await operations(simulator, 'pem.deactivateST', { st_id: 12 })
    await operations(simulator, 'pem.deactivateST', { st_id: 99 })
    await operations(simulator, 'pem.getServiceTemplate', { st_id: 12, get_resources: false, password: 'hush' })
    const log = await calls(simulator)
    expect(log.map(({ seq, outcome, effect }) => [seq, outcome, effect])).toEqual([
      [1, 'ok', 'write'],
      [2, 'refused', 'write'],
      [3, 'ok', 'read'],
    ])
    expect(JSON.stringify(log)).not.toContain('hush')
    expect(await calls(simulator, '?effect=write')).toHaveLength(2)
  })
})

function limitIn(simulator: Awaited<ReturnType<typeof start>>, id: number): number | undefined {
  const template = simulator.snapshot().templates.find((candidate) => candidate.id === 12)
  return template?.resources.find((resource) => resource.resourceTypeId === id)?.limit
}
