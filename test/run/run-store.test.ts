/** The folder of runs: one folder each, found again by its id and by nothing else. */

import {
  copyFile,
  type FileHandle,
  mkdir,
  mkdtemp,
  open,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { digestOf } from '../../src/lib/json.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { debtWords, openDebts } from '../../src/run/open-debts.ts'
import { RunStore } from '../../src/run/run-store.ts'
import { omit } from './omit.ts'
import { fence, manualOperation, planOf } from './rig.ts'

const noon = new Date('2019-01-11T12:00:00.000Z')

function plan(number = 0, name = 'test'): Plan {
  const body = omit({ ...planOf([manualOperation(number)]), runbook: { name, title: 'Test' } }, 'digest')
  return { ...body, digest: digestOf(body) }
}

async function newStore(): Promise<{ store: RunStore; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'store-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return { store: new RunStore(folder), folder: join(folder, 'runs') }
}

it('keeps plan and journal of each run, for their owner only', async () => {
  const { store, folder } = await newStore()
  const run = await store.create(plan(), noon, fence)
  await run.journal.close()
  expect(run.id).toBe('20190111-120000-test')
  expect((await stat(join(folder, run.id))).mode & 0o777).toBe(0o700)
  expect(await store.read(run.id)).toMatchObject({ id: run.id, plan: plan() })
  const again = await store.open(run.id, fence)
  await again.journal.close()
  expect(again.events).toMatchObject([{ type: 'run-started', run: run.id, digest: plan().digest }])
})

it('makes the names on the way to the journal as durable as what is in it', async () => {
  const { store, folder } = await newStore()
  const any = await open(tmpdir())
  const prototype = Object.getPrototypeOf(any) as FileHandle
  const sync: (this: FileHandle) => Promise<void> = Reflect.get(prototype, 'sync')
  await any.close()
  const synced: number[] = []
  vi.spyOn(prototype, 'sync').mockImplementation(async function (this: FileHandle) {
    synced.push((await this.stat()).ino)
    await sync.call(this)
  })
  onTestFinished(() => void vi.restoreAllMocks())
  const run = await store.create(plan(), noon, fence)
  await run.journal.close()
  const named = [join(folder, run.id), folder, dirname(folder)]
  expect(synced).toEqual(expect.arrayContaining(await Promise.all(named.map(async (path) => (await stat(path)).ino))))
})

it('gives two runs of one second two ids, in order', async () => {
  const { store } = await newStore()
  const runs = [await store.create(plan(), noon, fence), await store.create(plan(), noon, fence)]
  for (const { journal } of runs) await journal.close()
  expect(runs.map(({ id }) => id)).toEqual(['20190111-120000-test', '20190111-120000-test-2'])
  expect(await store.list()).toEqual(runs.map(({ id }) => id))
})

it('lists runs in the order in which they began, also those of two procedures in one second', async () => {
  const { store } = await newStore()
  for (const name of ['add-offers', 'add-addons', 'add-offers', 'add-addons']) {
    await (await store.create(plan(0, name), noon, fence)).journal.close()
  }
  expect(await store.list()).toEqual([
    '20190111-120000-add-offers',
    '20190111-120001-add-addons',
    '20190111-120001-add-offers',
    '20190111-120002-add-addons',
  ])
})

it.each([
  ['a name that no file system takes', (folder: string) => join(folder, 'a'.repeat(5000))],
  ['a file in its place', (folder: string) => join(folder, 'file')],
])('says that the folder of the runs cannot be read: %s', async (_, placeIn) => {
  const { folder } = await newStore()
  await writeFile(join(folder, '..', 'file'), '')
  const store = new RunStore(placeIn(join(folder, '..')))
  await expect(store.list()).rejects.toMatchObject({ code: 'state/not-readable', kind: 'failed' })
})

it('finds the newest run that is not at its end', async () => {
  const { store } = await newStore()
  expect(await store.lastUnfinished()).toBeUndefined()
  const [older, newer, last] = [0, 60_000, 120_000].map((ms) => new Date(noon.getTime() + ms))
  for (const [when, outcome] of [
    [older, 'failed'],
    [newer, 'waiting'],
    [last, 'done'],
  ] as const) {
    const { journal } = await store.create(plan(), when ?? noon, fence)
    await journal.append({ type: 'run-finished', outcome })
    await journal.close()
  }
  expect((await store.lastUnfinished())?.id).toBe('20190111-120100-test')
})

it('does not take a run for done that still owes something', async () => {
  const { store } = await newStore()
  const { id, journal } = await store.create(plan(), noon, fence)
  const debt = { kind: 'template-window', templateId: 12, templateName: 'Office 365' } as const
  await journal.append({ type: 'debt-watched', operation: '0', debt, until: noon.toISOString() })
  await journal.append({ type: 'run-finished', outcome: 'done', owes: 1 })
  await journal.close()
  expect((await store.lastUnfinished())?.id).toBe(id)
  const [open] = await openDebts(store)
  expect(open).toMatchObject({ run: id, debt })
  expect(open && debtWords(id, open)).toBe(
    `SERVICE TEMPLATE "Office 365" (12) is active, but may be deactivated until ${noon.toISOString()} by a call of the run ${id} that had no answer.`,
  )
})

it('passes over a folder that a killed start left without a journal', async () => {
  const { store, folder } = await newStore()
  await mkdir(join(folder, '20190111-120000-test'), { recursive: true })
  await mkdir(join(folder, 'Not a run'))
  await writeFile(join(folder, 'notes'), '')
  expect(await store.list()).toEqual([])
  expect(await store.lastUnfinished()).toBeUndefined()
  await expect(store.read('20190111-120000-test')).rejects.toMatchObject({ code: 'run/unknown' })
})

it('goes on with a run whose very first line was cut off', async () => {
  const { store, folder } = await newStore()
  const { id, journal } = await store.create(plan(), noon, fence)
  await journal.close()
  const file = join(folder, id, 'journal.jsonl')
  await writeFile(file, (await readFile(file, 'utf8')).slice(0, 20))
  expect((await store.lastUnfinished())?.id).toBe(id)
  const run = await store.open(id, fence)
  await run.journal.close()
  expect(run.events).toMatchObject([
    { type: 'journal-repaired', bytes: 20 },
    { type: 'run-started', run: id, digest: plan().digest, fence: 1 },
  ])
})

it.each<[string, (first: string, second: string) => Promise<unknown>]>([
  [
    'the journal of another run',
    (first, second) => copyFile(join(second, 'journal.jsonl'), join(first, 'journal.jsonl')),
  ],
  ['the plan of another run', (first, second) => copyFile(join(second, 'plan.json'), join(first, 'plan.json'))],
  [
    'the whole of another run',
    async (first, second) => {
      await copyFile(join(second, 'journal.jsonl'), join(first, 'journal.jsonl'))
      await copyFile(join(second, 'plan.json'), join(first, 'plan.json'))
    },
  ],
])('refuses %s in the place of its own', async (_, swap) => {
  const { store, folder } = await newStore()
  const first = await store.create(plan(), noon, fence)
  const second = await store.create(plan(2), noon, fence)
  for (const { journal } of [first, second]) await journal.close()
  await swap(join(folder, first.id), join(folder, second.id))
  for (const act of [() => store.open(first.id, fence), () => store.read(first.id)])
    await expect(act()).rejects.toMatchObject({ kind: 'invalid-input', code: 'journal/other-plan' })
})

it('opens no run of another installation: its lease may be in other hands', async () => {
  const { store } = await newStore()
  const { id, journal } = await store.create(plan(), noon, fence)
  await journal.close()
  for (const installation of [
    { name: 'another', endpoint: 'nowhere' },
    { name: 'made up', endpoint: 'elsewhere' },
  ]) {
    await expect(store.open(id, { ...fence, installation })).rejects.toMatchObject({
      kind: 'stale-plan',
      code: 'plan/other-installation',
    })
    expect(await store.lastUnfinished(installation)).toBeUndefined()
  }
  expect((await store.lastUnfinished(fence.installation))?.id).toBe(id)
})

it('follows no link to a run that lies elsewhere', async () => {
  const { store, folder } = await newStore()
  const { id, journal } = await store.create(plan(), noon, fence)
  await journal.close()
  await rename(join(folder, id), join(folder, '..', 'elsewhere'))
  await symlink(join(folder, '..', 'elsewhere'), join(folder, id))
  expect(await store.list()).toEqual([])
  await expect(store.open(id, fence)).rejects.toMatchObject({ code: 'run/unknown' })
})

it.each(['..', '../x', 'a/b', '', '.', '20190111-120000-test/..', 'C:\\x', `a${'b'.repeat(80)}`, 'A'])(
  'takes %j for no run',
  async (id) => {
    const { store } = await newStore()
    await (await store.create(plan(), noon, fence)).journal.close()
    for (const act of [() => store.open(id, fence), () => store.read(id)])
      await expect(act()).rejects.toMatchObject({ kind: 'invalid-input', code: 'run/unknown' })
  },
)

it('refuses a run whose plan was changed', async () => {
  const { store, folder } = await newStore()
  const { id, journal } = await store.create(plan(), noon, fence)
  await journal.close()
  const file = join(folder, id, 'plan.json')
  await writeFile(file, (await readFile(file, 'utf8')).replace('Operation 0', 'Operation 9'))
  await expect(store.open(id, fence)).rejects.toMatchObject({ code: 'plan/edited', kind: 'invalid-input' })
})
