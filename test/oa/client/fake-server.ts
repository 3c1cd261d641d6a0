/** A server made by hand for one test: it records what comes and answers what the test says. */

import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createTlsServer, type ServerOptions } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { onTestFinished } from 'vitest'
import { decodeMethodCall, encodeFaultResponse, encodeMethodResponse } from '../../../src/oa/xml-rpc.ts'
import type { XmlRpcValue } from '../../../src/oa/xml-rpc-value.ts'

export interface SeenRequest {
  verb: string
  url: string
  headers: IncomingMessage['headers']
  body: string
}

export interface FakeServer {
  url: string
  requests: SeenRequest[]
}

type Answer = (response: ServerResponse, request: SeenRequest, count: number) => void

/** Listens until the test is finished. `count` starts at 1. */
export async function serve(answer: Answer, tls?: ServerOptions): Promise<FakeServer> {
  const requests: SeenRequest[] = []
  const listener: RequestListener = (incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const { method: verb = '', url = '', headers } = incoming
      const seen = { verb, url, headers, body: Buffer.concat(chunks).toString() }
      requests.push(seen)
      answer(response, seen, requests.length)
    })
  }
  const server = tls ? createTlsServer(tls, listener) : createServer(listener)
  const port = await listen(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `${tls ? 'https' : 'http'}://localhost:${port}`, requests }
}

export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return (server.address() as AddressInfo).port
}

/** Answers every call with this value. */
export function value(result: XmlRpcValue): Answer {
  return (response) => response.end(encodeMethodResponse(result))
}

/** Answers with the Operations envelope around this result. */
export function envelope(result: XmlRpcValue): Answer {
  return value({ status: 0, result })
}

/** Answers with Billing's `Result`. */
export function billingResult(result: XmlRpcValue): Answer {
  return value({ Result: [result] })
}

export function fault(faultCode: number, faultString: string): Answer {
  return (response) => response.end(encodeFaultResponse({ faultCode, faultString }))
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }
}

export function raw(status: number, body: string, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(status, headers).end(body)
  }
}

/** The one struct of a request's call. */
export function structOf(request: SeenRequest | undefined): Record<string, XmlRpcValue> {
  const { params } = decodeMethodCall(request?.body ?? '')
  if (params.length !== 1) throw new Error(`${params.length} params instead of one struct`)
  return params[0] as Record<string, XmlRpcValue>
}
