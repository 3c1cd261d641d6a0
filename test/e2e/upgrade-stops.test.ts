/** What an upgrade needs and is not there, and commands that fail: it stops where the document wants it, with its advice. */

import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Ended, tell } from './rig.ts'
import { iisSites } from './upgrade-hosts.ts'
import { settingsScript, upgradeScene } from './upgrade-scene.ts'

/** Standard error without its line breaks. */
const told = ({ stderr }: Ended): string => stderr.replace(/\s+/g, ' ')

it('stops before the outage where a package is missing or a site has another name, and goes on when that is mended', async () => {
  const all = await upgradeScene()
  const expectStop = async (ended: Ended, ...words: string[]): Promise<void> => {
    expect(ended.code, tell(ended)).toBe(1)
    for (const word of words) expect(told(ended)).toContain(word)
    expect(await all.active()).toBe(true)
    const status = await all.oa.typed('status')
    expect(status.stdout).toContain('1 failed')
    expect(`${status.stdout}${status.stderr}`).not.toContain('PROVISIONING')
  }

  await all.hosts.break(
    'Get-FileHash',
    'fail',
    "Get-FileHash : Cannot find path 'C:\\Office365\\Office365_16.8.4.app.zip'",
  )
  const fromAccountManager = 'The package comes from your Odin account manager.'
  await expectStop(await all.begin(), 'command/failed', 'Cannot find path', 'Go no further.', fromAccountManager)
  await all.hosts.mend()

  // The program of this machine itself looks for the package, which is not there.
  const [standIn, aside] = [join(all.hosts.bin, 'stat'), join(all.hosts.bin, 'aside')]
  await rename(standIn, aside)
  await expectStop(await all.type('resume'), 'new.app.zip', 'No such file or directory', fromAccountManager)
  await rename(aside, standIn)

  const { 'Second Gateway': bindings, ...others } = iisSites
  await all.hosts.serve({ ...others, 'Renamed Gateway': bindings })
  const oldName = 'A site that was renamed since it was installed must get its old name back first.'
  await expectStop(await all.type('resume'), 'IIS has the site "Second Gateway"', 'Cannot find requested SITE', oldName)
  await all.hosts.serve(iisSites)

  expect(await all.called('Expand-Archive')).toEqual([])
  const done = await all.type('resume', '--until', 'provisioning-stop')
  expect([done.code, await all.active()], tell(done)).toEqual([0, false])
})

it('stops where two instances have two versions: nothing is run, and the other one is named', async () => {
  const all = await upgradeScene({ installed: ['16.6.4', '16.6.3'] })
  const ended = await all.begin()
  expect([ended.code, told(ended)]).toEqual([4, expect.stringContaining('not at 16.6.4: instance 4 is at 16.6.3-77')])
  expect(told(ended)).toContain('Upgrading from any other version than those of this procedure is not supported.')
  expect([await all.hosts.calls(), await all.active()]).toEqual([[], true])
})

it('stops at a settings script that failed: it is not run again, and provisioning stays stopped until it is decided', async () => {
  const all = await upgradeScene()
  await all.hosts.break('upgradeResourceSettings', 'fail', 'no connection to the database')
  const failed = await all.begin()
  expect([failed.code, told(failed)], tell(failed)).toEqual([
    1,
    expect.stringContaining('no connection to the database'),
  ])
  expect(told(failed)).toContain(
    'Go no further. If it is forgotten, the upgrade of the application fails. It must be run only once.',
  )
  const expectTold = async (...words: string[]): Promise<void> => {
    const { stdout, stderr } = await all.oa.typed('status')
    expect(stderr).toContain('PROVISIONING FROM "Office 365" (12) IS STOPPED')
    for (const word of words) expect(stdout.replace(/\s+/g, ' ')).toContain(word)
  }
  await expectTold(
    '1 failed',
    'no connection to the database',
    'It must be run only once.',
    '--retry settings-script:do',
  )
  await all.hosts.mend()
  const again = await all.type('resume')
  expect([again.code, told(again)]).toEqual([1, expect.stringContaining('command/failed-before')])
  await expectTold('1 failed', 'ended badly before (exit code 5)', 'It must be run only once.')
  expect([await all.called(settingsScript), await all.active()]).toEqual([[settingsScript], false])

  const decided = await all.type('resume', '--retry', 'settings-script:do')
  expect([decided.code, await all.active()], tell(decided)).toEqual([0, true])
  expect(await all.called(settingsScript)).toHaveLength(2)
})
