/** Whoever has the passwords and tries to give them away: a server that repeats what it hears, a fault in the program, a name. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { encodeFaultResponse } from '../../src/oa/xml-rpc.ts'
import { planted, refuseSecrets, refuseSecretsBelow } from './planted.ts'
import { businessPremium, cli, finallyDo, newFolder, runsIn } from './rig.ts'
import { changedConfig, expectExit, simulate, type Simulation, writes } from './simulation.ts'

/** The rig searches all that every command leaves behind; these tests see to it that there is something to find. */
describe('the search itself finds a password', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  it.each([
    ['as it is', planted.operations],
    ['in part', planted.operations.slice(15)],
    ['in JSON', JSON.stringify([planted.billing])],
    ['in HTTP Basic', base64(`onboarding:${planted.operations}`)],
    ['in a URL', encodeURIComponent(planted.billing)],
    ['in base64 of a longer text', base64(`xx${planted.billing}yy`)],
    ['in bytes', Buffer.from(planted.operations)],
  ])('%s', async (_, bytes) => {
    expect(() => {
      refuseSecrets(bytes, 'here')
    }).toThrow('a password is in here')
    const folder = await newFolder()
    await writeFile(join(folder, 'leak'), bytes)
    await expect(refuseSecretsBelow(folder)).rejects.toThrow('a password is in')
  })
})

/** Answers everything with all that it was sent, in one way or another. */
const echoes: [string, (heard: string, response: ServerResponse) => void][] = [
  ['in an error page', (heard, response) => response.writeHead(500).end(`<html>${heard}</html>`)],
  ['as plain text', (heard, response) => response.writeHead(401).end(heard)],
  ['in a fault', (heard, response) => response.end(encodeFaultResponse({ faultCode: 1, faultString: heard }))],
  [
    'in a fault in base64',
    (heard, response) =>
      response.end(encodeFaultResponse({ faultCode: 1, faultString: Buffer.from(heard).toString('base64') })),
  ],
  [
    'in an APS error',
    (heard, response) => response.writeHead(500).end(JSON.stringify({ error: heard, message: heard })),
  ],
  ['in a header', (heard, response) => response.writeHead(302, { location: encodeURIComponent(heard) }).end()],
]

async function echo(answer: (heard: string, response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      const basic = Buffer.from(request.headers.authorization?.split(' ')[1] ?? '', 'base64').toString()
      const decoded = `${planted.operations} ${planted.billing} ${basic}`
      answer(`${JSON.stringify(request.headers)} ${decoded} ${body}`, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  finallyDo(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

const systems = ['operations', 'billing', 'aps'] as const

describe('a server that repeats what it heard', () => {
  it.each(echoes)('%s', async (_, answer) => {
    const simulation = await simulate()
    const url = await echo(answer)
    for (const [index, system] of systems.entries()) {
      const config = await changedConfig(
        simulation,
        (ready) => ({ ...ready, [system]: { ...(ready[system] as object), url } }),
        `${system}.yaml`,
      )
      const flags = ['--yes', '--config', config, ...(index === 1 ? ['--json'] : [])]
      const { code, stderr } = await simulation.typed('add-offers', businessPremium, ...flags)
      expect(code, stderr).not.toBe(0)
      expect(stderr).not.toContain('fault in the program')
    }
  })
})

it('passwords from the environment are as well hidden as those from files', async () => {
  const simulation = await simulate()
  const config = await changedConfig(simulation, (ready) => ({
    ...ready,
    operations: { ...(ready['operations'] as object), password: { env: 'OPERATIONS_SECRET' } },
    billing: { ...(ready['billing'] as object), password: { env: 'BILLING_SECRET' } },
  }))
  const env = { OPERATIONS_SECRET: planted.operations, BILLING_SECRET: planted.billing }
  const cwd = simulation.cwd
  const args = ['add-offers', businessPremium, '--yes', '--json', '--details', '--config', config]
  const wrong = { ...env, OPERATIONS_SECRET: `${planted.operations} ` }
  expect((await expectExit(cli(args, { cwd, env: wrong }), 1)).stderr).toContain('the credentials were not accepted')
  await expectExit(cli([...args, '--out', join(cwd, 'plan.json')], { cwd, env }), 0)
  expect(await readFile(join(cwd, 'plan.json'), 'utf8')).toContain('"digest"')
})

/** Loaded before the program: once it connects, and so knows the passwords, something of it breaks. */
async function broken(how: string): Promise<string> {
  const file = join(await newFolder(), 'broken.mjs')
  const code = `import net from 'node:net'
const { operations, billing } = JSON.parse(process.env.PLANTED)
const bug = new Error('bug: ' + operations, { cause: new TypeError(JSON.stringify({ billing, operations })) })
const connect = net.Socket.prototype.connect
net.Socket.prototype.connect = function (...args) { ${how}; return connect.apply(this, args) }
`
  await writeFile(file, code)
  return file
}

describe('a fault in the program', () => {
  it.each([
    ['thrown in the middle of a command', 'structuredClone = JSON.stringify = () => { throw bug }'],
    ['thrown from nowhere', 'setImmediate(() => { throw bug })'],
    ['a rejection that nobody handles', 'Promise.reject(bug)'],
    ['thrown as plain text', 'setImmediate(() => { throw operations })'],
  ])('%s shows where it happened and no password', async (_, how) => {
    const simulation = await simulate({ latencyMs: 50 })
    const env = { NODE_OPTIONS: `--import=${await broken(how)}`, PLANTED: JSON.stringify(planted) }
    const { stderr } = await expectExit(
      cli(['add-offers', businessPremium, '--yes', '--config', simulation.urls.config], { cwd: simulation.cwd, env }),
      1,
    )
    expect(stderr).toContain('This is a fault in the program, please report it:')
    if (how.includes('bug')) {
      expect(stderr).toMatch(/bug: \*\*\*\n +at .*\ncaused by: TypeError: .*\*\*\*.*\n +at /s)
    }
  })
})

describe('a name that contains the password', () => {
  async function withPassword(password: string): Promise<[Simulation, string]> {
    const simulation = await simulate()
    const file = join(simulation.state, 'ordinary')
    await writeFile(file, password)
    await chmod(file, 0o600)
    const config = await changedConfig(simulation, (ready) => ({
      ...ready,
      billing: { ...(ready['billing'] as object), credentials: 'none', password: { file } },
    }))
    return [simulation, config]
  }

  it('makes a plan that is refused: hidden, it would be another plan', async () => {
    const [simulation, config] = await withPassword('Business Premium')
    const out = join(simulation.cwd, 'plan.json')
    const args = ['add-offers', businessPremium, '--config', config]
    for (const flags of [['--yes'], ['--dry-run', '--out', out], ['--dry-run', '--json']]) {
      const { stdout, stderr } = await expectExit(simulation.typed(...args, ...flags), 4)
      expect(stderr).toContain('plan/secret')
      expect(stdout + stderr).not.toMatch(/Business\s+Premium/)
    }
    await expect(readFile(out)).rejects.toThrow('ENOENT')
    expect(await writes(simulation)).toEqual([])
    expect(await runsIn(simulation.state)).toEqual([])
  })

  it('is left alone where the password is so short that it is in every second word, and that is said', async () => {
    const [simulation, config] = await withPassword('ice')
    const { stderr, stdout } = await expectExit(
      simulation.typed('add-offers', businessPremium, '--dry-run', '--config', config),
      0,
    )
    expect(stdout).toContain('Office 365 Business Premium')
    expect(stderr.replace(/\s+/g, ' ')).toContain('billing.password has fewer than 4 characters')
  })
})

describe('a password file', () => {
  it('that others may read is said to be so, with the command that mends it', async () => {
    const simulation = await simulate()
    await chmod(join(simulation.state, 'billing-password'), 0o644)
    const open = await expectExit(simulation.typed('add-offers', businessPremium, '--dry-run'), 0)
    expect(open.stderr.replace(/\s+/g, ' ')).toContain('Others on this machine may read the password file (mode 644).')
    expect(open.stderr).toContain('chmod 600 billing-password')
    await chmod(join(simulation.state, 'billing-password'), 0o400)
    const own = await expectExit(simulation.typed('add-offers', businessPremium, '--dry-run'), 0)
    expect(own.stderr).toBe('')
  })

  it('that is empty holds no password', async () => {
    const simulation = await simulate()
    await writeFile(join(simulation.state, 'billing-password'), '\n')
    const { stderr } = await expectExit(simulation.typed('add-offers', businessPremium, '--dry-run'), 3)
    expect(stderr).toContain('The password file billing-password is empty.')
  })
})

it('is never typed: there is no flag for one, and what stood behind a wrong flag is not repeated', async () => {
  const folder = await newFolder()
  for (const args of [
    ['add-offers', 'x.csv', `--password=${planted.operations}`],
    ['status', '--oa-token', planted.billing],
  ]) {
    const { stderr } = await expectExit(cli(args, { cwd: folder }), 64)
    expect(stderr).toMatch(/unknown option '--[\w-]+'\n/)
    expect(stderr).toContain('Passwords are never typed')
  }
})
