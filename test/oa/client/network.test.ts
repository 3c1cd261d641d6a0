/** Where a call can be lost, and what is then known about it. */

import { createServer, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { ConnectOptions } from '../../../src/oa/connect.ts'
import { encodeMethodResponse } from '../../../src/oa/xml-rpc.ts'
import { quietPort } from '../../quiet-port.ts'
import { faultOf, open } from './connection.ts'
import { envelope, listen, serve } from './fake-server.ts'

const create = { resclass_name: 'rc', name: 'n' }

function client(url: string, deadlines?: ConnectOptions['deadlines']) {
  return open({ operations: { url }, ...(deadlines ? { deadlines } : {}) })
}

/** A server of bare sockets. */
async function serveSockets(onSocket: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined))
    onSocket(socket)
  })
  onTestFinished(() => {
    sockets.forEach((socket) => socket.destroy())
    server.close()
  })
  return `http://localhost:${await listen(server)}`
}

describe('not sent', () => {
  test('nothing listens', async () => {
    const port = await quietPort()
    const failure = await faultOf(client(`http://localhost:${port}`).write('pem.addResourceType', create))
    expect(failure).toMatchObject({ code: 'oa/unreachable', outcome: 'not-sent', kind: 'failed' })
    expect(failure.message).toBe(
      `Operations API at localhost:${port}, pem.addResourceType: nothing listens there (connection refused)`,
    )
  })

  test('no such host', async () => {
    const failure = await faultOf(client('http://no-such-host.invalid:8440').write('pem.addResourceType', create))
    expect(failure).toMatchObject({ code: 'oa/unreachable', outcome: 'not-sent' })
    expect(failure.message).toContain('DNS')
  })

  test('TLS that never shakes hands runs into the deadline', async () => {
    const url = (await serveSockets(() => undefined)).replace('http:', 'https:')
    const failure = await faultOf(client(url, { writeMs: 200 }).write('pem.addResourceType', create))
    expect(failure).toMatchObject({ code: 'oa/timeout', outcome: 'not-sent' })
  })

  test('given up before it began', async () => {
    const server = await serve(envelope({ resource_type_id: 1 }))
    const signal = AbortSignal.abort()
    const failure = await faultOf(client(server.url).write('pem.addResourceType', create, { signal }))
    expect(failure).toMatchObject({ code: 'oa/aborted', outcome: 'not-sent' })
    expect(server.requests).toHaveLength(0)
  })

  test('after closing', async () => {
    const server = await serve(envelope({ resource_type_id: 1 }))
    const oa = client(server.url)
    await oa.close()
    const failure = await faultOf(oa.write('pem.addResourceType', create))
    expect(failure).toMatchObject({ code: 'oa/closed', outcome: 'not-sent' })
  })
})

describe('unknown', () => {
  const answer = encodeMethodResponse({ status: 0, result: { resource_type_id: 1 } })
  const head = `HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n`

  test.each<[string, (socket: Socket) => void]>([
    ['reset after the request', (socket) => socket.resetAndDestroy()],
    ['closed after the request', (socket) => socket.end()],
    ['cut off in the head', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-')],
    [
      'cut off by length',
      (socket) => socket.end(`${head}Content-Length: ${answer.length}\r\n\r\n${answer.slice(0, 50)}`),
    ],
    ['cut off in chunks', (socket) => socket.end(`${head}Transfer-Encoding: chunked\r\n\r\n5\r\n<?xml\r\n`)],
  ])('%s', async (_, react) => {
    const url = await serveSockets((socket) => {
      socket.once('data', () => {
        react(socket)
      })
    })
    const failure = await faultOf(client(url).write('pem.addResourceType', create))
    expect(failure).toMatchObject({ code: 'oa/no-answer', outcome: 'unknown', kind: 'uncertain' })
    expect(failure.message).toContain('whether it took effect is not known')
  })

  test('cut off at the end of a connection, without a length', async () => {
    const url = await serveSockets((socket) => {
      socket.once('data', () => socket.end(`${head}Connection: close\r\n\r\n${answer.slice(0, 50)}`))
    })
    const failure = await faultOf(client(url).write('pem.addResourceType', create))
    expect(failure).toMatchObject({ code: 'oa/bad-answer', outcome: 'unknown' })
  })

  test('not HTTP at all', async () => {
    const url = await serveSockets((socket) => {
      socket.once('data', () => socket.end('\u0015\u0003\u0003\u0000\u0002\u0002F'))
    })
    const failure = await faultOf(client(url).write('pem.addResourceType', create))
    expect(failure).toMatchObject({ code: 'oa/bad-answer', outcome: 'unknown' })
    expect(failure.hint).toContain('https://')
  })

  test('no answer within the deadline; a read is not uncertain', async () => {
    const server = await serve(() => undefined)
    const oa = client(server.url, { readMs: 1000, writeMs: 1000 })
    const write = await faultOf(oa.write('pem.addResourceType', create))
    expect(write).toMatchObject({ code: 'oa/timeout', outcome: 'unknown', kind: 'uncertain' })
    expect(write.message).toContain('no complete answer within 1 s (deadlines.writeMs)')
    const read = await faultOf(oa.read('pem.APS.getApplications', {}))
    expect(read).toMatchObject({ code: 'oa/timeout', outcome: 'unknown', kind: 'failed' })
    expect(read.message).toContain('nothing was changed')
  })

  test('a server that drips runs into the deadline too', async () => {
    const url = await serveSockets((socket) => {
      socket.once('data', () => {
        socket.write(`${head}Content-Length: 1000\r\n\r\n`)
        const drip = setInterval(() => socket.write(' '), 10)
        socket.once('close', () => {
          clearInterval(drip)
        })
      })
    })
    const started = performance.now()
    const failure = await faultOf(client(url, { writeMs: 1000 }).write('pem.addResourceType', create))
    expect(failure).toMatchObject({ code: 'oa/timeout', outcome: 'unknown' })
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  test('given up on the way', async () => {
    const giveUp = new AbortController()
    const server = await serve(() => {
      giveUp.abort(new Error('interrupted'))
    })
    const failure = await faultOf(client(server.url).write('pem.addResourceType', create, { signal: giveUp.signal }))
    expect(failure).toMatchObject({ code: 'oa/aborted', outcome: 'unknown' })
  })

  test.each([
    ['announced', { 'content-length': String(65 * 1024 * 1024) }],
    ['in chunks', {}],
  ])('more than 64 MB, %s', async (_, headers) => {
    const megabyte = Buffer.alloc(1024 * 1024, ' ')
    const server = await serve((response) => {
      response.writeHead(200, headers as Record<string, string>)
      let left = 65
      const send = () => {
        while (left-- > 0) if (!response.write(megabyte)) return response.once('drain', send)
        return response.end()
      }
      send()
    })
    const failure = await faultOf(client(server.url).write('pem.addResourceType', create))
    expect(failure).toMatchObject({ code: 'oa/too-large', outcome: 'unknown' })
    expect(failure.message).toContain('larger than 64 MB')
  })
})

test('nothing is sent twice by the transport', async () => {
  let requests = 0
  const url = await serveSockets((socket) => {
    socket.on('data', () => {
      requests++
      socket.resetAndDestroy()
    })
  })
  const oa = client(url)
  await faultOf(oa.write('pem.addResourceType', create))
  await faultOf(oa.read('pem.APS.getApplications', {}))
  expect(requests).toBe(2)
})
