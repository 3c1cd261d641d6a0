/**
 * The dry run of CI, on all four paths: every command in full, no host and no installation touched, and the same JSON in
 * any folder and at any time.
 */

import { chmod, copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Plan } from '../../src/plan/plan.ts'
import { readPowerShell } from '../upgrade/read-powershell.ts'
import { cli, type Ended, newFolder, tell } from './rig.ts'
import { changedConfig, type Simulation } from './simulation.ts'
import { standIns } from './upgrade-hosts.ts'
import { upgradeScene, wantedSetups } from './upgrade-scene.ts'

const paths = [
  ['s66', '16.6.3', 'syndication'],
  ['c66', '16.6.5', 'csp'],
  ['s83', '16.8.3', 'syndication'],
  ['c83', '16.8.3', 'csp'],
] as const

/** Another day, another time zone, another language, nobody's home: what machines differ in. */
const elsewhere = { TZ: 'Pacific/Auckland', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', USER: 'nobody' }
const YEAR = 366 * 24 * 3600 * 1000
const shiftedClock = `
const Real = Date
globalThis.Date = class extends Real {
  constructor(...given) { if (given.length === 0) super(Real.now() + ${YEAR}); else super(...given) }
  static now() { return Real.now() + ${YEAR} }
}
`

interface Machine {
  cwd: string
  env: Record<string, string>
  called(): Promise<string[]>
}

/** An installation that could be upgraded, by hosts that are reached by ssh. @returns its configuration, too */
async function installation(from: string, scenario: 'csp' | 'syndication') {
  const { oa } = await upgradeScene({ from, scenario })
  const hosts = { management: { ssh: 'mn' }, endpoint: { ssh: 'admin@win' } }
  return { oa, config: await changedConfig(oa, (given) => ({ ...given, hosts })) }
}

/** A machine on whose path everything that an upgrade runs only notes that it was called; so does ssh. */
async function machine({ oa, config }: { oa: Simulation; config: string }): Promise<Machine> {
  const folder = await newFolder()
  const cwd = join(folder, 'here')
  await mkdir(cwd)
  await copyFile(config, join(cwd, 'o365-onboard.yaml'))
  await copyFile(join(oa.cwd, 'answers.yaml'), join(cwd, 'answers.yaml'))
  const hosts = await standIns(folder, '16.6.4')
  const record = join(folder, 'ssh-calls')
  await writeFile(record, '')
  for (const program of ['ssh', 'scp', 'sftp', 'sqlcmd']) {
    await writeFile(join(hosts.bin, program), `#!/bin/sh\necho "${program} $*" >> '${record}'\nexit 255\n`)
    await chmod(join(hosts.bin, program), 0o755)
  }
  return {
    cwd,
    env: { PATH: `${hosts.bin}:${process.env['PATH'] ?? ''}` },
    called: async () => [...(await hosts.calls()), ...(await readFile(record, 'utf8')).split('\n').filter(Boolean)],
  }
}

it.each(paths)('%s, from %s, %s: touches nothing and is the same everywhere', async (procedure, from, scenario) => {
  const given = await installation(from, scenario)
  const [one, other] = [await machine(given), await machine(given)]
  const clock = join(other.cwd, '..', 'clock.mjs')
  await writeFile(clock, shiftedClock)
  Object.assign(other.env, elsewhere, { NODE_OPTIONS: `--import=${clock}` })

  const words = ['upgrade', '--from', from, '--answers', 'answers.yaml', '--dry-run']
  const dryRun = async ({ cwd, env }: Machine, ...more: string[]): Promise<Ended> => {
    const ended = await cli([...words, ...more], { cwd, env })
    expect(ended.code, tell(ended)).toBe(0)
    return ended
  }
  const files = ['--out', 'plan.json', '--print', 'sheet.md']
  const [json, again] = await Promise.all([dryRun(one, '--json', ...files), dryRun(other, '--json', ...files)])
  expect(again.stdout).toBe(json.stdout)
  for (const name of ['plan.json', 'sheet.md'])
    expect(await readFile(join(other.cwd, name), 'utf8')).toBe(await readFile(join(one.cwd, name), 'utf8'))

  const { operations } = JSON.parse(json.stdout) as Plan
  const lines = operations.flatMap(({ command }) => (command === undefined ? [] : [command.line]))
  const sheet = await readFile(join(one.cwd, 'sheet.md'), 'utf8')
  for (const line of lines) expect(sheet).toContain(line)
  const setups = lines.filter((line) => line.includes('setup.cmd'))
  expect(setups.map((line) => line.split('; ').flatMap(readPowerShell))).toEqual(wantedSetups(procedure))

  expect([await one.called(), await other.called()]).toEqual([[], []])
  expect(await given.oa.calls()).toEqual([])
  expect((await readdir(one.cwd)).sort()).toEqual(['answers.yaml', 'o365-onboard.yaml', 'plan.json', 'sheet.md'])
})

it('shows people every command, too', async () => {
  const { cwd, env } = await machine(await installation('16.6.3', 'syndication'))
  const words = ['upgrade', '--from', '16.6.3', '--answers', 'answers.yaml', '--dry-run']
  const text = await cli(words, { cwd, env })
  expect(text.code, tell(text)).toBe(0)
  const { operations } = JSON.parse((await cli([...words, '--json'], { cwd, env })).stdout) as Plan
  for (const { command } of operations) if (command !== undefined) expect(text.stdout).toContain(command.line)
})

it('without --dry-run touches them', async () => {
  const given = await installation('16.8.3', 'csp')
  const typist = await machine(given)
  const words = ['upgrade', '--from', '16.8.3', '--answers', 'answers.yaml', '--yes', '--config', given.config]
  const ended = await cli(words, typist)
  expect([ended.code, ended.stderr], tell(ended)).toEqual([1, expect.stringContaining('command/host-unreachable')])
  expect(await given.oa.calls()).not.toEqual([])
  expect(await typist.called()).toEqual([expect.stringContaining('ssh -o BatchMode=yes')])
})
