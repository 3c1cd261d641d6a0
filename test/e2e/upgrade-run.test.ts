/** Upgrades performed: commands on their hosts, people where there is no API, and nothing twice. */

import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { parse, stringify } from 'yaml'
import { cspAnswers, syndicationAnswers } from '../upgrade/answers.ts'
import { type Ended, newFolder, root, tell } from './rig.ts'
import { simulate, type Simulation } from './simulation.ts'
import { servers, sshd, type StandIns, standIns } from './upgrade-hosts.ts'

interface Scene {
  oa: Simulation
  hosts: StandIns
  type(...words: string[]): Promise<Ended>
  begin(...words: string[]): Promise<Ended>
}

const secondGateway = { ...cspAnswers.gateways[1], site: 'Second Gateway' }

/** An installation at a version, with two gateway sites, and both hosts on this machine. */
async function scene({
  installed = '16.6.4',
  robot = true,
  from = '16.6.4',
  ssh = false,
  scenario = 'csp',
} = {}): Promise<Scene> {
  const folder = await newFolder()
  const text = await readFile(join(root, 'worlds', 'small-provider.yaml'), 'utf8')
  const world = parse(text) as { instances: Record<string, unknown>[] }
  const [instance] = world.instances
  const version = { packageVersion: `${installed}-77`, status: 'Ready' }
  const instances = [
    { ...instance, ...version, url: cspAnswers.gateways[0]?.url },
    {
      ...instance,
      ...version,
      id: 4,
      apsId: '5b0f3f4e-6f0a-4d3b-9d55-0f3f2a7f1c02',
      resourceTypeId: 0,
      url: secondGateway.url,
    },
  ]
  const importable = [{ file: 'new.app.zip', version: '16.8.4-250' }]
  const file = join(folder, 'world.yaml')
  await writeFile(file, stringify({ ...world, scenario, appVersion: `${installed}-77`, instances, importable }))
  const oa = await simulate({ world: file, robot })
  const hosts = await standIns(folder, from === '16.6.3' ? '16.6.3' : '16.6.4')
  const config = await readFile(oa.urls.config, 'utf8')
  await writeFile(
    oa.urls.config,
    `${config}${stringify({ hosts: ssh ? await servers(folder, hosts) : { management: 'local', endpoint: 'local' } })}`,
  )
  const here = join(folder, 'node')
  const answers = {
    ...(scenario === 'csp' ? cspAnswers : syndicationAnswers),
    installation: undefined,
    management: { package: `${here}/new.app.zip`, folder: here },
    settings: { ...cspAnswers.settings, package: `${here}/old.app.zip` },
    // Whatever a login shell puts before the path.
    python: join(hosts.bin, 'python'),
    autoconf: { folder: `${here}/16.8.4/O365-Import`, command: [join(hosts.bin, 'python'), 'autoconf.py'] },
    gateways: [cspAnswers.gateways[0], secondGateway],
    templates: [{ id: 12, name: 'Office 365' }],
  }
  await writeFile(join(oa.cwd, 'answers.yaml'), stringify(answers))
  const env = { PATH: `${hosts.bin}:${process.env['PATH'] ?? ''}` }
  const type = (...words: string[]): Promise<Ended> => oa.startWith(env, ...words).ended
  return {
    oa,
    hosts,
    type,
    begin: (...words) => type('upgrade', '--from', from, '--answers', 'answers.yaml', '--yes', ...words),
  }
}

const setup = (site: string, app: string, ip: string, host: string): string =>
  `Set-Location -LiteralPath C:\\Office365\\16.8.4\\O365-Web; .\\setup.cmd -GatewaySiteName ${site} -GatewayAppName ${app} -GatewayIPAddress '${ip}' -GatewaySiteCertSubject ${host} -Force`
const setups = [
  setup("'O365 Gateway'", 'Gateway', '10.1.0.22', 'gw.provider.example'),
  setup("'Second Gateway'", 'Gateway2', '10.1.0.23', 'gw2.provider.example'),
]
const script = 'python|upgradeResourceSettings16-6To16-8.py'

const active = async ({ oa }: Scene): Promise<boolean | undefined> =>
  (await oa.snapshot()).templates.find(({ id }) => id === 12)?.active

describe('an upgrade', () => {
  it('from 16.6.4 runs from start to finish, each command as the document has it, and is not done again', async () => {
    const all = await scene()
    const ended = await all.begin()
    expect(ended.code, tell(ended)).toBe(0)
    const calls = await all.hosts.calls()
    expect(calls.filter((call) => call.includes('setup.cmd'))).toEqual(setups)
    expect(calls.filter((call) => call === 'iisreset')).toHaveLength(2)
    expect(calls.filter((call) => call === script)).toHaveLength(1)
    expect(calls).toContain('python|addTenantCountersToSubscriptions.py|--o365-app-id|17')
    expect(await active(all)).toBe(true)
    await rm(join(all.oa.state, 'runs'), { recursive: true })
    const again = await all.begin()
    expect([again.code, again.stderr]).toEqual([4, expect.stringContaining('upgrade/not-as-wanted')])
    // Whoever overrules that finds that the ledger has outlived the runs.
    const anyway = await all.type('resume', '--skip', 'current-version:do', '--reason', 'a test')
    expect([anyway.code, anyway.stderr]).toEqual([4, expect.stringContaining('once/done')])
    expect((await all.hosts.calls()).filter((call) => call === script)).toHaveLength(1)
  })

  const every = process.env['EVERY_UPGRADE'] === '1'
  it.skipIf(!every || sshd === undefined).each([
    ['16.6.3', 'csp', 1],
    ['16.6.5', 'syndication', 1],
    ['16.8.3', 'csp', 0],
    ['16.8.3', 'syndication', 0],
  ])(
    'from %s, %s, runs over ssh on two hosts (EVERY_UPGRADE=1, and sshd: apt-get install openssh-server)',
    async (from, scenario, times) => {
      const all = await scene({ installed: from, from, scenario, ssh: true })
      const ended = await all.begin()
      expect(ended.code, tell(ended)).toBe(0)
      const calls = await all.hosts.calls()
      const dispatcher =
        ".\\setup.cmd -DispatcherSiteName 'O365 Dispatcher' -DispatcherAppName Dispatcher -DispatcherIPAddress '10.1.0.21'"
      const lines = scenario === 'csp' ? setups : setups.map((line) => line.replace('.\\setup.cmd', dispatcher))
      expect(calls.filter((call) => call.includes('setup.cmd'))).toEqual(lines)
      expect(calls.filter((call) => call === script)).toHaveLength(times)
      expect(await active(all)).toBe(true)
    },
  )
})

describe('stops', () => {
  it('where the installation has another version: nothing is run', async () => {
    const all = await scene({ installed: '16.6.3' })
    const ended = await all.begin()
    expect([ended.code, ended.stderr]).toEqual([4, expect.stringContaining('upgrade/not-as-wanted')])
    expect(await all.hosts.calls()).toEqual([])
  })

  it('at setup.cmd that fails: provisioning stays stopped, and only a decision repeats it', async () => {
    const all = await scene()
    await all.hosts.break('setup.cmd')
    const failed = await all.begin()
    expect([failed.code, failed.stderr]).toEqual([1, expect.stringContaining('command/failed')])
    expect(failed.stderr).toContain('go no further')
    expect(await active(all)).toBe(false)
    await all.hosts.mend()
    const resumed = await all.type('resume')
    expect([resumed.code, resumed.stderr]).toEqual([1, expect.stringContaining('command/failed-before')])
    expect((await all.hosts.calls()).filter((call) => call.includes('setup.cmd'))).toHaveLength(1)
    expect(await active(all)).toBe(false)
    const done = await all.type('resume', '--retry', 'endpoint-setup-csp:3')
    expect(done.code, tell(done)).toBe(0)
    expect(await active(all)).toBe(true)
  })

  it('at a package that is another one', async () => {
    const all = await scene({ from: '16.6.4' })
    await writeFile(join(all.hosts.bin, 'sha256sum'), '#!/bin/sh\necho 0000\n')
    const ended = await all.begin()
    expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining('command/other-output')])
    expect(await active(all)).toBe(true)
  })

  it('where nobody is: at the point of no return only the name of the installation will do', async () => {
    const all = await scene({ robot: false })
    const first = await all.begin()
    const [run = ''] = /\d{8}-\d{6}-upgrade-16-6-csp/.exec(first.stdout) ?? []
    const attest = async (evidence: string, ...operations: string[]): Promise<void> => {
      const ended = await all.type('attest', run, ...operations, '--evidence', evidence)
      expect(ended.code, tell(ended)).toBe(0)
    }
    expect([first.code, first.stdout]).toEqual([6, expect.stringContaining('(OA operator)')])
    const each = (...ids: string[]): string[] => ids.flatMap((id) => [`${id}:3`, `${id}:4`])
    const once = (...ids: string[]): string[] => ids.map((id) => `${id}:do`)
    await attest('ticket 1', ...once('allowed-path', 'branding-data', 'endpoint-package', 'management-package'))
    await attest('ticket 2', ...once('settings-package', 'tasks-processed', 'tasks-still-processed', 'api-access'))
    await attest('ticket 3', ...each('sysadmin-by-hand', 'api-settings'), 'provisioning-stop:12')
    await all.oa.click({ do: 'template.switch', templateId: 12, active: false })
    const paused = await all.type('resume')
    expect([paused.code, paused.stdout], tell(paused)).toEqual([6, expect.stringContaining('Agree that from here')])
    await attest('yes', 'point-of-no-return:do')
    const refused = await all.type('resume')
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('apply/not-done')])
    await attest('simulator small-provider', 'point-of-no-return:do')
    const gone = await all.type('resume')
    expect(
      (await all.hosts.calls()).some((call) => call.startsWith('Expand-Archive')),
      tell(gone),
    ).toBe(true)
  })
})

describe('killed', () => {
  it('while the script runs: it is not run again, nobody knows, and a person decides', async () => {
    const all = await scene()
    await all.hosts.break('upgradeResource', 'hang')
    const env = { PATH: `${all.hosts.bin}:${process.env['PATH'] ?? ''}` }
    const running = all.oa.startWith(env, 'upgrade', '--from', '16.6.4', '--answers', 'answers.yaml', '--yes')
    await vi.waitFor(
      async () => {
        expect(await all.hosts.calls()).toContain(script)
      },
      { timeout: 50_000, interval: 100 },
    )
    running.child.kill('SIGKILL')
    await running.ended
    await all.hosts.mend()
    const resumed = await all.type('resume')
    expect([resumed.code, resumed.stderr]).toEqual([7, expect.stringContaining('command/unknown-outcome')])
    const second = await all.begin()
    expect([second.code, second.stderr]).toEqual([4, expect.stringContaining('upgrade/under-way')])
    const [run = ''] = /\S+-upgrade-16-6-csp/.exec((await all.type('runs')).stdout) ?? []
    await all.type('attest', run, 'settings-script:do', '--evidence', 'its log ends with OK')
    const done = await all.type('resume')
    expect(done.code, tell(done)).toBe(0)
    expect((await all.hosts.calls()).filter((call) => call === script)).toHaveLength(1)
  })
})
