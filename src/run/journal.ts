/** The memory of a run: append-only JSON lines, each durable before the program goes on, each carrying the hash of the last. */

import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { OnboardError } from '../lib/onboard-error.ts'
import { Redactor } from '../lib/redactor.ts'
import { journalLineSchema, type RunEvent } from './run-event.ts'

const FIRST = '0'.repeat(64)

export interface Journal {
  /** Resolves when the event is on disk. @throws OnboardError `journal/not-written`; then nothing more may be changed */
  append(event: RunEvent): Promise<void>
  close(): Promise<void>
}

/**
 * Opens a journal, creating it or going on where it ends. A last line that was cut off is removed: its event was not
 * durable, so nothing was done because of it.
 *
 * @param redactor hides what is secret in every event; a run is performed by its plan and never by what was hidden here
 * @returns the journal, and the events in it so far
 */
export async function openJournal(
  file: string,
  redactor: Redactor = new Redactor(),
): Promise<{ journal: Journal; events: RunEvent[] }> {
  const handle = await open(file, 'a+', 0o600)
  try {
    const text = await handle.readFile('utf8')
    const { events, last, seq, length } = readJournal(text, file)
    if (length < Buffer.byteLength(text)) await handle.truncate(length)
    return { journal: new FileJournal(file, handle, redactor, last, seq), events }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/**
 * Reads the events of a journal's text.
 *
 * @returns the events, the hash of the last whole line, the number of lines, and the length in bytes up to there
 * @throws OnboardError `journal/damaged` with the line, when anything but a cut-off end is wrong
 */
export function readJournal(
  text: string,
  file: string,
): { events: RunEvent[]; last: string; seq: number; length: number } {
  const lines = text.split('\n')
  const cutOff = lines.pop() ?? ''
  const events: RunEvent[] = []
  let last = FIRST
  for (const [index, line] of lines.entries()) {
    const parsed = journalLineSchema.safeParse(parseLine(line))
    if (!parsed.success || parsed.data.seq !== index + 1) throw damaged(file, index + 1)
    // The hash of the line before does not fit, so that line is not the one that was written.
    if (parsed.data.previous !== last) throw damaged(file, Math.max(1, index))
    events.push(parsed.data.event)
    last = hash(line)
  }
  return { events, last, seq: lines.length, length: Buffer.byteLength(text) - Buffer.byteLength(cutOff) }
}

function damaged(file: string, line: number): OnboardError {
  return new OnboardError({
    kind: 'failed',
    code: 'journal/damaged',
    message: `The journal ${file} is damaged in line ${line}: it is not what was written there.`,
    hint: 'Nothing was done. Restore the file from a backup; or look at the installation, move the folder of this run away, and start a new one.',
    facts: { file, line },
  })
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line) as unknown
  } catch {
    return undefined
  }
}

function hash(line: string): string {
  return createHash('sha256').update(line).digest('hex')
}

class FileJournal implements Journal {
  readonly #file: string
  readonly #handle: FileHandle
  readonly #redactor: Redactor
  #last: string
  #seq: number
  #queue: Promise<void> = Promise.resolve()
  #broken: OnboardError | undefined

  constructor(file: string, handle: FileHandle, redactor: Redactor, last: string, seq: number) {
    this.#file = file
    this.#handle = handle
    this.#redactor = redactor
    this.#last = last
    this.#seq = seq
  }

  append(event: RunEvent): Promise<void> {
    const written = this.#queue.then(() => this.#write(event))
    this.#queue = written.catch(() => undefined)
    return written
  }

  async close(): Promise<void> {
    await this.#queue
    await this.#handle.close()
  }

  async #write(event: RunEvent): Promise<void> {
    if (this.#broken !== undefined) throw this.#broken
    const shown = this.#redactor.hideInAll(event)
    const line = JSON.stringify({
      seq: this.#seq + 1,
      at: new Date().toISOString(),
      previous: this.#last,
      event: shown,
    })
    try {
      await this.#handle.appendFile(`${line}\n`)
      await this.#handle.datasync()
    } catch (cause) {
      this.#broken = new OnboardError({
        kind: 'failed',
        code: 'journal/not-written',
        message: `The journal ${this.#file} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`,
        hint: 'Nothing more was changed. Make room or mend the folder, then type: o365-onboard resume',
        cause,
      })
      throw this.#broken
    }
    this.#seq += 1
    this.#last = hash(line)
  }
}
