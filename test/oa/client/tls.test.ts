/** Each way in which TLS goes wrong has its own sentence, and none of them lets a call through. */

import { execFile } from 'node:child_process'
import { createServer, type ServerOptions } from 'node:https'
import { createServer as createTcpServer } from 'node:net'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { certificate, expired, newAuthority, notYetValid, onlyOldTls, type Pem } from './certificates.ts'
import { faultOf, open } from './connection.ts'
import { envelope, listen, serve } from './fake-server.ts'

let authority: Pem
let good: Pem
let selfSigned: Pem

beforeAll(async () => {
  authority = await newAuthority()
  good = await certificate('localhost', { ca: authority })
  selfSigned = await certificate('localhost')
})

async function attempt(tls: ServerOptions, ca?: string) {
  const server = await serve(envelope({ txn_id: 't' }), tls)
  const oa = open({ operations: { url: server.url }, ...(ca === undefined ? {} : { ca }) })
  return { server, call: oa.write('txn.Begin', {}) }
}

async function refused(tls: ServerOptions, ca?: string) {
  const { server, call } = await attempt(tls, ca)
  const failure = await faultOf(call)
  expect(failure).toMatchObject({ code: 'oa/tls', outcome: 'not-sent', kind: 'failed' })
  expect(server.requests).toHaveLength(0)
  return failure
}

describe('accepted', () => {
  test('a certificate signed by the given authority', async () => {
    const { call } = await attempt(good, authority.cert)
    await expect(call).resolves.toEqual({ txn_id: 't' })
  })

  test('a self-signed certificate that is given itself', async () => {
    const { call } = await attempt(selfSigned, selfSigned.cert)
    await expect(call).resolves.toEqual({ txn_id: 't' })
  })
})

describe('refused', () => {
  test('an unknown authority', async () => {
    expect((await refused(good)).message).toContain('signed by an authority that is not known here')
  })

  test('another authority than the given one', async () => {
    expect((await refused(good, selfSigned.cert)).message).toContain('authority that is not known here')
  })

  test('a self-signed certificate', async () => {
    const failure = await refused(selfSigned)
    expect(failure.message).toContain('self-signed')
    expect(failure.hint).toContain('tls.ca')
  })

  test('a wrong name', async () => {
    const tls = await certificate('elsewhere.example', { ca: authority })
    expect((await refused(tls, authority.cert)).message).toContain('another name than the one in the URL')
  })

  test('an expired certificate', async () => {
    const tls = await expired('localhost', authority)
    expect((await refused(tls, authority.cert)).message).toContain('expired')
  })

  test('a certificate that is not valid yet', async () => {
    const tls = await notYetValid('localhost', authority)
    expect((await refused(tls, authority.cert)).message).toContain('not valid yet')
  })

  test('only TLS 1.1', async () => {
    expect((await refused({ ...good, ...onlyOldTls }, authority.cert)).message).toContain('old TLS version')
  })

  test('a client certificate is wanted', async () => {
    const failure = await refused({ ...good, requestCert: true, rejectUnauthorized: true }, authority.cert)
    expect(failure.message).toContain('client certificate')
  })

  test('plain HTTP on an https URL', async () => {
    const server = await serve(envelope({ txn_id: 't' }))
    const oa = open({ operations: { url: server.url.replace('http:', 'https:') } })
    const failure = await faultOf(oa.write('txn.Begin', {}))
    expect(failure).toMatchObject({ code: 'oa/tls', outcome: 'not-sent' })
    expect(failure.message).toContain('does not speak TLS')
    expect(server.requests).toHaveLength(0)
  })

  test('no handshake ever comes', async () => {
    const server = createTcpServer(() => undefined)
    onTestFinished(() => void server.close())
    const oa = open({
      operations: { url: `https://localhost:${await listen(server)}` },
      deadlines: { connectMs: 300 },
      retries: { attempts: 3 },
    })
    const failure = await faultOf(oa.write('txn.Begin', {}))
    expect(failure).toMatchObject({ code: 'oa/unreachable', outcome: 'not-sent', facts: { attempts: 3 } })
    expect(failure.message).toContain('no connection within 0.3 s')
  })
})

test('NODE_TLS_REJECT_UNAUTHORIZED=0 does not help', async () => {
  // In a process of its own, as the variable would be set for a person's whole shell.
  const server = createServer(selfSigned, (_, response) => response.end())
  let requests = 0
  server.on('request', () => requests++)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const port = await listen(server)
  const script = `
    import { build } from 'esbuild'
    const { outputFiles: [{ text }] } = await build({ entryPoints: ['src/oa/connect.ts'], bundle: true, write: false,
      platform: 'node', format: 'cjs' })
    const { createRequire } = await import('node:module')
    const module = { exports: {} }
    new Function('module', 'exports', 'require', text)(module, module.exports, createRequire(import.meta.url))
    const nowhere = 'http://localhost:9'
    const oa = module.exports.connect({ operations: { url: 'https://localhost:${port}' },
      billing: { url: nowhere, credentials: 'none' }, aps: { url: nowhere } })
    await oa.write('txn.Begin', {}).catch((fault) => console.log(fault.code, fault.outcome))`
  const env = { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: '0' }
  const { stdout } = await promisify(execFile)('node', ['--input-type=module', '-e', script], { env })
  expect(stdout).toBe('oa/tls not-sent\n')
  expect(requests).toBe(0)
})
