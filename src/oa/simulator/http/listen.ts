/** A listener on the loopback address that answers with what a function says. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { OnboardError } from '../../../lib/onboard-error.ts'
import { type Reply, textReply } from './reply.ts'
import { BodyTooLong, readRequest, type Request } from './request.ts'

export interface ListenOptions {
  /** 0 is any free one. */
  port: number
  tls?: { key: string; cert: string } | undefined
  answer: (request: Request) => Promise<Reply>
}

export interface Listener {
  /** Without a slash at the end. */
  origin: string
  close(): Promise<void>
}

/** @throws {OnboardError} `simulator/cannot-listen`, such as for a port in use. */
export async function listen({ port, tls, answer }: ListenOptions): Promise<Listener> {
  const onRequest = (message: IncomingMessage, response: ServerResponse) => void respond(message, response, answer)
  const server = tls === undefined ? createServer(onRequest) : createTlsServer(tls, onRequest)
  // Longer than any client keeps its end open, so that none writes into a connection that is being closed.
  server.keepAliveTimeout = 120_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      const message = `Cannot listen on 127.0.0.1:${port}.`
      reject(new OnboardError({ kind: 'failed', code: 'simulator/cannot-listen', message, cause }))
    })
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address() as AddressInfo
  return {
    origin: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

async function respond(
  message: IncomingMessage,
  response: ServerResponse,
  answer: ListenOptions['answer'],
): Promise<void> {
  const reply = await replyTo(message, answer)
  if (reply === undefined || response.destroyed) return
  response.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) })
  response.end(reply.body)
}

async function replyTo(message: IncomingMessage, answer: ListenOptions['answer']): Promise<Reply | undefined> {
  let request: Request
  try {
    request = await readRequest(message)
  } catch (error) {
    // Otherwise the client went away in the middle of its request.
    return error instanceof BodyTooLong ? textReply(413, error.message, { connection: 'close' }) : undefined
  }
  try {
    return await answer(request)
  } catch (error) {
    return textReply(
      500,
      `The simulator failed: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown'}`,
    )
  }
}
