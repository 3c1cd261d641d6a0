/** A folder that cannot keep what is written is refused before anything is begun. */

import { chmod, link, mkdir, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { prepareStateFolder, type ProbedFiles } from '../../src/run/state-folder.ts'

const disk: ProbedFiles = { link, mkdir, open, rm, stat }

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'state-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

function failing(code: string): () => Promise<never> {
  return () => Promise.reject(Object.assign(new Error(`${code}: says the disk`), { code }))
}

it('is made for its owner only, and nothing of the trial stays in it', async () => {
  const folder = join(await newFolder(), 'state')
  expect(await prepareStateFolder(folder)).toEqual([])
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  expect(await readdir(folder)).toEqual([])
})

it.each<[string, Partial<ProbedFiles>]>([
  ['made', { mkdir: failing('EROFS') }],
  ['written', { open: failing('EACCES') }],
])('cannot be %s: refused', async (_, change) => {
  const folder = await newFolder()
  await expect(prepareStateFolder(folder, { ...disk, ...change })).rejects.toMatchObject({
    kind: 'failed',
    code: 'state/not-writable',
    message: expect.stringMatching(/^The state folder .* cannot be written: E/) as string,
  })
})

it('cannot promise that what was written is on the disk: refused', async () => {
  const folder = await newFolder()
  const withoutSync: ProbedFiles['open'] = async (...args) =>
    Object.assign(await open(...args), { datasync: failing('EINVAL') })
  await expect(prepareStateFolder(folder, { ...disk, open: withoutSync })).rejects.toMatchObject({
    code: 'state/not-durable',
    message: expect.stringContaining('fdatasync') as string,
  })
  expect(await readdir(folder)).toEqual([])
})

it('cannot link, and so not keep two runs apart: refused', async () => {
  await expect(prepareStateFolder(await newFolder(), { ...disk, link: failing('EPERM') })).rejects.toMatchObject({
    code: 'state/not-durable',
    message: expect.stringContaining('hard links') as string,
  })
})

it.each([
  [0o770, true],
  [0o707, true],
  [0o755, false],
])('with the mode %o others may write to it: %s', async (mode, warned) => {
  const folder = await newFolder()
  await chmod(folder, mode)
  const codes = (await prepareStateFolder(folder)).map(({ code, hint }) => [code, hint])
  expect(codes).toEqual(warned ? [['state/open-to-others', `Type: chmod go-w ${folder}`]] : [])
})
