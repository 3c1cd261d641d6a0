/** Journals that earlier versions of the program wrote, kept as they wrote them: they are read, and gone on with. */

import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { journalLines, newFolder, root, runsIn } from './rig.ts'
import { expectExit } from './simulation.ts'
import { typed } from './typed.ts'

/** A folder in which that version was used with the built-in simulator. */
async function asLeft(by: string): Promise<{ cwd: string; state: string; run: string }> {
  const cwd = await newFolder()
  const state = join(cwd, '.o365-onboard', 'simulator')
  await cp(join(root, 'test', 'fixtures', 'journals', by), state, { recursive: true })
  const [run = ''] = await runsIn(state)
  return { cwd, state, run }
}

it.each([
  ['1', '7 by hand (1 verified, 6 attested)'],
  ['2', '8 by hand (2 verified, 6 attested)'],
])('version %s, done: is shown as done', async (version, byHand) => {
  const { cwd, run } = await asLeft(`v${version}-done`)
  const { stdout, stderr } = await expectExit(typed(['status', '--simulate'], cwd), 0)
  expect(stdout).toContain(`${run}: Add new Office 365 offers`)
  expect(stdout).toContain(`Done. 10 applied, 0 adopted, ${byHand}, 0 not started.`)
  expect(stderr).toBe('')
})

it.each(['1', '2'])(
  'version %s, killed while the template was inactive: is said first, and gone on with to the end',
  async (version) => {
    const { cwd, state, run } = await asLeft(`v${version}-killed`)
    const lines = await journalLines(state, run)
    const { stderr } = await expectExit(typed(['runs', '--simulate'], cwd), 0)
    expect(stderr.replace(/\s+/g, ' ')).toContain(
      `SERVICE TEMPLATE "Office 365" (12) IS INACTIVE: the run ${run} stopped`,
    )
    const { stdout } = await expectExit(typed(['resume', '--simulate', '--yes'], cwd), 0)
    expect(stdout).toMatch(/^Done\. 10 applied/m)
    const all = await journalLines(state, run)
    expect(all.slice(0, lines.length), 'what was written stays').toEqual(lines)
    expect(JSON.parse(all[lines.length] ?? '')).toMatchObject({
      event: { type: 'run-resumed', formatVersion: 3, fence: 1 },
    })
    expect((await expectExit(typed(['status', '--simulate'], cwd), 0)).stderr).toBe('')
  },
)
