/** A server that drops idle connections at the worst moments: the transport must never send a write a second time. */

import { createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { OaFault } from '../../../src/oa/oa-fault.ts'
import { encodeMethodResponse } from '../../../src/oa/xml-rpc.ts'
import { open } from './connection.ts'
import { listen } from './fake-server.ts'

const body = encodeMethodResponse({ status: 0, result: { resource_type_id: 1 } })
const answer = `HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: ${body.length}\r\n\r\n${body}`

/** When the connection goes, though the answer promised to keep it: the seconds are the client's. */
const drops: Record<string, (socket: Socket) => void> = {
  'together with the answer': (socket) => socket.end(),
  'a turn of the loop later': (socket) => setImmediate(() => socket.end()),
  'a millisecond later': (socket) => setTimeout(() => socket.end(), 1),
  'by a reset, a millisecond later': (socket) => setTimeout(() => socket.resetAndDestroy(), 1),
  'by a reset when the next request comes': (socket) => socket.once('data', () => socket.resetAndDestroy()),
}

test.each(Object.keys(drops))('200 writes while connections are dropped %s', async (when) => {
  const seen = new Map<string, number>()
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined))
    let text = ''
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (!text.includes('</methodCall>')) return
      const name = /<string>(write \d+)<\/string>/.exec(text)?.[1] ?? ''
      seen.set(name, (seen.get(name) ?? 0) + 1)
      text = ''
      socket.write(answer)
      drops[when]?.(socket)
    })
  })
  const url = `http://localhost:${await listen(server)}`
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const oa = open({ operations: { url }, parallel: { operations: 4 } })
  const outcomes = new Map<string, string>()
  await Promise.all(
    Array.from({ length: 200 }, async (_, index) => {
      const name = `write ${index}`
      try {
        await oa.write('pem.addResourceType', { resclass_name: 'rc', name })
        outcomes.set(name, 'done')
      } catch (error) {
        if (!(error instanceof OaFault)) throw error
        outcomes.set(name, error.outcome)
      }
    }),
  )
  expect([...seen].filter(([, times]) => times > 1)).toEqual([])
  for (const [name, outcome] of outcomes) {
    if (outcome === 'done') expect(seen.get(name)).toBe(1)
    if (outcome === 'not-sent') expect(seen.get(name)).toBeUndefined()
    expect(['done', 'unknown', 'not-sent']).toContain(outcome)
  }
})
