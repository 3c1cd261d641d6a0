/** The journal: what it says is on disk, what was cut off is forgotten, and what was tampered with is refused. */

import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { openJournal as openWith } from '../../src/run/journal.ts'
import { readJournal as readBytes } from '../../src/run/read-journal.ts'
import type { JournalLine, RunEvent } from '../../src/run/run-event.ts'

/** As the only one who may write. */
const openJournal = (file: string) => openWith(file, { fence: { check: () => undefined } })
const readJournal = (text: string, file: string) => readBytes(Buffer.from(text), file)

const events: RunEvent[] = [
  { type: 'run-started', run: 'r', digest: 'd', formatVersion: 1 },
  { type: 'operation-started', operation: 'Ämter & “Büros”' },
  { type: 'call-intended', operation: 'a', call: 1, method: 'm', params: { name: 'x\ny' } },
  { type: 'operation-done', operation: 'a', outcome: 'applied', id: 7 },
]

async function written(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'journal-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'journal.jsonl')
  const { journal, events: none } = await openJournal(file)
  expect(none).toEqual([])
  await Promise.all(events.map((event) => journal.append(event)))
  await journal.close()
  return file
}

it('gives back what was written, numbered and chained, readable by its owner only', async () => {
  const file = await written()
  const text = await readFile(file, 'utf8')
  const lines = text.trimEnd().split('\n')
  const parsed = lines.map((line) => JSON.parse(line) as JournalLine)
  expect(parsed.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
  expect(parsed.map(({ event }) => event)).toEqual(events)
  const hashes = lines.map((line) => createHash('sha256').update(line).digest('hex'))
  expect(parsed.map(({ previous }) => previous)).toEqual(['0'.repeat(64), ...hashes.slice(0, -1)])
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(readJournal(text, file).events).toEqual(events)
})

it('is on disk when an append has resolved', async () => {
  const file = await written()
  const { journal } = await openJournal(file)
  await journal.append({ type: 'run-finished', outcome: 'done' })
  expect((await readFile(file, 'utf8')).trimEnd().split('\n')).toHaveLength(5)
  await journal.close()
})

it('forgets a last line that was cut off at any byte, notes it, and goes on in its place', async () => {
  const file = await written()
  const whole = await readFile(file)
  const last = whole.lastIndexOf(0x0a, whole.length - 2) + 1
  for (const end of [last + 1, last + 40, whole.length - 1]) {
    await writeFile(file, whole.subarray(0, end))
    const { journal, events: kept } = await openJournal(file)
    const repaired = { type: 'journal-repaired', bytes: end - last }
    expect(kept).toEqual([...events.slice(0, 3), repaired])
    await journal.append({ type: 'run-resumed', run: 'r' })
    await journal.close()
    const { events: all } = readJournal(await readFile(file, 'utf8'), file)
    expect(all).toEqual([...events.slice(0, 3), repaired, { type: 'run-resumed', run: 'r' }])
  }
})

it('forgets a line cut off in the middle of a letter', async () => {
  const file = await written()
  const whole = await readFile(file)
  const letter = whole.indexOf(Buffer.from('Ä')) + 1
  await writeFile(file, whole.subarray(0, letter))
  const { journal, events: kept } = await openJournal(file)
  await journal.append({ type: 'run-finished', outcome: 'failed' })
  await journal.close()
  expect(kept.slice(0, 1)).toEqual(events.slice(0, 1))
  expect(readJournal(await readFile(file, 'utf8'), file).events).toHaveLength(3)
})

it.each<[string, (lines: string[]) => string[], number]>([
  ['a changed value', (lines) => lines.map((line, index) => (index === 1 ? line.replace('Ämter', 'Aemter') : line)), 2],
  ['a line that was taken out', (lines) => lines.filter((_, index) => index !== 1), 2],
  ['a line that was put in', (lines) => [...lines.slice(0, 2), lines[1] ?? '', ...lines.slice(2)], 3],
  ['two lines that changed places', ([a = '', b = '', c = '', d = '']) => [a, c, b, d], 2],
  ['no JSON', (lines) => lines.map((line, index) => (index === 2 ? line.slice(0, 30) : line)), 3],
  [
    'an event of another kind',
    (lines) => lines.map((line, index) => (index === 3 ? line.replace('operation-done', 'done') : line)),
    4,
  ],
  ['an empty line', (lines) => [...lines.slice(0, 2), '', ...lines.slice(2)], 3],
])('refuses %s, and names the line', async (_, damage, line) => {
  const file = await written()
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
  await writeFile(file, `${damage(lines).join('\n')}\n`)
  const before = await readFile(file, 'utf8')
  await expect(openJournal(file)).rejects.toMatchObject({
    kind: 'failed',
    code: 'journal/damaged',
    message: expect.stringContaining(`is damaged in line ${line}, at byte ${offsetOf(damage(lines), line)}:`) as string,
    facts: { line, offset: offsetOf(damage(lines), line) },
  })
  expect(await readFile(file, 'utf8'), 'evidence is not touched').toBe(before)
})

/** Where a line begins, in bytes. */
const offsetOf = (lines: string[], line: number) =>
  Buffer.byteLength(lines.slice(0, line - 1).join('\n')) + (line > 1 ? 1 : 0)

it('refuses what another program appended', async () => {
  const file = await written()
  await appendFile(file, 'garbage\n')
  await expect(openJournal(file)).rejects.toMatchObject({ code: 'journal/damaged', facts: { line: 5 } })
})

it('writes nothing more after a write that failed', async () => {
  const file = await written()
  const { journal } = await openJournal(file)
  await journal.close()
  const failing = journal.append({ type: 'run-finished', outcome: 'done' })
  await expect(failing).rejects.toMatchObject({ code: 'journal/not-written', kind: 'failed' })
  await expect(journal.append({ type: 'run-resumed', run: 'r' })).rejects.toMatchObject({ code: 'journal/not-written' })
  expect((await readFile(file, 'utf8')).trimEnd().split('\n')).toHaveLength(4)
})
