/** From the bytes of a journal to its events; believes nothing that the chain of hashes does not confirm. */

import { hash } from 'node:crypto'
import { OnboardError } from '../lib/onboard-error.ts'
import { JOURNAL_FORMAT_VERSION, journalLineSchema, type RunEvent } from './run-event.ts'

/** What the first line carries in place of a hash. */
const FIRST = '0'.repeat(64)
const NEWLINE = 0x0a

export interface JournalContent {
  events: RunEvent[]
  /** When the first and the last of them were written, by the clock of that machine (ISO 8601). */
  times: { first: string; last: string } | undefined
  /** The hash that the next line must carry. */
  last: string
  /** The number of whole lines. */
  seq: number
  /** In bytes, up to the end of the last whole line. */
  length: number
  /** Bytes after that: a last line that was cut off. It was not durable, so nothing was done because of it. */
  torn: number
}

/** The hash of a line without its end, for the next line to carry. */
export function hashOfLine(line: string | Buffer): string {
  return hash('sha256', line)
}

/**
 * @param file for messages
 * @throws OnboardError `journal/damaged` with line and byte offset, when anything but a cut-off end is wrong;
 *   `journal/newer` when a later version of the program wrote it
 */
export function readJournal(bytes: Buffer, file: string): JournalContent {
  const events: RunEvent[] = []
  let times: JournalContent['times']
  let last = FIRST
  let start = 0
  let before = 0
  for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
    const line = bytes.subarray(start, end)
    const number = events.length + 1
    const data = parseLine(line)
    refuseNewer(data, file)
    const parsed = journalLineSchema.safeParse(data)
    if (!parsed.success || parsed.data.seq !== number) throw damaged(file, number, start)
    // The hash of the line before does not fit, so that line is not the one that was written.
    if (parsed.data.previous !== last) throw damaged(file, Math.max(1, number - 1), before)
    const { at, event } = parsed.data
    events.push(event)
    times = { first: times?.first ?? at, last: at }
    last = hashOfLine(line)
    before = start
    start = end + 1
  }
  return { events, times, last, seq: events.length, length: start, torn: bytes.length - start }
}

function parseLine(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8')) as unknown
  } catch {
    return undefined
  }
}

/** Each walk over a run notes the version that it writes; whatever else a later one changes, this stays where it is. */
function refuseNewer(data: unknown, file: string): void {
  const version = (data as { event?: { formatVersion?: unknown } | null } | null | undefined)?.event?.formatVersion
  if (typeof version !== 'number' || version <= JOURNAL_FORMAT_VERSION) return
  throw new OnboardError({
    kind: 'invalid-input',
    code: 'journal/newer',
    message: `The journal ${file} has format version ${version}; this program knows versions up to ${JOURNAL_FORMAT_VERSION}.`,
    hint: 'Nothing was done. Go on with the version of the program that wrote it, or a later one.',
    facts: { file, version },
  })
}

function damaged(file: string, line: number, offset: number): OnboardError {
  return new OnboardError({
    kind: 'failed',
    code: 'journal/damaged',
    message: `The journal ${file} is damaged in line ${line}, at byte ${offset}: it is not what was written there.`,
    hint: 'Nothing was done. Restore the file from a backup; or look at the installation, move the folder of this run away, and start a new one.',
    facts: { file, line, offset },
  })
}
