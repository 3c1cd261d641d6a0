/** An installation to be upgraded, with two gateway sites and both hosts on this machine, and what is typed there. */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { vi } from 'vitest'
import { parse, stringify } from 'yaml'
import { cspAnswers, syndicationAnswers } from '../upgrade/answers.ts'
import { type Procedure, setupWords } from '../upgrade/document.ts'
import { readPowerShell } from '../upgrade/read-powershell.ts'
import { type Ended, newFolder, root, type Running } from './rig.ts'
import { simulate, type Simulation } from './simulation.ts'
import { servers, type StandIns, standIns } from './upgrade-hosts.ts'

export interface UpgradeScene {
  oa: Simulation
  hosts: StandIns
  type(...words: string[]): Promise<Ended>
  startWith(env: Record<string, string>, ...words: string[]): Running
  /** What begins the upgrade. */
  job: string[]
  begin(...words: string[]): Promise<Ended>
  /** Whether a template is active now. */
  active(templateId?: number): Promise<boolean | undefined>
  /** What was called, of the commands that have this in their call. */
  called(part: string): Promise<string[]>
}

export interface UpgradeSceneSettings {
  from?: string
  /** The versions that the instances are at, where that is another. */
  installed?: string | readonly [string, string]
  scenario?: 'csp' | 'syndication'
  robot?: boolean
  ssh?: boolean
  /** A second template, inactive before the upgrade. */
  inactive?: boolean
  /** Answers that are other ones. */
  answers?: Record<string, unknown>
  /** What the world has otherwise. */
  world?: Record<string, unknown>
  /** Ways that are allowed, too. */
  ways?: Record<string, readonly string[]>
  /** Commands are typed in this process: quicker, and only one scene of a file at a time. */
  inProcess?: boolean
}

/** The second has a blank and no quote in its name here: what else a name may have is tried where lines are made. */
const gateways = cspAnswers.gateways.map((gateway, index) =>
  index === 0 ? gateway : { ...gateway, site: 'Second Gateway' },
)
const templates = [
  { id: 12, name: 'Office 365' },
  { id: 14, name: 'Office 365 Edu' },
]

export const settingsScript = 'python|upgradeResourceSettings16-6To16-8.py'

export async function upgradeScene({
  from = '16.6.4',
  installed = from,
  scenario = 'csp',
  robot = true,
  ssh = false,
  inactive = false,
  answers: other = {},
  world: changes = {},
  ways = {},
  inProcess = false,
}: UpgradeSceneSettings = {}): Promise<UpgradeScene> {
  const folder = await newFolder()
  const versions = typeof installed === 'string' ? [installed, installed] : installed
  const text = await readFile(join(root, 'worlds', 'small-provider.yaml'), 'utf8')
  const world = parse(text) as { instances: Record<string, unknown>[]; serviceTemplates: Record<string, unknown>[] }
  const second = { id: 4, apsId: '5b0f3f4e-6f0a-4d3b-9d55-0f3f2a7f1c02', resourceTypeId: 0 }
  const instances = gateways.map(({ url }, index) => ({
    ...world.instances[0],
    ...{ packageVersion: `${versions[index] ?? ''}-77`, status: 'Ready', url },
    ...(index === 0 ? {} : second),
  }))
  const serviceTemplates = [...world.serviceTemplates, ...(inactive ? [{ ...templates[1], active: false }] : [])]
  const file = join(folder, 'world.yaml')
  const appVersion = `${versions[0]}-77`
  const importable = [{ file: 'new.app.zip', version: '16.8.4-250' }]
  await writeFile(
    file,
    stringify({ ...world, scenario, appVersion, instances, serviceTemplates, importable, ...changes }),
  )
  const oa = await simulate({ world: file, robot })
  const hosts = await standIns(folder, from === '16.6.3' ? '16.6.3' : '16.6.4')
  const own = parse(await readFile(oa.urls.config, 'utf8')) as { ways: object }
  const reached = ssh ? await servers(folder, hosts) : { management: 'local', endpoint: 'local' }
  await writeFile(oa.urls.config, stringify({ ...own, hosts: reached, ways: { ...own.ways, ...ways } }))
  const here = join(folder, 'node')
  const answers = {
    ...(scenario === 'csp' ? cspAnswers : syndicationAnswers),
    installation: undefined,
    management: { package: `${here}/new.app.zip`, folder: here },
    settings: { ...cspAnswers.settings, package: `${here}/old.app.zip` },
    // Whatever a login shell puts before the path.
    python: join(hosts.bin, 'python'),
    autoconf: { folder: `${here}/16.8.4/O365-Import`, command: [join(hosts.bin, 'python'), 'autoconf.py'] },
    gateways,
    templates: inactive ? templates : templates.slice(0, 1),
    ...other,
  }
  await writeFile(join(oa.cwd, 'answers.yaml'), stringify(answers))
  const env = { PATH: `${hosts.bin}:${process.env['PATH'] ?? ''}` }
  const startWith: UpgradeScene['startWith'] = (more, ...words) => oa.startWith({ ...env, ...more }, ...words)
  if (inProcess) vi.stubEnv('PATH', env.PATH)
  const type = (...words: string[]): Promise<Ended> =>
    inProcess ? oa.typedAs({ cwd: oa.cwd }, ...words) : startWith({}, ...words).ended
  const job = ['upgrade', '--from', from, '--answers', 'answers.yaml', '--yes']
  return {
    oa,
    hosts,
    type,
    startWith,
    job,
    begin: (...words) => type(...job, ...words),
    active: async (templateId = 12) => (await oa.snapshot()).templates.find(({ id }) => id === templateId)?.active,
    called: async (part) => (await hosts.calls()).filter((call) => call.includes(part)),
  }
}

/** The calls of setup.cmd that there must be, once for each gateway site: the folder of the document, and its words. */
export function wantedSetups(procedure: Procedure): string[][] {
  const { dispatcher } = procedure === 's66' || procedure === 's83' ? syndicationAnswers : {}
  const folder = ['Set-Location', '-LiteralPath', `${cspAnswers.endpoint.folder}\\O365-Web`]
  return gateways.map((gateway) => [...folder, ...setupWords(procedure, gateway, dispatcher)])
}

/** The calls of setup.cmd as they were recorded, in the words that PowerShell makes of them. */
export async function recordedSetups(scene: UpgradeScene): Promise<string[][]> {
  return (await scene.called('setup.cmd')).map((call) => call.split('; ').flatMap(readPowerShell))
}
