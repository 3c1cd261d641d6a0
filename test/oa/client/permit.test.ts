/** Asked at the last moment whether a call may still leave: a call may have waited long for its turn or its token. */

import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { open } from './connection.ts'
import { envelope, json, serve } from './fake-server.ts'

const create = { resclass_name: 'rc', name: 'n' }

test('what may not leave does not, and says why in the words of whoever forbade it', async () => {
  const server = await serve(envelope({ resource_type_id: 1 }))
  const client = open({ operations: { url: server.url } })
  const lost = new Error('somebody took over')
  const permit = () => {
    throw lost
  }
  await expect(client.write('pem.addResourceType', create, { permit })).rejects.toBe(lost)
  expect(server.requests).toEqual([])
  await client.write('pem.addResourceType', create, { permit: () => undefined })
  expect(server.requests).toHaveLength(1)
})

test('what waits for its turn is asked when its turn has come', async () => {
  const server = await serve((response, request, number) => {
    void delay(50).then(() => {
      envelope({ resource_type_id: number })(response, request, number)
    })
  })
  const client = open({ operations: { url: server.url }, parallel: { operations: 1 } })
  let allowed = true
  const permit = () => {
    if (!allowed) throw new Error('no longer')
  }
  const calls = [1, 2, 3].map(() => client.write('pem.addResourceType', create, { permit }))
  const [first, ...others] = calls.map((call) => call.then(() => 'done', String))
  await Promise.resolve()
  expect(await first).toBe('done')
  allowed = false
  expect((await Promise.all(others)).at(-1)).toBe('Error: no longer')
  expect(server.requests.length).toBeLessThan(3)
})

test('what waits for a token is asked after it has come', async () => {
  let allowed = true
  const server = await serve((response, request, number) => {
    if (request.url.startsWith('/aps')) {
      json(200, {})(response, request, number)
      return
    }
    allowed = false
    envelope({ aps_token: 'token', controller_uri: '' })(response, request, number)
  })
  const client = open({ operations: { url: server.url }, aps: { url: server.url } })
  client.useInstance(3)
  const permit = () => {
    if (!allowed) throw new Error('no longer')
  }
  const call = client.write('aps.resources.create', { body: { aps: { type: 't' } } }, { permit })
  await expect(call).rejects.toThrow('no longer')
  expect(server.requests.map(({ url }) => url)).toEqual(['/RPC2'])
})
