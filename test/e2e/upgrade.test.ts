/** `upgrade` as its users meet it: in an empty folder, with nothing to contact. */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { cspAnswers, syndicationAnswers } from '../upgrade/answers.ts'
import { cli, newFolder, tell } from './rig.ts'
import { simulate } from './simulation.ts'

const csp = ['upgrade', '--from', '16.6.4', '--scenario', 'csp']

it('tells what it needs as a file, which filled in makes the plan; CI gets the same JSON each time', async () => {
  const cwd = await newFolder()
  const asked = await cli([...csp, '--dry-run'], { cwd })
  expect(asked.code, tell(asked)).toBe(3)
  expect(asked.stdout).toMatch(/^formatVersion: 1\ninstallation: # /)
  expect(asked.stdout).toMatch(/# May be left out:\n(# .*\n)*# tasks\.command: /)
  expect(asked.stderr).toContain('upgrade/missing-facts')
  await writeFile(join(cwd, 'answers.yaml'), JSON.stringify(cspAnswers))
  const words = [...csp, '--dry-run', '--answers', 'answers.yaml']
  const [first, second] = [await cli([...words, '--json'], { cwd }), await cli([...words, '--json'], { cwd })]
  expect(first.code, tell(first)).toBe(0)
  expect(second.stdout).toBe(first.stdout)
  const plan = JSON.parse(first.stdout) as { operations: unknown[]; target: unknown }
  expect(plan.target).toMatchObject({
    installation: 'oa-production',
    applicationVersion: '16.6.4',
    toVersion: '16.8.4',
  })
  const text = await cli([...words, '--detailed-exitcode'], { cwd })
  expect(text.code, tell(text)).toBe(2)
  expect(text.stdout).toContain(`Plan: ${plan.operations.length} operations in this order`)
})

it('prints a sheet, writes a plan that nobody applies by mistake, and contacts nothing', async () => {
  const cwd = await newFolder()
  await writeFile(join(cwd, 'a.yaml'), JSON.stringify(syndicationAnswers))
  const words = ['upgrade', '--from', '16.8.3', '--scenario', 'syndication', '--answers', 'a.yaml']
  const printed = await cli([...words, '--dry-run', '--print', 'sheet.html', '--out', 'plan.json'], { cwd })
  expect(printed.code, tell(printed)).toBe(0)
  expect(await readFile(join(cwd, 'sheet.html'), 'utf8')).toContain('-DispatcherSiteName')
  const applied = await cli(['apply', 'plan.json', '--simulate', '--yes'], { cwd })
  expect(applied.code, tell(applied)).toBe(3)
  expect(applied.stderr).toContain('upgrade/not-here')
  const form = await cli([...words, '--dry-run', '--print', 'sheet.pdf'], { cwd })
  expect([form.code, form.stderr]).toEqual([64, expect.stringContaining('upgrade/print-form')])
  const absent = await cli([...csp, '--dry-run', '--answers', 'none.yaml'], { cwd })
  expect([absent.code, absent.stderr]).toEqual([3, expect.stringContaining('upgrade/answers-unreadable')])
})

it('takes name and scenario from a configuration, and refuses flags that say otherwise', async () => {
  const cwd = await newFolder()
  const config = {
    formatVersion: 1,
    installation: 'oa-production',
    scenario: 'csp',
    operations: { url: 'http://127.0.0.1:9' },
    billing: { url: 'http://127.0.0.1:9' },
    aps: { url: 'http://127.0.0.1:9' },
  }
  const answers = { ...cspAnswers, installation: undefined }
  await writeFile(join(cwd, 'answers.yaml'), JSON.stringify(answers))
  const words = ['upgrade', '--from', '16.6.4', '--dry-run', '--answers', 'answers.yaml']
  const nowhere = await cli(words, { cwd })
  expect([nowhere.code, nowhere.stderr]).toEqual([64, expect.stringContaining('upgrade/which-scenario')])
  await writeFile(join(cwd, 'o365-onboard.yaml'), JSON.stringify(config))
  const fits = await cli(words, { cwd })
  expect(fits.code, tell(fits)).toBe(0)
  const other = await cli([...words, '--scenario', 'syndication'], { cwd })
  expect([other.code, other.stderr]).toEqual([3, expect.stringContaining('upgrade/other-scenario')])
})

it('is rehearsed in the world that is there for it', async () => {
  const oa = await simulate({ world: 'before-upgrade' })
  const [first, second] = cspAnswers.gateways
  const gateways = [
    { ...first, url: 'https://o365gw.provider.example/Gateway/aps/' },
    { ...second, url: 'https://o365gw2.provider.example/Gateway/aps/', site: 'EU Gateway' },
  ]
  const templates = [
    { id: 12, name: 'Office 365' },
    { id: 14, name: 'EU:Office 365' },
  ]
  const file = join(oa.cwd, 'answers.yaml')
  await writeFile(file, JSON.stringify({ ...cspAnswers, installation: undefined, gateways, templates }))
  const ended = await oa.typed('upgrade', '--from', '16.6.4', '--answers', file, '--yes')
  expect(ended.code, tell(ended)).toBe(0)
  expect(ended.stdout).toContain('✓ The import is finished\n')
  const { instances, templates: seen } = await oa.snapshot()
  expect(instances.map(({ packageVersion }) => packageVersion)).toEqual(['16.8.4-250', '16.8.4-250'])
  expect(seen.map(({ active }) => active)).toEqual([true, false])
})
