/** The memory of a run: append-only JSON lines, each durable before the program goes on, each carrying the hash of the last. */

import { OnboardError } from '../lib/onboard-error.ts'
import { Redactor } from '../lib/redactor.ts'
import { type JournalFileOptions, type JournalHandle, openJournalFile } from './journal-file.ts'
import type { Fence } from './lease.ts'
import { hashOfLine, type JournalContent, readJournal } from './read-journal.ts'
import type { RunEvent } from './run-event.ts'

export interface Journal {
  /**
   * Resolves when the event is on disk.
   *
   * @throws OnboardError `journal/not-written` or `lease/lost`; then nothing more may be changed
   */
  append(event: RunEvent): Promise<void>
  /** Whether something may still be changed, looked up now. @throws OnboardError as `append` does */
  check(): void
  close(): Promise<void>
}

export interface JournalOptions extends JournalFileOptions {
  /** Whoever has lost the lease appends nothing: the journal belongs to the one who took over. */
  fence: Pick<Fence, 'check'>
  /** Hides what is secret in every event; a run is performed by its plan and never by what was hidden here. */
  redactor?: Redactor | undefined
}

/**
 * Opens a journal, creating it or going on where it ends. A last line that was cut off is removed, and that is noted.
 *
 * @returns the journal, and the events in it so far
 * @throws OnboardError `journal/…`
 */
export async function openJournal(
  file: string,
  options: JournalOptions,
): Promise<{ journal: Journal; events: RunEvent[] }> {
  const handle = await openJournalFile(file, 'append', options)
  try {
    const content = readJournal(await handle.readFile(), file)
    options.fence.check()
    const { events, length, torn } = content
    const journal = new FileJournal(file, handle, content, options)
    if (torn > 0) {
      await handle.truncate(length)
      const repaired: RunEvent = { type: 'journal-repaired', bytes: torn }
      await journal.append(repaired)
      events.push(repaired)
    }
    return { journal, events }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** Reads a journal without touching it; a last line that was cut off stays, or is still being written by others. */
export async function lookIntoJournal(file: string, options: JournalFileOptions): Promise<JournalContent> {
  const handle = await openJournalFile(file, 'read', options)
  try {
    return readJournal(await handle.readFile(), file)
  } finally {
    await handle.close()
  }
}

interface Pending {
  event: RunEvent
  resolve: () => void
  reject: (error: unknown) => void
}

class FileJournal implements Journal {
  readonly #file: string
  readonly #handle: JournalHandle
  readonly #fence: JournalOptions['fence']
  readonly #redactor: Redactor
  #last: string
  #seq: number
  #pending: Pending[] = []
  #committing: Promise<void> | undefined
  /** The first failure is the last word: what a disk dropped once, a second sync would call safe. */
  #broken: unknown

  constructor(
    file: string,
    handle: JournalHandle,
    { last, seq }: Pick<JournalContent, 'last' | 'seq'>,
    { fence, redactor = new Redactor() }: JournalOptions,
  ) {
    this.#file = file
    this.#handle = handle
    this.#fence = fence
    this.#redactor = redactor
    this.#last = last
    this.#seq = seq
  }

  append(event: RunEvent): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#pending.push({ event, resolve, reject })
      this.#committing ??= this.#commitAll()
    })
  }

  check(): void {
    if (this.#broken !== undefined) throw toError(this.#broken)
    this.#fence.check()
  }

  async close(): Promise<void> {
    await this.#committing
    await this.#handle.close()
  }

  /** While one batch is on its way to the disk the next one gathers: many events, one write and one sync. */
  async #commitAll(): Promise<void> {
    // What is appended in this turn of the loop goes together.
    await Promise.resolve()
    while (this.#pending.length > 0) {
      const batch = this.#pending.splice(0)
      try {
        await this.#commit(batch)
        for (const { resolve } of batch) resolve()
      } catch (error) {
        this.#broken ??= error
        for (const { reject } of batch) reject(this.#broken)
      }
    }
    this.#committing = undefined
  }

  async #commit(batch: readonly Pending[]): Promise<void> {
    let text = ''
    for (const { event } of batch) {
      const at = new Date().toISOString()
      this.#seq += 1
      const line = JSON.stringify({ seq: this.#seq, at, previous: this.#last, event: this.#redactor.hideInAll(event) })
      this.#last = hashOfLine(line)
      text += `${line}\n`
    }
    // Nothing may come between the look and the write.
    this.check()
    try {
      this.#handle.append(text)
      await this.#handle.datasync()
    } catch (cause) {
      throw notWritten(this.#file, cause)
    }
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is used up',
  EFBIG: 'files may not grow any further here (see ulimit -f)',
  EIO: 'the disk reports an error',
  EROFS: 'the disk has become read-only',
}

function notWritten(file: string, cause: unknown): OnboardError {
  const { code = '', message } = cause as NodeJS.ErrnoException
  return new OnboardError({
    kind: 'failed',
    code: 'journal/not-written',
    final: true,
    message: `The journal ${file} cannot be written: ${reasons[code] ?? message}. Nothing is changed from here on, because it could not be noted.`,
    hint: 'Make room or mend the folder, then type: o365-onboard resume',
    facts: { file, errno: code },
    cause,
  })
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}
