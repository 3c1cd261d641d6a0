/** `upgrade --discover` as its users meet it: what is found goes into files, plans and commands; what is not is told. */

import { existsSync } from 'node:fs'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import type { Plan } from '../../src/plan/plan.ts'
import { cspAnswers } from '../upgrade/answers.ts'
import { type Ended, tell } from './rig.ts'
import { changedConfig, writes } from './simulation.ts'
import { hostNames, iisSites } from './upgrade-hosts.ts'
import {
  recordedSetups,
  type UpgradeScene,
  upgradeScene,
  type UpgradeSceneSettings,
  wantedSetups,
} from './upgrade-scene.ts'

/** What only people know of the gateways; everything else about them is found. */
const gateways = cspAnswers.gateways.map(({ instance, login }) => ({ instance, login }))
const unanswered = { gateways, templates: undefined, application: undefined }
const look = ['upgrade', '--from', '16.6.4', '--dry-run']

const found = (ended: Ended): Record<string, string> =>
  Object.fromEntries(((JSON.parse(ended.stdout) as Plan).facts ?? []).map(({ name, from }) => [name, from]))

/** Commands are typed in this process, one scene after the other: they share its path. */
const scene = (settings: UpgradeSceneSettings = {}): Promise<UpgradeScene> =>
  upgradeScene({ inProcess: true, ...settings })

/** Diagnostics on standard error, each on one line. */
const told = ({ stderr }: Ended): string => stderr.replace(/\n {9}/g, ' ')

async function nothingWritten({ oa }: UpgradeScene): Promise<void> {
  expect(await writes(oa)).toEqual([])
  expect(existsSync(join(oa.state, 'runs'))).toBe(false)
}

describe('a dry run', { concurrent: false }, () => {
  it('without it contacts nothing, whatever is missing', async () => {
    const all = await scene({ answers: unanswered })
    const ended = await all.type(...look, '--answers', 'answers.yaml')
    expect([ended.code, ended.stderr]).toEqual([3, expect.stringContaining('upgrade/missing-facts')])
    expect(await all.hosts.calls()).toEqual([])
    expect(await all.oa.calls()).toEqual([])
  })

  it('gives a file to keep: filled in, it makes the plan, and JSON is the same each time', async () => {
    const all = await scene({ answers: unanswered })
    const asked = await all.type(...look, '--discover')
    expect(asked.code, tell(asked)).toBe(3)
    expect(asked.stdout).toContain('    ip: "10.1.0.23" # found: getent on the management node\n')
    expect(asked.stdout).toContain('    site: "Second Gateway" # found: IIS on the endpoint host\n')
    await nothingWritten(all)
    expect(await all.hosts.calls()).toEqual([
      'getent|ahostsv4|gw.provider.example',
      'getent|ahostsv4|gw2.provider.example',
      'C:\\Windows\\System32\\inetsrv\\appcmd.exe list site',
    ])
    // What people know stands in the answers of the scene.
    const known = parse(await readFile(join(all.oa.cwd, 'answers.yaml'), 'utf8')) as Record<string, unknown>
    const kept = parse(asked.stdout) as Record<string, unknown> & { gateways: object[] }
    const filled = { ...kept, ...known, gateways: kept.gateways.map((each) => ({ ...each, login: 'o365gw' })) }
    await writeFile(join(all.oa.cwd, 'kept.yaml'), stringify(filled))
    const plain = await all.type(...look, '--answers', 'kept.yaml', '--json')
    expect(plain.code, tell(plain)).toBe(0)
    expect(Object.values(found(plain)).some((from) => from.startsWith('found'))).toBe(false)
    const words = [...look, '--discover', '--answers', 'answers.yaml', '--json', '--print', 'sheet.md']
    const [first, second] = [await all.type(...words), await all.type(...words)]
    expect(first.code, tell(first)).toBe(0)
    expect(second.stdout).toBe(first.stdout)
    expect(found(first)).toMatchObject({
      application: 'found: the installation',
      'gateways.1.url': 'found: application instance 3',
      'gateways.2.ip': 'found: getent on the management node',
      'gateways.1.site': 'found: IIS on the endpoint host',
      'templates.1.name': 'found: service template 12',
      'gateways.1.login': 'answered',
    })
    expect(await readFile(join(all.oa.cwd, 'sheet.md'), 'utf8')).toContain('found: application instance 4')
    await nothingWritten(all)
  })

  it('asks nobody where standard output is a file, even at a terminal', async () => {
    const all = await scene({ answers: unanswered })
    const config = await changedConfig(all.oa, (each) => ({ ...each, hosts: {} }))
    const ended = await all.oa.typedAs({ interactive: true }, ...look, '--discover', '--config', config)
    expect([ended.code, ended.stdout]).toEqual([3, expect.stringContaining('  - instance: 4 # found: ')])
    expect(told(ended)).toContain(
      'gateways.2.ip not looked up: people type the commands of that host. Management node, a shell as root: getent ahostsv4 gw2.provider.example',
    )
    expect(await all.hosts.calls()).toEqual([])
  })

  it('refuses another version before anything else is looked at', async () => {
    const all = await scene({ installed: ['16.6.4', '16.8.4'], answers: unanswered })
    const ended = await all.type(...look, '--discover', '--answers', 'answers.yaml')
    expect([ended.code, ended.stderr]).toEqual([4, expect.stringContaining('upgrade/other-version')])
    expect(told(ended)).toContain('instance 4 is at 16.8.4-77')
    expect(await all.hosts.calls()).toEqual([])
  })
})

const sshd = ['/usr/sbin/sshd', '/usr/local/sbin/sshd'].some((file) => existsSync(file))
it.skipIf(!sshd)(
  'over ssh the same is found, from the host that it is asked on (needs sshd)',
  { concurrent: false },
  async () => {
    const all = await scene({ scenario: 'syndication', answers: unanswered, ssh: true })
    const dispatcher = { url: 'https://o365.provider.example/Dispatcher/' }
    const answers = parse(await readFile(join(all.oa.cwd, 'answers.yaml'), 'utf8')) as object
    await writeFile(join(all.oa.cwd, 'answers.yaml'), stringify({ ...answers, dispatcher }))
    const ended = await all.type(...look, '--discover', '--answers', 'answers.yaml', '--json')
    expect(ended.code, tell(ended)).toBe(0)
    const { facts = [], diagnostics } = JSON.parse(ended.stdout) as Plan
    expect(diagnostics).toEqual([])
    expect(facts).toContainEqual({
      name: 'dispatcher.site',
      value: 'O365 Dispatcher',
      from: 'found: IIS on the endpoint host',
    })
    expect(facts).toContainEqual({
      name: 'gateways.2.ip',
      value: '10.1.0.23',
      from: 'found: getent on the management node',
    })
  },
)

describe('a wrong world', { concurrent: false }, () => {
  it('of a renamed site, and a name with two addresses, is told with what was seen; answers win', async () => {
    const all = await scene()
    const { 'O365 Gateway': bindings, ...others } = iisSites
    await all.hosts.serve({ ...others, 'O365 Gateway (old)': bindings })
    await all.hosts.resolve({ ...hostNames, 'gw2.provider.example': ['10.1.0.23', '10.1.0.99'] })
    const ended = await all.type(...look, '--discover', '--answers', 'answers.yaml', '--json')
    expect(ended.code, tell(ended)).toBe(0)
    const { diagnostics } = JSON.parse(ended.stdout) as Plan
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'upgrade/not-found: gateways.2.ip not found: on the management node gw2.provider.example has 2 addresses: 10.1.0.23, 10.1.0.99.',
      'upgrade/found-otherwise: gateways.1.site: the answers say O365 Gateway, and IIS on the endpoint host says O365 Gateway (old).',
    ])
  })

  it('of a host that cannot be reached leaves the rest to be found', async () => {
    const all = await scene({ answers: unanswered })
    const ssh = join(all.hosts.bin, 'ssh')
    await writeFile(ssh, '#!/bin/sh\necho "ssh: connect to host mn port 22: No route to host" >&2\nexit 255\n')
    await chmod(ssh, 0o755)
    const config = await changedConfig(all.oa, (each) => ({
      ...each,
      hosts: { management: { ssh: 'mn' }, endpoint: 'local' },
    }))
    const ended = await all.type(...look, '--discover', '--answers', 'answers.yaml', '--config', config)
    expect(ended.code, tell(ended)).toBe(3)
    expect(told(ended)).toContain(
      'gateways.1.ip not found: "getent ahostsv4 gw.provider.example", on mn, by ssh, ended with exit code 255: ssh: connect to host mn port 22: No route to host.',
    )
    expect(told(ended)).toContain('gateways.2.ip not found: the management node did not answer for gateways.1.ip')
    expect(ended.stdout).toContain(
      'url: "https://gw2.provider.example/Gateway2/aps/" # found: application instance 4\n',
    )
  })

  it('of an installation that cannot be reached leaves the hosts to be asked', async () => {
    const all = await scene({ answers: { templates: undefined, gateways: cspAnswers.gateways } })
    const away = { url: 'http://127.0.0.1:9' }
    const config = await changedConfig(all.oa, (each) => ({ ...each, operations: away, retries: { attempts: 1 } }))
    const ended = await all.type(...look, '--discover', '--answers', 'answers.yaml', '--config', config)
    expect(ended.code, tell(ended)).toBe(3)
    expect(told(ended)).toContain('application, gateways and templates not found: ')
    expect(await all.called('getent')).toHaveLength(2)
  })
})

describe('performing', { concurrent: false }, () => {
  it('looks up by itself what is missing, and runs as with all answered', async () => {
    const all = await scene({ answers: unanswered })
    const ended = await all.begin()
    expect(ended.code, tell(ended)).toBe(0)
    expect(await recordedSetups(all)).toEqual(wantedSetups('c66'))
    // Once to find, once to prove.
    expect(await all.called('getent')).toHaveLength(4)
  })
})
