/** A listener that is closed for an outage gets its port back, whoever had it meanwhile. */

import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, it, vi } from 'vitest'
import { textReply } from '../../../src/oa/simulator/http/reply.ts'
import { listen } from '../../../src/oa/simulator/http/listen.ts'
import { whole } from '../../../src/oa/simulator/http/delivery.ts'
import { quietPort } from '../../quiet-port.ts'

const answer = () => Promise.resolve(whole(textReply(200, 'here')))

it('answers again when a port that was taken meanwhile is free', async () => {
  const port = await quietPort()
  const listener = await listen({ port, answer })
  listener.pause()
  const thief = createServer().listen(port, '127.0.0.1')
  await once(thief, 'listening')
  listener.resume()
  await expect(fetch(listener.origin, { signal: AbortSignal.timeout(300) })).rejects.toThrow()
  thief.close()
  await vi.waitFor(async () => {
    expect(await (await fetch(listener.origin)).text()).toBe('here\n')
  })
  await listener.close()
})

it('refuses a port that is taken from the beginning', async () => {
  const port = await quietPort()
  const first = await listen({ port, answer })
  await expect(listen({ port, answer })).rejects.toMatchObject({ code: 'simulator/cannot-listen' })
  await first.close()
})
