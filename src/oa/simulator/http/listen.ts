/** A listener on the loopback address that answers with what a function says. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { OnboardError } from '../../../lib/onboard-error.ts'
import { deliver, type Delivery, whole } from './delivery.ts'
import { textReply } from './reply.ts'
import { BodyTooLong, readRequest, type Request } from './request.ts'

/** Between two tries to get a port back. */
const PORT_TAKEN_MS = 50

export interface ListenOptions {
  /** 0 is any free one. */
  port: number
  tls?: { key: string; cert: string } | undefined
  answer: (request: Request) => Promise<Delivery>
}

export interface Listener {
  /** Without a slash at the end. */
  origin: string
  /** Lets nobody connect until `resume`; connections that are busy are served to their end. */
  pause(): void
  resume(): void
  close(): Promise<void>
}

/** @throws {OnboardError} `simulator/cannot-listen`, such as for a port in use. */
export async function listen({ port, tls, answer }: ListenOptions): Promise<Listener> {
  const onRequest = (message: IncomingMessage, response: ServerResponse) => void respond(message, response, answer)
  const server = tls === undefined ? createServer(onRequest) : createTlsServer(tls, onRequest)
  // Longer than any client keeps its end open, so that none writes into a connection that is being closed.
  server.keepAliveTimeout = 120_000
  await open(server, port).catch((cause: unknown) => {
    const message = `Cannot listen on 127.0.0.1:${port}.`
    throw new OnboardError({ kind: 'failed', code: 'simulator/cannot-listen', message, cause })
  })
  const address = server.address() as AddressInfo
  const closed = new AbortController()
  return {
    origin: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${address.port}`,
    pause: () => {
      server.close()
      server.closeIdleConnections()
    },
    resume: () => void openAgain(server, address.port, closed.signal),
    close: () =>
      new Promise((resolve) => {
        closed.abort()
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

function open(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** Meanwhile somebody else may have got the port: an outage lasts until it is free again. */
async function openAgain(server: Server, port: number, closed: AbortSignal): Promise<void> {
  while (!closed.aborted) {
    try {
      await open(server, port)
      return
    } catch {
      await delay(PORT_TAKEN_MS)
    }
  }
}

async function respond(
  message: IncomingMessage,
  response: ServerResponse,
  answer: ListenOptions['answer'],
): Promise<void> {
  const delivery = await deliveryFor(message, answer)
  if (delivery !== undefined) await deliver(response, delivery)
}

async function deliveryFor(message: IncomingMessage, answer: ListenOptions['answer']): Promise<Delivery | undefined> {
  let request: Request
  try {
    request = await readRequest(message)
  } catch (error) {
    // Otherwise the client went away in the middle of its request.
    return error instanceof BodyTooLong ? whole(textReply(413, error.message, { connection: 'close' })) : undefined
  }
  try {
    return await answer(request)
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : 'unknown'
    return whole(textReply(500, `The simulator failed: ${what}`))
  }
}
