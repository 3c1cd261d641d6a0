// The journal: how long it takes to open a large one, and what an event costs beside a bare append with fdatasync.
import { spawnSync } from 'node:child_process'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { openJournal } from '../dist/index.js'

const EVENTS = 100_000
const APPENDS = 300
const ROUNDS = 7
const library = new URL('../dist/index.js', import.meta.url).href
/** As if nobody else could ever take over. */
const fence = { check: () => undefined }

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

/** What creating one license type writes, over and over. */
function eventAt(index) {
  const operation = `license-types:license-type/031c9e47-4802-4248-838e-${String(index >> 2).padStart(12, '0')}`
  const params = { name: `Office 365 Offer ${index}`, offerId: operation, provisioningId: 'O365_BUSINESS_PREMIUM' }
  return [
    { type: 'operation-started', operation },
    { type: 'call-intended', operation, call: index, method: 'aps.resources.create', params },
    { type: 'call-answered', operation, call: index, result: { aps: { id: operation } } },
    { type: 'operation-done', operation, outcome: 'applied', id: operation },
  ][index % 4]
}

async function writeLarge(file) {
  const { journal } = await openJournal(file, { fence })
  await Promise.all(Array.from({ length: EVENTS }, (_, index) => journal.append(eventAt(index))))
  await journal.close()
}

/** In a process of its own, as a command opens it: nothing is warm. */
function openOnce(file) {
  const script = `
    import { openJournal } from ${JSON.stringify(library)}
    const start = performance.now()
    const { journal, events } = await openJournal(${JSON.stringify(file)}, { fence: { check: () => undefined } })
    console.log(JSON.stringify({ ms: performance.now() - start, events: events.length }))
    await journal.close()`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  if (stdout === '') throw new Error(stderr)
  const { ms, events } = JSON.parse(stdout)
  if (events !== EVENTS) throw new Error(`${events} events were read of ${EVENTS}`)
  return ms
}

async function journalAppends(file) {
  const { journal } = await openJournal(file, { fence })
  const start = performance.now()
  for (let index = 0; index < APPENDS; index += 1) await journal.append(eventAt(index))
  const ms = performance.now() - start
  await journal.close()
  return ms / APPENDS
}

async function bareAppends(file) {
  const handle = await open(file, 'a')
  const line = `${JSON.stringify({ seq: 1, at: new Date().toISOString(), previous: 'a'.repeat(64), event: eventAt(1) })}\n`
  const start = performance.now()
  for (let index = 0; index < APPENDS; index += 1) {
    await handle.appendFile(line)
    await handle.datasync()
  }
  const ms = performance.now() - start
  await handle.close()
  return ms / APPENDS
}

export async function journalFigures(row, folder) {
  const large = join(folder, 'large.jsonl')
  await writeLarge(large)
  row(
    `opening a journal of ${EVENTS / 1000},000 events, cold`,
    median(Array.from({ length: 5 }, () => openOnce(large))),
    500,
    'ms',
  )
  const ratios = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const bare = await bareAppends(join(folder, `bare ${round}`))
    ratios.push((await journalAppends(join(folder, `journal ${round}.jsonl`))) / bare)
  }
  row('one event in the journal, times a bare append with fdatasync', median(ratios), 3, 'x')
}
