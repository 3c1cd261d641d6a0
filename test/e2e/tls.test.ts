/** TLS as the program's users meet it: each way it goes wrong has its sentence and its remedy, and none of them hangs. */

import { writeFile } from 'node:fs/promises'
import { createServer, type ServerOptions } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { certificate, expired, newAuthority, onlyOldTls, type Pem } from '../oa/client/certificates.ts'
import { businessPremium, finallyDo, runsIn } from './rig.ts'
import { changedConfig, expectExit, simulate, type Simulation } from './simulation.ts'

let authority: Pem
let good: Pem
let selfSigned: Pem

beforeAll(async () => {
  authority = await newAuthority()
  good = await certificate('localhost', { ca: authority })
  selfSigned = await certificate('localhost')
})

/** Listens until all tests are done; every request that gets through is a mistake. */
async function portOf(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => undefined)))
  server.on('request', () => {
    throw new Error('a request got through')
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  finallyDo(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

const secure = (options: ServerOptions) => portOf(createServer(options))

/** A configuration whose Operations API is at that port, by TLS. */
async function configWith(simulation: Simulation, port: number, ca?: string): Promise<string> {
  if (ca !== undefined) await writeFile(join(simulation.state, 'ca.pem'), ca)
  return changedConfig(simulation, (ready) => ({
    ...ready,
    operations: { ...(ready['operations'] as object), url: `https://localhost:${port}` },
    ...(ca === undefined ? {} : { tls: { ca: 'ca.pem' } }),
    deadlines: { connectMs: 500 },
    retries: { attempts: 2, baseMs: 10 },
  }))
}

it.each<[string, () => Promise<number>, () => string | undefined, RegExp, RegExp]>([
  ['an unknown issuer', () => secure(good), () => undefined, /authority that is not known here/, /tls\.ca/],
  ['a self-signed certificate', () => secure(selfSigned), () => undefined, /self-signed/, /tls\.ca/],
  [
    'a wrong host name',
    async () => secure(await certificate('elsewhere.example', { ca: authority })),
    () => authority.cert,
    /another name than the one in the URL; it names elsewhere\.example/,
    /Use the name/,
  ],
  [
    'an expired certificate',
    async () => secure(await expired('localhost', authority)),
    () => authority.cert,
    /expired/,
    /renewed on the server/,
  ],
  ['an old protocol', () => secure({ ...good, ...onlyOldTls }), () => authority.cert, /old TLS version/, /TLS 1\.2/],
  [
    'a client certificate demanded',
    () => secure({ ...good, requestCert: true, rejectUnauthorized: true }),
    () => authority.cert,
    /wants a client certificate/,
    /port of the public API/,
  ],
  [
    'a server that never shakes hands',
    () => portOf(createTcpServer()),
    () => undefined,
    /no connection within 0\.5 s .*\(tried 2 times\)/,
    /host and port/,
  ],
])('%s: exit code 1, what it is, what to do, and no run', async (_, serve, ca, message, hint) => {
  const simulation = await simulate()
  const config = await configWith(simulation, await serve(), ca())
  const { stderr, stdout } = await expectExit(
    simulation.typed('add-offers', businessPremium, '--yes', '--config', config),
    1,
  )
  expect(stdout).toBe('')
  const text = stderr.replace(/\s+/g, ' ')
  expect(text).toMatch(message)
  expect(text).toMatch(hint)
  expect(text).toMatch(/Operations API at localhost:\d+, /)
  expect(await runsIn(simulation.state)).toEqual([])
})

it('plain HTTP on an https URL', async () => {
  const simulation = await simulate()
  const config = await configWith(simulation, Number(new URL(simulation.urls.billing).port))
  const { stderr } = await expectExit(simulation.typed('add-offers', businessPremium, '--yes', '--config', config), 1)
  const text = stderr.replace(/\s+/g, ' ')
  expect(text).toMatch(/does not speak TLS on this port/)
  expect(text).toMatch(/http:\/\/ instead of https:\/\//)
})

const off = { NODE_TLS_REJECT_UNAUTHORIZED: '0' }

it('with verification switched off by the environment nothing is sent to another machine', async () => {
  const simulation = await simulate()
  const config = await changedConfig(simulation, (ready) => ({ ...ready, aps: { url: 'https://oa.example.com:6308' } }))
  const { stderr } = await expectExit(
    simulation.startWith(off, 'add-offers', businessPremium, '--yes', '--config', config).ended,
    4,
  )
  expect(stderr.replace(/\s+/g, ' ')).toContain('NODE_TLS_REJECT_UNAUTHORIZED=0 is set')
  expect(stderr.replace(/\s+/g, ' ')).toContain('Nothing was sent to oa.example.com:6308')
  expect(await simulation.calls()).toEqual([])
})

it('and on this machine certificates are verified all the same', async () => {
  const simulation = await simulate()
  const config = await configWith(simulation, await secure(selfSigned))
  const { stderr } = await expectExit(
    simulation.startWith(off, 'add-offers', businessPremium, '--yes', '--config', config).ended,
    1,
  )
  expect(stderr).toContain('self-signed')
})
