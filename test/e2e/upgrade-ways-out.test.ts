/** Where upgrades stop and how they go on: tasks, an import without its script, an outage that nobody forgets, pieces. */

import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tell } from './rig.ts'
import { settingsScript, upgradeScene, type UpgradeScene, type UpgradeSceneSettings } from './upgrade-scene.ts'

const SCRIPT = 'upgradeResourceSettings16-6To16-8.py'
const scene = (settings: UpgradeSceneSettings = {}): Promise<UpgradeScene> =>
  upgradeScene({ inProcess: true, ...settings })

async function runOf(all: UpgradeScene, runbook = 'upgrade-16-6-csp'): Promise<string> {
  const { stdout } = await all.type('runs')
  return new RegExp(`\\S+-${runbook}`).exec(stdout)?.[0] ?? ''
}

// They share the path of this process.
describe('an upgrade', { concurrent: false }, () => {
  it('waits while a task is not processed, stops at one that failed, and goes on when all are', async () => {
    const all = await scene()
    const [list, command] = [join(all.oa.cwd, 'tasks'), join(all.oa.cwd, 'open-tasks')]
    await writeFile(command, `#!/bin/sh\ncat '${list}'\n`)
    await chmod(command, 0o755)
    const answers = join(all.oa.cwd, 'answers.yaml')
    await writeFile(answers, `${await readFile(answers, 'utf8')}tasks: { command: ['${command}'] }\n`)

    const broken = await all.begin()
    expect([broken.code, broken.stderr]).toEqual([1, expect.stringContaining('upgrade/tasks-unknown')])
    await writeFile(list, 'unprocessed: create tenant contoso\n')
    const waiting = await all.type('resume', '--no-wait')
    expect([waiting.code, waiting.stdout]).toEqual([6, expect.stringContaining('Waiting')])
    await writeFile(list, 'running: create tenant contoso\nfailed: assign licences\n')
    const failed = await all.type('resume')
    expect([failed.code, failed.stderr]).toEqual([1, expect.stringContaining('failed: assign licences')])
    expect(failed.stderr).toContain('A failed task is for a person to decide about')
    expect(await all.active()).toBe(true)
    await writeFile(list, '')
    const stopped = await all.type('resume', '--until', 'tasks-still-processed')
    expect(stopped.code, tell(stopped)).toBe(0)
    expect(stopped.stdout).toContain('Stopped after the step tasks-still-processed, as asked.')
    expect(stopped.stdout).toContain('PROVISIONING FROM "Office 365" (12) IS STOPPED')
    expect(await all.active()).toBe(false)
    expect(await all.called('setup.cmd')).toEqual([])
    const slip = await all.type('resume', '--until', 'provisioning-stat')
    expect([slip.code, slip.stderr]).toEqual([3, expect.stringContaining('Did you mean "provisioning-start"?')])
    const done = await all.type('resume')
    expect(done.code, tell(done)).toBe(0)
    expect(await all.active()).toBe(true)
  })

  it('without a way to list tasks is held up by the person who looks', async () => {
    const all = await scene({ world: { openTasks: [{ id: 1, name: 'create tenant contoso', state: 'unprocessed' }] } })
    const waiting = await all.begin()
    expect([waiting.code, waiting.stdout], tell(waiting)).toEqual([6, expect.stringContaining('Operations > Tasks')])
    expect(await all.active()).toBe(true)
    await all.oa.click({ do: 'task.finish', id: 1 })
    const done = await all.type('resume', '--until', 'provisioning-stop')
    expect([done.code, await all.active()], tell(done)).toEqual([0, false])
  })

  it('that stopped provisioning is told by every command, also when it was given up, and the next one starts it', async () => {
    const all = await scene()
    const stopped = await all.begin('--until', 'provisioning-stop')
    expect(stopped.code, tell(stopped)).toBe(0)
    const words = 'PROVISIONING FROM "Office 365" (12) IS STOPPED since'
    for (const command of [['runs'], ['status'], ['verify'], ['doctor']])
      expect((await all.type(...command)).stderr, command.join(' ')).toContain(words)
    const catalog = join(import.meta.dirname, '..', '..', 'catalog-samples', 'business-premium.csv')
    const offers = await all.type('add-offers', catalog, '--yes')
    expect([offers.code, offers.stderr]).toEqual([4, expect.stringContaining('upgrade/provisioning-stopped')])

    const run = await runOf(all)
    const given = await all.type('abandon', run, '--reason', 'other facts')
    expect([given.code, given.stderr], tell(given)).toEqual([0, expect.stringContaining(words)])
    expect((await all.type('runs')).stderr).toContain(words)
    // What is inactive now was active before the first of the two.
    const next = await all.begin()
    expect([next.code, await all.active()], tell(next)).toEqual([0, true])
    expect((await all.type('runs')).stderr).not.toContain('PROVISIONING')
  })

  it('whose outage somebody ended by hand tells it no longer', async () => {
    const all = await scene()
    const stopped = await all.begin('--until', 'provisioning-stop')
    expect(stopped.code, tell(stopped)).toBe(0)
    expect((await all.type('verify')).stderr).toContain('PROVISIONING')
    await all.oa.click({ do: 'template.switch', templateId: 12, active: true })
    expect((await all.type('verify')).stderr).not.toContain('PROVISIONING')
  })
})

describe('an import without the settings script', { concurrent: false }, () => {
  const needs = [{ file: 'new.app.zip', version: '16.8.4-250', needs: SCRIPT }]
  const recovery = ['--recovery', '--yes'] as const

  it('is not begun by itself; where a person overrules that, it fails, is named, and has a way out', async () => {
    const all = await scene({ world: { importable: needs } })
    const skipped = await all.begin('--until', 'endpoint-answers')
    expect(skipped.code, tell(skipped)).toBe(0)
    const refused = await all.begin(...recovery)
    expect([refused.code, refused.stderr]).toEqual([4, expect.stringContaining('upgrade/no-such-failure')])

    const held = await all.type('resume', '--skip', 'settings-script:do', '--reason', 'a slip')
    expect([held.code, held.stderr]).toEqual([4, expect.stringContaining('has no end of')])
    const failed = await all.type('resume', '--skip', 'script-before-import:do', '--reason', 'a second slip')
    expect([failed.code, failed.stderr]).toEqual([1, expect.stringContaining('upgrade/import-needs-script')])
    expect(failed.stderr.replace(/\s+/g, ' ')).toContain('upgrade --from 16.6.4 --answers … --recovery')
    const first = await runOf(all)

    // The stand-in of the script has no other way to tell OA that it has run.
    const plain = await all.begin(...recovery, '--until', 'settings-script')
    expect(plain.code, tell(plain)).toBe(0)
    await all.oa.click({ do: 'script.ran', name: SCRIPT })
    const out = await all.type('resume', await runOf(all, 'upgrade-recovery'))
    expect(out.code, tell(out)).toBe(0)
    expect(await all.called(settingsScript)).toHaveLength(1)
    const { instances } = await all.oa.snapshot()
    expect(instances.map(({ packageVersion }) => packageVersion)).toEqual(['16.8.4-250', '16.8.4-250'])
    expect(await all.active()).toBe(false)

    const done = await all.type('resume', first)
    expect([done.code, await all.active()], tell(done)).toEqual([0, true])
    const again = await all.begin(...recovery)
    expect([again.code, again.stderr]).toEqual([4, expect.stringContaining('upgraded already')])
    expect(await all.called(settingsScript)).toHaveLength(1)
  })

  it('has no way out where the script was begun, or the message is another one', async () => {
    const all = await scene({ robot: false })
    const begun = await all.begin(...recovery)
    expect(begun.code, tell(begun)).toBe(6)
    const run = await runOf(all, 'upgrade-recovery')
    await all.type('attest', run, 'recovery-signature:do', '--evidence', 'No space left on device')
    const other = await all.type('resume')
    expect([other.code, other.stderr]).toEqual([1, expect.stringContaining(SCRIPT)])
    await all.type('attest', run, 'recovery-signature:do', '--evidence', `task 17: run ${SCRIPT} first`)
    const entry = { installation: 'simulator small-provider', endpoint: all.oa.urls.operations, name: SCRIPT }
    const note = {
      ...entry,
      what: 'begun',
      run: 'lost',
      operation: 'settings-script:do',
      at: '2026-11-21T10:00:00.000Z',
    }
    await writeFile(join(all.oa.state, 'once.jsonl'), `${JSON.stringify(note)}\n`)
    const closed = await all.type('resume')
    expect([closed.code, closed.stderr]).toEqual([4, expect.stringContaining('in the run lost (begun)')])
  })
})
