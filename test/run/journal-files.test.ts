/** What may lie where a journal should be, and disks that fail: refused at once, or stopped at before anything is sent. */

import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openJournalFile, type JournalHandle } from '../../src/run/journal-file.ts'
import { lookIntoJournal, openJournal } from '../../src/run/journal.ts'
import { hashOfLine, readJournal } from '../../src/run/read-journal.ts'
import type { RunEvent } from '../../src/run/run-event.ts'

const fence = { check: () => undefined }
const event: RunEvent = { type: 'operation-started', operation: 'a' }

async function newFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'journal-file-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'journal.jsonl')
}

it.each<[string, (file: string) => Promise<unknown>]>([
  ['a symbolic link', (file) => writeFile(`${file}.real`, '').then(() => symlink(`${file}.real`, file))],
  ['a link to nothing', (file) => symlink(`${file}.nothing`, file)],
  ['a FIFO', (file) => Promise.resolve(execFileSync('mkfifo', [file]))],
  ['a device', (file) => symlink('/dev/full', file)],
  ['a folder', (file) => mkdir(file)],
])('%s is no journal, whether to read or to append', async (_, make) => {
  const file = await newFile()
  await make(file)
  for (const open of [() => openJournal(file, { fence }), () => lookIntoJournal(file, {})]) {
    await expect(open()).rejects.toMatchObject({ code: 'journal/not-a-file', kind: 'failed' })
  }
})

it('a file of another user is no journal of ours', async () => {
  const file = await newFile()
  await writeFile(file, '')
  await expect(openJournal(file, { fence, uid: 4711 })).rejects.toMatchObject({ code: 'journal/other-owner' })
  await expect(lookIntoJournal(file, { uid: 4711 })).rejects.toMatchObject({ code: 'journal/other-owner' })
})

it.each([
  ['EACCES', 'journal/other-owner'],
  ['EIO', 'journal/unreadable'],
])('a file that cannot be opened (%s) is %s', async (code, expected) => {
  const open = () => Promise.reject(Object.assign(new Error(code), { code }))
  await expect(openJournal('journal.jsonl', { fence, open })).rejects.toMatchObject({ code: expected })
})

/** A disk that does what it is told until it is told to fail. */
async function onDisk(file: string, change: (handle: JournalHandle) => Partial<JournalHandle>) {
  let syncs = 0
  const { journal } = await openJournal(file, {
    fence,
    open: async (...args) => {
      const handle = await openJournalFile(args[0], 'append')
      const counted = Object.assign(Object.create(handle) as JournalHandle, {
        stat: () => handle.stat(),
        readFile: () => handle.readFile(),
        truncate: (length: number) => handle.truncate(length),
        close: () => handle.close(),
        append: (text: string) => {
          handle.append(text)
        },
        datasync: async () => {
          syncs += 1
          await handle.datasync()
        },
      })
      return Object.assign(counted, change(handle))
    },
  })
  onTestFinished(() => journal.close())
  return { journal, syncs: () => syncs }
}

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: from the disk`), { code })
}

it.each([
  ['ENOSPC', 'the disk is full'],
  ['EFBIG', 'files may not grow any further here'],
  ['EIO', 'the disk reports an error'],
])('after a write that failed (%s) nothing may be changed, and nothing is written any more', async (code, words) => {
  const file = await newFile()
  let failing = false
  const { journal } = await onDisk(file, (handle) => ({
    append: (text) => {
      if (failing) throw failure(code)
      handle.append(text)
    },
  }))
  await journal.append(event)
  journal.check()
  failing = true
  const expected = { code: 'journal/not-written', final: true, message: expect.stringContaining(words) as string }
  await expect(journal.append(event)).rejects.toMatchObject(expected)
  failing = false
  expect(() => {
    journal.check()
  }).toThrow(words)
  await expect(journal.append(event)).rejects.toMatchObject(expected)
  expect(readJournal(await readFile(file), file).events).toHaveLength(1)
})

it('a sync that failed is never tried again: the disk has forgotten, and would say that all is well', async () => {
  const file = await newFile()
  let syncs = 0
  const { journal } = await onDisk(file, () => ({
    datasync: () => {
      syncs += 1
      return syncs === 2 ? Promise.reject(failure('EIO')) : Promise.resolve()
    },
  }))
  await journal.append(event)
  const all = await Promise.allSettled([journal.append(event), journal.append(event), journal.append(event)])
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(syncs).toBe(2)
})

it('what is appended while the disk is busy goes together: one write, one sync', async () => {
  const file = await newFile()
  const { journal, syncs } = await onDisk(file, () => ({}))
  await Promise.all(Array.from({ length: 100 }, () => journal.append(event)))
  expect(syncs()).toBe(1)
  const first = journal.append(event)
  await Promise.resolve()
  await Promise.resolve()
  const later = Array.from({ length: 50 }, () => journal.append(event))
  await Promise.all([first, ...later])
  expect(syncs()).toBe(3)
  expect(readJournal(await readFile(file), file).events).toHaveLength(151)
})

it('whoever lost the lease appends nothing, repairs nothing, and may change nothing', async () => {
  const file = await newFile()
  let lost = false
  const mine = {
    check: () => {
      if (lost) throw new Error('lost')
    },
  }
  const { journal } = await openJournal(file, { fence: mine })
  onTestFinished(() => journal.close())
  await journal.append(event)
  await writeFile(file, `${await readFile(file, 'utf8')}{"seq":2,`)
  const before = await readFile(file, 'utf8')
  lost = true
  await expect(journal.append(event)).rejects.toThrow('lost')
  expect(() => {
    journal.check()
  }).toThrow('lost')
  await expect(openJournal(file, { fence: mine })).rejects.toThrow('lost')
  expect(await readFile(file, 'utf8')).toBe(before)
})

it('a look leaves a torn end as it is, and tells how long it is', async () => {
  const file = await newFile()
  const { journal } = await openJournal(file, { fence })
  await journal.append(event)
  await journal.close()
  const torn = `${await readFile(file, 'utf8')}{"seq":2,`
  await writeFile(file, torn)
  expect(await lookIntoJournal(file, {})).toMatchObject({ events: [event], torn: 9 })
  expect(await readFile(file, 'utf8')).toBe(torn)
})

it.each([
  ['run-started', { type: 'run-started', run: 'r', digest: 'd', formatVersion: 4, more: true }],
  ['run-resumed', { type: 'run-resumed', run: 'r', formatVersion: 17 }],
])('a later version of the program wrote on (%s): refused, whatever else it wrote', async (_, newer) => {
  const line = JSON.stringify({ seq: 1, at: '', previous: '0'.repeat(64), event })
  const text = `${line}\n${JSON.stringify({ seq: 2, at: '', previous: hashOfLine(line), event: newer, new: 1 })}\n`
  expect(() => readJournal(Buffer.from(text), 'j')).toThrow(/format version \d+; this program knows versions up to 3/)
  const file = await newFile()
  await writeFile(file, text)
  await expect(openJournal(file, { fence })).rejects.toMatchObject({ code: 'journal/newer', kind: 'invalid-input' })
})
