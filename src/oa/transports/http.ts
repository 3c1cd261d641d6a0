/** HTTP to one endpoint: its sockets, its TLS, its credentials. Never retries: only the caller knows what is safe. */

import { buildConnector, Pool } from 'undici'
import type { CallContext } from '../call-context.ts'
import type { Endpoint } from '../endpoint.ts'
import { networkFault } from '../network-failures.ts'
import type { Trust } from '../trust.ts'
import { exchange, ExchangeFailure, type HttpAnswer } from './exchange.ts'

export interface HttpRequest {
  verb: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** From the root, with the query; percent-encoded. */
  path: string
  headers: Record<string, string>
  body?: string
}

export interface HttpOptions {
  endpoint: Endpoint
  tls: Trust
  /** For making a connection, TLS included, in milliseconds. */
  connectMs: number
  /** Sockets at most. */
  connections: number
  basic?: { username: string; password: string }
}

export interface HttpClient {
  /** @throws OaFault of the kinds that network-failures.ts names; any status is an answer. */
  send(context: CallContext, request: HttpRequest): Promise<HttpAnswer>
  close(): Promise<void>
}

/** An answer larger than this is no answer to anything we ask. */
const largestAnswer = 64 * 1024 * 1024

/** Opens no socket yet; the first call does. */
export function createHttpClient(options: HttpOptions): HttpClient {
  const pool = new Pool(options.endpoint.origin, {
    connections: options.connections,
    connect: connector(options.tls, options.connectMs),
    // Idle sockets are dropped before the server drops them: a write on a dying socket has an unknown outcome.
    keepAliveTimeout: 1_000,
    // The call's own deadline is the only one: undici's are shorter than OA's slowest answers.
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  const underWay = new Set<Promise<HttpAnswer>>()
  const always = { 'accept-encoding': 'identity', ...authorization(options.basic) }
  return {
    async send(context, { verb, path, headers, body }) {
      const request = { method: verb, path, headers: { ...always, ...headers }, body: body ?? null }
      const answer = exchange(pool, request, context, largestAnswer)
      underWay.add(answer)
      try {
        return await answer
      } catch (error) {
        throw error instanceof ExchangeFailure ? networkFault(context, error) : error
      } finally {
        underWay.delete(answer)
      }
    },
    async close() {
      await Promise.allSettled(underWay)
      // Not pool.close(): that would wait for connections that nobody waits for any more.
      await pool.destroy()
    },
  }
}

// In undici 7 the end of a socket hides the error that came before it. That error is what tells a TLS alert, by which
// the call was refused, from a lost answer, after which nobody knows.
function connector(tls: Trust, timeout: number): buildConnector.connector {
  const connect = buildConnector({ ...tls, timeout })
  return (options, callback) => {
    connect(options, (...result) => {
      const [, socket] = result
      socket?.prependOnceListener('error', () => socket.removeAllListeners('end'))
      callback(...result)
    })
  }
}

function authorization(basic: HttpOptions['basic']): Record<string, string> {
  if (!basic) return {}
  const pair = Buffer.from(`${basic.username}:${basic.password}`).toString('base64')
  return { authorization: `Basic ${pair}` }
}
