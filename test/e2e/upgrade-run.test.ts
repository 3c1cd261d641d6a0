/** Upgrades performed: commands on their hosts, people where there is no API, and nothing twice. */

import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { tell } from './rig.ts'
import { recordedSetups, settingsScript as script, upgradeScene, wantedSetups } from './upgrade-scene.ts'

describe('an upgrade', () => {
  it('from 16.6.4 runs from start to finish, each command as the document has it, and is not done again', async () => {
    const all = await upgradeScene()
    const ended = await all.begin()
    expect(ended.code, tell(ended)).toBe(0)
    const calls = await all.hosts.calls()
    expect(await recordedSetups(all)).toEqual(wantedSetups('c66'))
    expect(calls.filter((call) => call === 'iisreset')).toHaveLength(2)
    expect(calls.filter((call) => call === script)).toHaveLength(1)
    expect(calls).toContain('python|addTenantCountersToSubscriptions.py|--o365-app-id|17')
    expect(await all.active()).toBe(true)
    await rm(join(all.oa.state, 'runs'), { recursive: true })
    const again = await all.begin()
    expect([again.code, again.stderr]).toEqual([4, expect.stringContaining('upgrade/not-as-wanted')])
    // Whoever overrules that finds that the ledger has outlived the runs.
    const anyway = await all.type('resume', '--skip', 'current-version:do', '--reason', 'a test')
    expect([anyway.code, anyway.stderr]).toEqual([4, expect.stringContaining('once/done')])
    expect(await all.called(script)).toHaveLength(1)
  })
})

// They share the path of this process.
describe('stops', { concurrent: false }, () => {
  it('where the installation has another version: nothing is run', async () => {
    const all = await upgradeScene({ inProcess: true, installed: '16.6.3' })
    const ended = await all.begin()
    expect([ended.code, ended.stderr]).toEqual([4, expect.stringContaining('upgrade/not-as-wanted')])
    expect(await all.hosts.calls()).toEqual([])
  })

  it('at setup.cmd that fails: provisioning stays stopped, and only a decision repeats it', async () => {
    const all = await upgradeScene({ inProcess: true })
    await all.hosts.break('setup.cmd')
    const failed = await all.begin()
    expect([failed.code, failed.stderr]).toEqual([1, expect.stringContaining('command/failed')])
    expect(failed.stderr).toContain('go no further')
    const status = await all.oa.typed('status')
    expect(status.stderr).toContain('PROVISIONING FROM "Office 365" (12) IS STOPPED')
    expect(status.stdout).toContain('When it fails, keep its log and go no further.')
    expect(await all.active()).toBe(false)
    await all.hosts.mend()
    const resumed = await all.type('resume')
    expect([resumed.code, resumed.stderr]).toEqual([1, expect.stringContaining('command/failed-before')])
    expect(await all.called('setup.cmd')).toHaveLength(1)
    expect(await all.active()).toBe(false)
    const done = await all.type('resume', '--retry', 'endpoint-setup-csp:3')
    expect(done.code, tell(done)).toBe(0)
    expect(await all.active()).toBe(true)
  })

  it('at a package that is another one', async () => {
    const all = await upgradeScene({ inProcess: true })
    await writeFile(join(all.hosts.bin, 'sha256sum'), '#!/bin/sh\necho 0000\n')
    const ended = await all.begin()
    expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining('command/other-output')])
    expect(await all.active()).toBe(true)
  })

  it('where nobody is: at the point of no return only the name of the installation will do', async () => {
    const all = await upgradeScene({ inProcess: true, robot: false })
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
    const all = await upgradeScene()
    await all.hosts.break('upgradeResource', 'hang')
    const running = all.startWith({}, ...all.job)
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
    expect(await all.called(script)).toHaveLength(1)
  })
})
