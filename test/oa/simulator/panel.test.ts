import { describe, expect, it } from 'vitest'
import { businessPremium, calls, operations, panel, start, succeed } from './rig.ts'

describe('the panel', () => {
  it('does the whole procedure by clicks', async () => {
    const simulator = await start()
    const click = async (action: unknown) => {
      const { status, body } = await panel(simulator, action)
      expect(body.message ?? '').toBe('')
      expect(status).toBe(200)
      return body.result ?? {}
    }
    const { id } = await click({ do: 'type.save', kind: 'license', values: businessPremium })
    const storage = {
      ...businessPremium,
      name: 'Storage',
      offerId: '53fc25f7-6639-4f78-bb44-3c2dfec3ed40',
      trialOfferId: null,
      parents: [businessPremium.offerId],
    }
    const { id: addonId } = await click({ do: 'type.save', kind: 'addon', values: storage })
    await click({ do: 'type.save', kind: 'addon', id: addonId, values: { ...storage, assignable: false } })
    const { resourceTypeId } = await click({ do: 'resource-type.create', name: 'BP', typeId: id })
    const resourceIds = [resourceTypeId]
    await click({ do: 'resource-category.add-resources', category: 'Additional Licenses', resourceIds })
    await click({ do: 'resource-category.add-resources', category: 'Made now', resourceIds })
    await click({ do: 'template.add-resources', templateId: 12, resourceIds })
    const rate = { resourceId: resourceTypeId, included: 0, minimum: 1, maximum: 300, setupFee: 0, recurringFee: 12.5 }
    const month = { length: 1, unit: 'month', setupFee: 0, recurringFee: 0 }
    const plan = { do: 'plan.create', name: 'BP', templateId: 12, published: false, periods: [month] }
    const { planId } = await click({ ...plan, rates: [] })
    await click({ do: 'plan.add-rates', planId, rates: [rate] })
    await click({ do: 'plan.publish', planId, published: true })
    const { planId: other } = await click({ ...plan, name: 'Other', rates: [rate] })
    await click({ do: 'plan.add-upgrade-paths', planId, toPlanIds: [other] })
    await click({ do: 'sales-category.add-plans', category: 'Office 365 Business', planIds: [planId, other] })
    await click({ do: 'template.sync', templateId: 12, resourceIds })
    await click({ do: 'plan.sync', planId })
    await click({ do: 'store.sync' })

    const state = simulator.snapshot()
    expect(state.types).toMatchObject([businessPremium, { ...storage, assignable: false, revision: 2 }])
    expect(state.templates[1]).toMatchObject({ active: true })
    expect(state.templates[1]?.resources.at(-1)).toEqual({ resourceTypeId, limit: 0 })
    expect(
      state.resourceCategories.filter((category) => category.resourceIds.includes(Number(resourceTypeId))),
    ).toMatchObject([{ name: 'Additional Licenses' }, { name: 'Made now' }])
    expect(state.plans.slice(1)).toMatchObject([
      { published: true, upgradePaths: [other], rates: [rate], periods: [month] },
      { published: false },
    ])
    expect(state.salesCategories[1]?.planIds).toEqual([planId, other])
    expect(state.syncs).toMatchObject([
      { what: 'template', ids: [12], resourceIds },
      { what: 'plan', ids: [planId] },
      { what: 'store', ids: [] },
    ])
    const clicks = await calls(simulator, '?effect=write&system=panel')
    expect(clicks).toHaveLength(16)
    expect(clicks.at(-1)).toMatchObject({ method: 'store.sync', outcome: 'ok', seq: state.syncs[2]?.atSeq })
  })

  it('shows an error for what cannot be, and leaves nothing half done', async () => {
    const simulator = await start()
    const before = simulator.snapshot()
    const rate = { resourceId: 1000401, included: 0, minimum: 0, maximum: -1, setupFee: 0, recurringFee: 0 }
    const impossible = [
      { do: 'type.save', kind: 'license', values: { ...businessPremium, upgrades: ['x'] } },
      { do: 'type.save', kind: 'license', id: 'x', values: businessPremium },
      { do: 'resource-type.create', name: 'x', typeId: 'x' },
      { do: 'resource-category.add-resources', category: 'New', resourceIds: [1000401, 5] },
      { do: 'template.add-resources', templateId: 12, resourceIds: [1000101, 5] },
      { do: 'template.add-resources', templateId: 12, resourceIds: [1000401] },
      { do: 'plan.create', name: 'x', templateId: 7, published: false, periods: [], rates: [rate] },
      { do: 'plan.add-rates', planId: 41, rates: [{ ...rate, resourceId: 1000101 }] },
      { do: 'plan.add-upgrade-paths', planId: 41, toPlanIds: [41] },
      { do: 'sales-category.add-plans', category: 'New', planIds: [41, 42] },
      { do: 'template.sync', templateId: 12, resourceIds: [1000101] },
      { do: 'plan.sync', planId: 5 },
    ]
    for (const action of impossible) {
      expect(await panel(simulator, action)).toMatchObject({
        status: 409,
        body: { ok: false, message: expect.any(String) as unknown },
      })
    }
    expect(simulator.snapshot()).toEqual(before)
    expect(await calls(simulator, '?outcome=refused')).toHaveLength(impossible.length)
  })

  it('does not understand other actions', async () => {
    const simulator = await start()
    for (const action of [{ do: 'plan.delete', planId: 41 }, { do: 'plan.sync' }, [], 'x']) {
      expect(await panel(simulator, action)).toMatchObject({ status: 400, body: { ok: false } })
    }
    const asText = await fetch(simulator.urls.panel, { method: 'POST', body: '{"do":"store.sync"}' })
    expect(asText.status).toBe(415)
    expect(await calls(simulator)).toEqual([])
  })

  it('leaves an inactive template inactive', async () => {
    const simulator = await start()
    await succeed(simulator, 'pem.deactivateST', { st_id: 12 })
    await panel(simulator, { do: 'template.add-resources', templateId: 12, resourceIds: [1000101] })
    expect(await operations(simulator, 'pem.getServiceTemplate', { st_id: 12, get_resources: false })).toMatchObject({
      result: { is_active: false },
    })
  })
})
