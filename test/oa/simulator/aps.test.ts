import { describe, expect, it } from 'vitest'
import { aps, addonType, businessPremium, calls, licenseType, start, token } from './rig.ts'

const license = (more: object = {}) => ({
  aps: { type: licenseType },
  name: businessPremium.name,
  offerId: businessPremium.offerId,
  trialOfferId: businessPremium.trialOfferId,
  provisioning_id: businessPremium.provisioningId,
  isUserSpecific: true,
  possibleTransitions: [],
  ...more,
})
const addon = (more: object = {}) => ({
  aps: { type: addonType },
  name: 'Extra File Storage',
  offerId: '53fc25f7-6639-4f78-bb44-3c2dfec3ed40',
  provisioning_id: 'SHAREPOINTSTORAGE',
  isUserSpecific: false,
  possibleParents: [businessPremium.offerId],
  ...more,
})

type Answer = Awaited<ReturnType<typeof aps>>
const idOf = (answer: Answer) => (answer.body as { aps: { id: string } }).aps.id

describe('the APS bus', () => {
  it('makes types, changes them and shows them', async () => {
    const simulator = await start()
    const instance = await token(simulator, 'instance')
    const made = await aps(simulator, instance, 'resources', 'POST', license())
    expect(made).toMatchObject({ status: 201, body: { ...license(), aps: { status: 'aps:ready', revision: 1 } } })
    const id = idOf(made)
    const change = { aps: { type: licenseType, id }, name: 'Renamed' }
    expect(await aps(simulator, instance, `resources/${id}`, 'PUT', change)).toMatchObject({ status: 200 })
    expect(await aps(simulator, instance, `resources/${id}`)).toMatchObject({
      status: 200,
      body: { name: 'Renamed', offerId: businessPremium.offerId, aps: { revision: 2 } },
    })
    expect(simulator.snapshot().types).toMatchObject([{ ...businessPremium, name: 'Renamed', kind: 'license' }])
  })

  it('wants parents and upgrades to exist, but takes a second type for an offer', async () => {
    const simulator = await start()
    const instance = await token(simulator, 'instance')
    expect(await aps(simulator, instance, 'resources', 'POST', addon())).toMatchObject({
      status: 500,
      body: { error: 'ApplicationUnknownError', message: expect.stringContaining(businessPremium.offerId) as unknown },
    })
    await aps(simulator, instance, 'resources', 'POST', license())
    expect(await aps(simulator, instance, 'resources', 'POST', license())).toMatchObject({ status: 201 })
    expect(await aps(simulator, instance, 'resources', 'POST', addon())).toMatchObject({ status: 201 })
    const toAddon = license({ possibleTransitions: [addon().offerId] })
    expect(await aps(simulator, instance, 'resources', 'POST', toAddon)).toMatchObject({ status: 500 })
  })

  it('refuses bodies that do not fit the type', async () => {
    const simulator = await start()
    const instance = await token(simulator, 'instance')
    const bodies = [
      license({ provisioningId: 'wrong spelling' }),
      license({ isUserSpecific: 'Yes' }),
      license({ offerId: undefined }),
      license({ possibleParents: ['x'] }),
      { name: 'no type' },
      '{"half": ',
    ]
    for (const body of bodies) {
      expect(await aps(simulator, instance, 'resources', 'POST', body)).toMatchObject({ status: 400 })
    }
    expect(simulator.snapshot().types).toEqual([])
  })

  it('tells tokens apart', async () => {
    const simulator = await start()
    const [instance, user] = [await token(simulator, 'instance'), await token(simulator, 'user')]
    const violation = { status: 403, body: { code: 403, error: 'APS::Util::AccessViolation' } }
    const stranger = { status: 403, body: { error: 'APS::Util::AuthenticationFailed' } }
    expect(await aps(simulator, user, 'resources', 'POST', license())).toMatchObject(violation)
    expect(await aps(simulator, instance, 'collections/service-plans')).toMatchObject(violation)
    const resourceType = 'services/resource-type-manager/resourceTypes/1000401'
    expect(await aps(simulator, instance, resourceType)).toMatchObject(violation)
    expect(await aps(simulator, user, resourceType)).toMatchObject({
      body: { id: 1000401, resourceClassName: 'rc.saas.service.link', activationParameters: { app_id: '17' } },
    })
    expect(await aps(simulator, 'nobody', 'resources')).toMatchObject(stranger)
    expect((await fetch(`${simulator.urls.aps}/aps/2/types`)).status).toBe(403)
  })

  it('lets tokens expire', async () => {
    const simulator = await start({ tokenLifetimeCalls: 2 })
    const instance = await token(simulator, 'instance')
    const statuses = []
    for (let use = 0; use < 3; use++) statuses.push((await aps(simulator, instance, 'resources')).status)
    expect(statuses).toEqual([200, 200, 403])
    expect((await aps(simulator, await token(simulator, 'instance'), 'resources')).status).toBe(200)
  })

  it('answers 202 while a type is being made', async () => {
    const simulator = await start({ apsAsync: 2 })
    const instance = await token(simulator, 'instance')
    const made = await aps(simulator, instance, 'resources', 'POST', license())
    expect(made).toMatchObject({ status: 202, body: { aps: { status: 'aps:proto' } } })
    const statuses = []
    for (let look = 0; look < 3; look++) {
      const { body } = await aps(simulator, instance, `resources/${idOf(made)}`)
      statuses.push((body as { aps: { status: string } }).aps.status)
    }
    expect(statuses).toEqual(['aps:proto', 'aps:proto', 'aps:ready'])
  })

  it('pages with Content-Range', async () => {
    const simulator = await start({ pageSize: 2 })
    const instance = await token(simulator, 'instance')
    for (let count = 0; count < 3; count++) await aps(simulator, instance, 'resources', 'POST', license())
    const query = `resources?implementing(http://www.parallels.com/Office365/License/1.0)`
    expect(await aps(simulator, instance, query)).toMatchObject({ status: 206, range: 'items 0-1/3' })
    expect(await aps(simulator, instance, `${query},limit(2,5)`)).toMatchObject({ status: 206, range: 'items 2-2/3' })
    expect(await aps(simulator, instance, `${query},limit(9,5)`)).toMatchObject({ status: 206, body: [] })
    expect(await aps(simulator, instance, `${query},eq(name,none)`)).toMatchObject({ status: 200, body: [] })
    expect(
      await aps(simulator, instance, `resources?implementing(http://www.parallels.com/Office365/License/2.0)`),
    ).toMatchObject({ status: 200, body: [] })
  })

  it('lists types and plans', async () => {
    const simulator = await start()
    const user = await token(simulator, 'user')
    const types = (await aps(simulator, user, 'types')).body as { id: string }[]
    expect(types.map(({ id }) => id)).toEqual(expect.arrayContaining([licenseType, addonType]))
    expect(await aps(simulator, user, 'collections/service-plans')).toMatchObject({
      status: 200,
      range: 'items 0-0/1',
      body: [{ planId: 41, name: { en_US: 'Shared Hosting Start' } }],
    })
  })

  it('refuses other verbs, paths and queries, and logs them', async () => {
    const simulator = await start()
    const user = await token(simulator, 'user')
    expect(await aps(simulator, user, 'collections/service-plans', 'POST', {})).toMatchObject({ status: 405 })
    expect(await aps(simulator, user, 'resources/x', 'DELETE')).toMatchObject({ status: 405 })
    expect(await aps(simulator, user, 'resources/x')).toMatchObject({ status: 404 })
    expect(await aps(simulator, user, 'nowhere')).toMatchObject({ status: 404 })
    expect(await aps(simulator, user, 'resources?frob(1)')).toMatchObject({ status: 400 })
    expect(await calls(simulator, '?system=aps&effect=write')).toHaveLength(2)
  })
})
