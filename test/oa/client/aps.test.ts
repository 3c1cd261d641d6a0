/** The APS bus as a server sees and answers it, tokens included. */

import { describe, expect, test } from 'vitest'
import { rqlValue } from '../../../src/oa/rql.ts'
import { faultOf, open } from './connection.ts'
import { envelope, json, raw, serve, structOf } from './fake-server.ts'

type Answer = Parameters<typeof serve>[0]

const stale = { code: 403, error: 'APS::Util::AuthenticationFailed', message: 'Authentication Failed' }
const resource = { aps: { type: 'http://www.parallels.com/Office365/License/16.8', id: 'u-1' }, name: 'E3' }
const page = { start: 0, count: 100 }

async function client(answer: Answer, path = '') {
  const bus = await serve(answer)
  const operations = await serve((response, request, count) => {
    envelope({ aps_token: `token-${count}` })(response, request, count)
  })
  const oa = open({ operations: { url: operations.url }, aps: { url: bus.url + path }, retries: { attempts: 4 } })
  oa.useInstance(17)
  return { bus, operations, oa }
}

describe('tokens', () => {
  test('of the user for some methods, of the instance for others', async () => {
    const { bus, operations, oa } = await client(json(200, []))
    await oa.read('aps.types.list', page)
    await oa.read('aps.resources.list', page)
    expect(operations.requests.map(structOf)).toEqual([{ user_id: 1 }, { application_instance_id: 17 }])
    expect(bus.requests.map(({ headers }) => headers['aps-token'])).toEqual(['token-1', 'token-2'])
  })

  test('are fetched once for all who call at the same time', async () => {
    const { bus, operations, oa } = await client(json(200, []))
    await Promise.all(Array.from({ length: 20 }, () => oa.read('aps.resources.list', page)))
    expect(operations.requests).toHaveLength(1)
    expect(bus.requests).toHaveLength(20)
  })

  test('are renewed once for all when they are stale, and the call is repeated', async () => {
    const { bus, operations, oa } = await client((response, request, count) => {
      const old = request.headers['aps-token'] === 'token-1'
      json(old ? 403 : 200, old ? stale : [resource])(response, request, count)
    })
    const pages = await Promise.all(Array.from({ length: 5 }, () => oa.read('aps.resources.list', page)))
    expect(pages.every(({ items }) => items.length === 1)).toBe(true)
    expect(operations.requests).toHaveLength(2)
    expect(bus.requests).toHaveLength(10)
  })

  test('are renewed for a write too: it was refused before anything was done', async () => {
    const { bus, oa } = await client((response, request, count) => {
      json(count === 1 ? 403 : 201, count === 1 ? stale : resource)(response, request, count)
    })
    await oa.write('aps.resources.create', { body: { aps: { type: resource.aps.type } } })
    expect(bus.requests.map(({ body }) => body)).toHaveLength(2)
  })

  test('are not renewed a second time', async () => {
    const { bus, operations, oa } = await client(json(403, stale))
    const failure = await faultOf(oa.read('aps.resources.get', { id: 'u-1' }))
    expect(failure).toMatchObject({ code: 'oa/unauthorized', outcome: 'refused', facts: { status: 403 } })
    expect([operations.requests.length, bus.requests.length]).toEqual([2, 2])
  })

  test('are not renewed when access is denied for another reason', async () => {
    const { operations, oa } = await client(
      json(403, { code: 403, error: 'APS::Util::AccessViolation', message: 'No.' }),
    )
    const failure = await faultOf(oa.write('aps.resources.create', { body: { aps: { type: 't' } } }))
    expect(failure).toMatchObject({
      code: 'oa/forbidden',
      outcome: 'refused',
      facts: { error: 'APS::Util::AccessViolation' },
    })
    expect(failure.hint).toContain('instance')
    expect(operations.requests).toHaveLength(1)
  })

  test('that cannot be had leave the call unsent, even a write, and the next call tries again', async () => {
    const bus = await serve(json(201, resource))
    const operations = await serve((response, request, count) => {
      if (count === 1) raw(500, '')(response, request, count)
      else envelope({ aps_token: 't' })(response, request, count)
    })
    const oa = open({ operations: { url: operations.url }, aps: { url: bus.url } })
    oa.useInstance(17)
    const create = () => oa.write('aps.resources.create', { body: { aps: { type: 't' } } })
    expect(await faultOf(create())).toMatchObject({ system: 'aps', outcome: 'not-sent', code: 'oa/server-error' })
    await expect(create()).resolves.toEqual(resource)
  })

  test('of an instance want to know of which', async () => {
    const { oa } = await client(json(200, []))
    const fresh = open({})
    await expect(fresh.read('aps.resources.list', page)).rejects.toThrow(TypeError)
    await oa.read('aps.resources.list', page)
  })

  test('of another instance are fetched anew', async () => {
    const { operations, oa } = await client(json(200, []))
    await oa.read('aps.resources.list', page)
    oa.useInstance(18)
    await oa.read('aps.resources.list', page)
    expect(operations.requests.map((request) => structOf(request).application_instance_id)).toEqual([17, 18])
  })
})

describe('pages', () => {
  test('the conditions and the limit make the query', async () => {
    const items = [resource, resource]
    const { bus, oa } = await client(json(206, items, { 'content-range': 'items 0-1/231' }))
    const query = 'implementing(http://www.parallels.com/Office365/License/1)'
    expect(await oa.read('aps.resources.list', { query, ...page })).toEqual({ items, total: 231 })
    expect(bus.requests[0]).toMatchObject({
      verb: 'GET',
      url: '/aps/2/resources?implementing(http://www.parallels.com/Office365/License/1),limit(0,100)',
      headers: { accept: 'application/json', 'accept-encoding': 'identity' },
    })
  })

  test('what an URL cannot carry is encoded, what is encoded stays', async () => {
    const { bus, oa } = await client(json(200, []))
    await oa.read('aps.resources.list', { query: `eq(name,${rqlValue("O'365 (E3), 100%")}),like(x,ü "#)`, ...page })
    expect(bus.requests[0]?.url).toBe(
      '/aps/2/resources?eq(name,O%27365%20%28E3%29%2C%20100%25),like(x,%C3%BC%20%22%23),limit(0,100)',
    )
  })

  test.each([
    ['200 without Content-Range', 200, {}, 6],
    ['200 with it', 200, { 'content-range': 'items 5-5/9' }, 9],
    ['an empty range', 200, { 'content-range': 'items */0' }, 0],
    ['206 with a total', 206, { 'content-range': 'Items 5-5/9' }, 9],
  ])('%s', async (_, status, headers, total) => {
    const { oa } = await client(json(status, [resource], headers))
    expect((await oa.read('aps.resources.list', { start: 5, count: 1 })).total).toBe(total)
  })

  test('206 without a total is no answer: nobody would know that rows are missing', async () => {
    const { oa } = await client(json(206, [resource], { 'content-range': 'items 0-0/*' }))
    expect(await faultOf(oa.read('aps.resources.list', page))).toMatchObject({ code: 'oa/bad-answer' })
  })
})

describe('resources', () => {
  test('the id is encoded in the path', async () => {
    const { bus, oa } = await client(json(200, resource))
    await oa.read('aps.resources.get', { id: 'a/../b?c' })
    expect(bus.requests[0]?.url).toBe('/aps/2/resources/a%2F..%2Fb%3Fc')
  })

  test.each(['', '.', '..'])('%j is no id', async (id) => {
    const { oa } = await client(json(200, resource))
    await expect(oa.read('aps.resources.get', { id })).rejects.toThrow(TypeError)
  })

  test.each(['/', '/aps', '/aps/2/', '/booster'])('a URL that ends in %s', async (path) => {
    const { bus, oa } = await client(json(200, resource), path)
    await oa.read('aps.resources.get', { id: 'u' })
    expect(bus.requests[0]?.url).toBe(`${path === '/booster' ? path : ''}/aps/2/resources/u`)
  })

  test.each([200, 201, 202])('%i is success', async (status) => {
    const proto = { ...resource, aps: { ...resource.aps, status: 'aps:proto' } }
    const { bus, oa } = await client(json(status, proto))
    const body = { aps: { type: resource.aps.type, id: 'u-1' }, name: 'Übung' }
    expect(await oa.write('aps.resources.update', { id: 'u-1', body })).toEqual(proto)
    expect(bus.requests[0]).toMatchObject({ verb: 'PUT', headers: { 'content-type': 'application/json' } })
    expect(JSON.parse(bus.requests[0]?.body ?? '')).toEqual(body)
  })

  test('204 to a create leaves it uncertain: there is no id', async () => {
    const { oa } = await client(raw(204, ''))
    const failure = await faultOf(oa.write('aps.resources.create', { body: { aps: { type: 't' } } }))
    expect(failure).toMatchObject({ code: 'oa/bad-result', outcome: 'unknown', kind: 'uncertain' })
  })
})

describe('errors', () => {
  test.each(['error', 'type'])('of a server say what it says, in `%s`', async (member) => {
    const body = { code: 500, [member]: 'APS::Hosting::Exception', message: 'Limit for resource' }
    const { oa } = await client(json(500, body))
    const failure = await faultOf(oa.write('aps.resources.create', { body: { aps: { type: 't' } } }))
    expect(failure).toMatchObject({
      code: 'oa/server-error',
      outcome: 'unknown',
      facts: { error: 'APS::Hosting::Exception' },
    })
    expect(failure.message).toContain('Limit for resource')
  })

  test('404 is about the resource', async () => {
    const { oa } = await client(json(404, { code: 404, error: 'APS::Util::ObjectNotFound', message: 'Not found' }))
    expect(await faultOf(oa.read('aps.resources.get', { id: 'u' }))).toMatchObject({ code: 'oa/not-found' })
  })

  test('a body that is not JSON is no answer, and is not quoted', async () => {
    const { oa } = await client(raw(200, '<html>hunter2</html>'))
    const failure = await faultOf(oa.write('aps.resources.create', { body: { aps: { type: 't' } } }))
    expect(failure).toMatchObject({ code: 'oa/bad-answer', outcome: 'unknown' })
    expect(`${failure.message}${String(failure.cause)}`).not.toContain('hunter2')
  })

  test('a 400 for no reason is tried again on reading', async () => {
    const { bus, oa } = await client((response, request, count) => {
      json(count < 3 ? 400 : 200, resource)(response, request, count)
    })
    expect(await oa.read('aps.resources.get', { id: 'u' })).toEqual(resource)
    expect(bus.requests).toHaveLength(3)
  })

  test('four times in all', async () => {
    const { bus, oa } = await client(json(400, { message: 'Bad RQL' }))
    expect(await faultOf(oa.read('aps.resources.get', { id: 'u' }))).toMatchObject({ outcome: 'refused' })
    expect(bus.requests).toHaveLength(4)
  })

  test('and never on writing: without words its outcome is unknown', async () => {
    const { bus, oa } = await client(raw(400, ''))
    const failure = await faultOf(oa.write('aps.resources.create', { body: { aps: { type: 't' } } }))
    expect(failure).toMatchObject({ code: 'oa/server-error', outcome: 'unknown' })
    expect(bus.requests).toHaveLength(1)
  })
})
