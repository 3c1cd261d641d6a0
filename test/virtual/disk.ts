/** A disk with one journal on it: only what was synced survives a crash, and of the rest any part may. */

import type { JournalHandle } from '../../src/run/journal-file.ts'
import type { Random } from './random.ts'
import type { Process } from './timeline.ts'

export class Disk {
  /** Nothing more can be written from now on. */
  full = false
  /** In plain characters, one byte each. */
  #text = ''
  #durable = 0
  readonly #random: Random

  readonly #note: (text: string) => void

  /** @param note told of each line that is written */
  constructor(random: Random, note: (text: string) => void) {
    this.#random = random
    this.#note = note
  }

  /** A process has died, or the machine with it: then what was not synced may be lost from anywhere on. */
  crash(): void {
    const { length } = this.#text
    this.#text = this.#text.slice(0, this.#random.chance(0.5) ? length : this.#random.int(this.#durable, length))
    this.#durable = this.#text.length
  }

  /** Operations that started after they were done. */
  ranAgain(): string[] {
    const done = new Set<string>()
    return this.#text.split('\n').flatMap((line) => {
      const { type, operation } = eventOf(line)
      if (type === 'operation-done' && operation !== undefined) done.add(operation)
      return type === 'operation-started' && operation !== undefined && done.has(operation) ? [operation] : []
    })
  }

  /** The journal's file, as a process has it open. */
  open(process: Process): JournalHandle {
    const handle: Partial<JournalHandle> = {
      stat: (() => Promise.resolve({ isFile: () => true, uid: 0 })) as unknown as JournalHandle['stat'],
      readFile: (() => Promise.resolve(Buffer.from(this.#text, 'latin1'))) as JournalHandle['readFile'],
      truncate: (length = 0) => {
        this.#text = this.#text.slice(0, length)
        return Promise.resolve()
      },
      close: () => Promise.resolve(),
      append: (text) => {
        for (const line of text.trimEnd().split('\n'))
          this.#note(`${process.number}: notes ${Object.values(eventOf(line)).join(' ')}`)
        this.#append(text)
      },
      datasync: () => this.#sync(process),
    }
    return handle as JournalHandle
  }

  #append(text: string): void {
    // A full disk takes what still has room.
    this.#text += this.full ? text.slice(0, this.#random.int(0, text.length - 1)) : text
    if (this.full) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  }

  #sync(process: Process): Promise<void> {
    const { length } = this.#text
    return new Promise((resolve) => {
      process.later(this.#random.int(0, 2), () => {
        this.#durable = Math.max(this.#durable, length)
        resolve()
      })
    })
  }
}

function eventOf(line: string): { type?: string | undefined; operation?: string | undefined } {
  const { type, operation } =
    /"event":\{"type":"(?<type>[^"]*)"(,"operation":"(?<operation>[^"]*)")?/.exec(line)?.groups ?? {}
  return { type, operation }
}
