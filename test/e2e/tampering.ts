/** A network between the program and the simulator that loses, delays or spoils the answers of chosen writes. */

import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { methodSpec, methods } from '../../src/oa/methods.ts'
import { omit } from '../run/omit.ts'
import { finallyDo } from './rig.ts'
import { changedConfig, type Simulation } from './simulation.ts'

/**
 * `drop`: cut off before the call reached OA. `lose`: it is done, and the answer is lost. `spoil`: it is done, and the
 * answer is an HTTP 500. `late`: the answer is lost, and it is done only later. `fail`: an HTTP 500, and it is not done.
 * `misaddress`: it names a resource type that does not exist, so that OA refuses it in its own words.
 */
export type Trick = 'drop' | 'lose' | 'spoil' | 'late' | 'fail' | 'misaddress'

export interface Call {
  /** Such as `pem.activateST`, or `POST` with the path on the APS bus. */
  method: string
  isWrite: boolean
  /** Counted over all three systems, from 1; 0 for a read. */
  write: number
}

export interface Network {
  /** A configuration that goes through the network. */
  config: string
  /** Every write that passed, by method. */
  writes: string[]
  /** Resolves when what was late is done. */
  settled: () => Promise<unknown>
}

/** @param trick what to do with a call; nothing lets it pass */
export async function badNetwork(simulation: Simulation, trick: (call: Call) => Trick | undefined): Promise<Network> {
  const writes: string[] = []
  const late: Promise<unknown>[] = []
  const systems = ['operations', 'billing', 'aps'] as const
  const urls = await Promise.all(
    systems.map((system) =>
      openDoor(
        simulation.urls[system],
        (method, isWrite) => {
          if (isWrite) writes.push(method)
          return trick({ method, isWrite, write: isWrite ? writes.length : 0 })
        },
        late,
      ),
    ),
  )
  const config = await changedConfig(simulation, (ready) => ({
    ...ready,
    ...Object.fromEntries(systems.map((system, index) => [system, { ...(ready[system] as object), url: urls[index] }])),
  }))
  return { config, writes, settled: () => Promise.all(late) }
}

async function openDoor(
  target: string,
  decide: (method: string, isWrite: boolean) => Trick | undefined,
  late: Promise<unknown>[],
): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    void readAll(incoming).then(async (body) => {
      const { method, isWrite } = describe(incoming, body)
      const trick = decide(method, isWrite)
      if (trick === 'fail') return outgoing.writeHead(500).end('no')
      if (trick === 'drop') return incoming.socket.destroy()
      if (trick === 'late') {
        late.push(pause(1500).then(() => forward(target, incoming, body)))
        return incoming.socket.destroy()
      }
      const sent =
        trick === 'misaddress' ? Buffer.from(body.toString('utf8').replace(/\b1000\d{3}\b/g, '9999999')) : body
      const answer = await forward(target, incoming, sent)
      if (trick === 'lose') return incoming.socket.destroy()
      if (trick === 'spoil') return outgoing.writeHead(500, { 'content-type': 'text/plain' }).end('Internal error')
      pass(answer, outgoing)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  finallyDo(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}${new URL(target).pathname.replace(/^\/$/, '')}`
}

function describe({ method: verb = 'GET', url = '' }: IncomingMessage, body: Buffer) {
  const name = /<methodName>([^<]+)<\/methodName>/.exec(body.toString('utf8'))?.[1]
  if (name === undefined) return { method: `${verb} ${url}`, isWrite: verb !== 'GET' }
  if (name !== 'Execute')
    return { method: name, isWrite: name in methods && methodSpec(name as keyof typeof methods).effect === 'write' }
  const billing = /<value>(?:<string>)?(\w+_API)/.exec(body.toString('utf8'))?.[1] ?? 'Execute'
  return {
    method: billing,
    isWrite: billing in methods && methodSpec(billing as keyof typeof methods).effect === 'write',
  }
}

interface Answer {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}

function forward(target: string, incoming: IncomingMessage, body: Buffer): Promise<Answer> {
  const url = new URL(incoming.url ?? '/', target)
  return new Promise((resolve, reject) => {
    const { method, headers } = incoming
    const sent = { ...headers, host: url.host, 'content-length': String(body.length) }
    request(url, { method, headers: sent, agent: false }, (response) => {
      void readAll(response).then((answer) => {
        resolve({ status: response.statusCode ?? 500, headers: response.headers, body: answer })
      })
    })
      .once('error', reject)
      .end(body)
  })
}

function pass({ status, headers, body }: Answer, outgoing: ServerResponse): void {
  const kept = omit(headers, 'transfer-encoding', 'connection')
  outgoing.writeHead(status, { ...kept, 'content-length': String(body.length) }).end(body)
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
