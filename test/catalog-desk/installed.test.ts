/** Against an installation: the same words, and nothing written. */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { cells, csv, headers } from '../catalog/matrix-file.ts'
import { businessPremium, phoneSystem } from '../e2e/rig.ts'
import { expectExit, simulate, type Simulation, writes } from '../e2e/simulation.ts'

const premium = '031c9e47-4802-4248-838e-778fb1d2cc05'
const storage = '53fc25f7-6639-4f78-bb44-3c2dfec3ed40'
const archiving = '2828be95-46ba-4f91-b2fd-0bef192ecf60'

async function onboarded(): Promise<Simulation> {
  const simulation = await simulate()
  await expectExit(simulation.typed('add-offers', businessPremium, '--yes'), 0)
  return simulation
}

interface Diff {
  summary: object
  stranded: { id: string; had: string[] }[]
  changed: { id: string; changes: object[] }[]
}

it('tells what is not onboarded, what is, and what the catalog no longer has', async () => {
  const simulation = await simulate()
  const diff = async (...args: string[]): Promise<[number | null, Diff]> => {
    const { code, stdout } = await simulation.typed('catalog', 'diff', ...args, '--installed', '--json')
    return [code, JSON.parse(stdout) as Diff]
  }
  expect(await diff(businessPremium)).toMatchObject([2, { summary: { added: 4, removed: 0, changed: 0 } }])
  expect(await writes(simulation)).toEqual([])

  await expectExit(simulation.typed('add-offers', businessPremium, '--yes'), 0)
  const before = (await writes(simulation)).length
  expect(await diff(businessPremium)).toMatchObject([0, { summary: { added: 0, removed: 0, changed: 0 } }])
  expect(await diff(phoneSystem)).toMatchObject([2, { summary: { added: 4, removed: 4, changed: 0 } }])
  expect(await writes(simulation)).toHaveLength(before)
})

it('tells what changed of what is onboarded, the lost last parent first', async () => {
  const simulation = await onboarded()
  const file = join(simulation.cwd, 'changed.csv')
  const row = (name: string, id: string, provisioningId: string, parents: string): string[] =>
    cells(1, {
      'Offer Display Name': name,
      'Durable Offer ID': id,
      'Provisioning ID': provisioningId,
      'Depends On': parents,
      ...(id === storage ? { 'Offer Display Description': 'Priced per gigabyte.' } : {}),
    })
  const rows = [
    row('Microsoft 365 Business Standard', premium, 'O365_BUSINESS_PREMIUM', ''),
    row('Office 365 Extra File Storage', storage, 'SHAREPOINTSTORAGE', '22a70120-4078-4926-9592-39ed91cb9c01'),
    row('Exchange Online Archiving for  exchange online', archiving.toUpperCase(), 'ARCHIVE', premium),
  ]
  await writeFile(file, csv([headers, ...rows]))
  const { stdout } = await expectExit(simulation.typed('catalog', 'diff', file, '--installed', '--json'), 2)
  const { changed, stranded, summary } = JSON.parse(stdout) as Diff
  expect(summary).toMatchObject({ added: 0, removed: 1, changed: 3, stranded: 1 })
  expect(stranded).toMatchObject([{ id: storage, had: [premium] }])
  expect(new Map(changed.map(({ id, changes }) => [id, changes]))).toMatchObject(
    new Map([
      [premium, [{ class: 'name', from: 'Office 365 Business Premium', to: 'Microsoft 365 Business Standard' }]],
      [archiving, [{ class: 'provisioningId', from: 'EXCHANGEARCHIVE_ADDON', to: 'ARCHIVE' }]],
      [storage, [{ class: 'parents', gained: [], lost: [premium] }]],
    ]),
  )
  const text = await simulation.typed('catalog', 'diff', file, '--installed')
  expect(text.stdout).toMatch(/^! 1 add-on lost the last usable parent\n {4}Office 365 Extra File Storage/m)
  expect(text.stdout).toContain('onboarded and not in the catalog')
})

it('shows what there is of an offer', async () => {
  const simulation = await onboarded()
  const { stdout } = await expectExit(
    simulation.typed('catalog', 'inspect', businessPremium, '--offer', storage, '--installed', '--json'),
    0,
  )
  expect(JSON.parse(stdout)).toMatchObject({
    lacks: [],
    installed: {
      type: { name: 'Office 365 Extra File Storage' },
      plan: null,
      carriedBy: [premium],
      parents: [premium],
    },
  })
  const text = await simulation.typed('catalog', 'inspect', businessPremium, '--offer', premium, '--installed')
  expect(text.stdout).toMatch(
    /Onboarded {4}in simulator .*: type "Office 365 Business Premium", resource type \d+, plan/,
  )
  const figures = await simulation.typed('catalog', 'inspect', businessPremium, phoneSystem, '--installed')
  expect(figures.stdout).toMatch(/Onboarded +4 in simulator .*; 4 more could be/)
  const drawing = await simulation.typed('catalog', 'graph', businessPremium, phoneSystem, '--installed')
  expect(drawing.stderr).toMatch(/8 offers, 6 parent links: 4 onboarded, 4 new/)
})
