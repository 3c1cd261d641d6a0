/** One at a time, over crashes, stopped processes and several machines: a lease with a number that only ever grows. */

import { mkdirSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import {
  ageOf,
  makeNumber,
  readNumber,
  readTop,
  releaseNumber,
  sweepBelow,
  touchedAt,
  touchNumber,
} from './lease-files.ts'
import { isThere, type ProcessTable } from './process-table.ts'

const recordSchema = z.object({
  number: z.int(),
  user: z.string(),
  host: z.string(),
  machine: z.string(),
  pid: z.int(),
  started: z.string(),
  /** ISO 8601, by the holder's clock; for people. */
  since: z.string(),
  /** What it is held for, such as `add-offers`. */
  what: z.string(),
  /** How often the holder says that it is still here, and after how long it wants to be thought gone. */
  beat: z.object({ everySeconds: z.number().positive(), staleSeconds: z.number().positive() }).optional(),
})

/** Who holds a lease, as it stands in its file. */
export type LeaseRecord = z.infer<typeof recordSchema>
export type Beat = NonNullable<LeaseRecord['beat']>

/** What cannot be read (a file of a later version, a disk that lost it) is thought gone after this. */
const UNREADABLE: Beat = { everySeconds: 10, staleSeconds: 60 }

/** How often somebody who looked gone may turn up again before we give up. */
const LOOKS = 3

export interface LeaseOptions {
  /** Made when it is not there; one for each thing that only one may use. */
  folder: string
  what: string
  processes: ProcessTable
  /** Without it the lease is never taken from a process that is there, and never from another machine. */
  beat?: Beat
  /** Told when a holder looks gone and is watched for some seconds before that is believed. */
  onWatch?: (record: LeaseRecord | undefined, seconds: number) => void
}

/** Why a lease cannot be had: its holder is at work; or should be ended and is not ours to end; or does not end. */
export type Obstacle = 'held' | 'forbidden' | 'still-there'

export interface HeldLease {
  number: number
  /** Undefined when the file cannot be read. */
  record: LeaseRecord | undefined
  /** Since its holder last said that it is still here. */
  ageMs: number
}

export class Lease {
  readonly number: number
  readonly #folder: string
  readonly #timer: NodeJS.Timeout | undefined

  constructor(folder: string, number: number, beat: Beat | undefined) {
    this.#folder = folder
    this.number = number
    if (beat === undefined) return
    this.#timer = setInterval(() => {
      // A beat that fails says nothing: whether the lease is still ours is looked up where it matters.
      touchNumber(folder, number).catch(() => undefined)
    }, beat.everySeconds * 1000)
    this.#timer.unref()
  }

  /** Whether nobody has taken it over, looked up now. */
  isHeld(): boolean {
    const top = readTop(this.#folder)
    return top?.number === this.number && !top.released
  }

  /** Who took it over. */
  taker(): HeldLease | undefined {
    const top = readTop(this.#folder)
    return top === undefined || top.number === this.number ? undefined : describe(this.#folder, top.number)
  }

  /** Lets the next one in at once. Does nothing when it is ours no more. */
  release(): void {
    clearInterval(this.#timer)
    if (this.isHeld()) releaseNumber(this.#folder, this.number)
  }
}

/**
 * Takes the lease when it is free: never held, released, its process gone, or not heard of for too long. A process of
 * this machine that is silent but there (stopped, suspended) is ended first: it may be anywhere between its last look
 * at the lease and its next write, and no number can stop it there.
 *
 * @returns the lease, or who holds it and why it cannot be had
 */
export async function takeLease(options: LeaseOptions): Promise<Lease | { held: HeldLease; obstacle: Obstacle }> {
  const { folder, processes, what, beat } = options
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (let looks = 0; ; looks += 1) {
    const top = readTop(folder)
    if (top !== undefined && !top.released) {
      const obstacle = await obstacleOf(top.number, options)
      if (obstacle === 'heard-of' && looks < LOOKS) continue
      if (obstacle !== undefined) {
        return { held: describe(folder, top.number), obstacle: obstacle === 'heard-of' ? 'held' : obstacle }
      }
    }
    const number = (top?.number ?? 0) + 1
    const since = new Date().toISOString()
    const record: LeaseRecord = { number, ...processes.self(), since, what, ...(beat === undefined ? {} : { beat }) }
    // When somebody else was quicker, theirs is the one to look at.
    if (!makeNumber(folder, number, JSON.stringify(record))) continue
    sweepBelow(folder, number)
    return new Lease(folder, number, beat)
  }
}

/** The lease in force, for whoever only wants to know; undefined when nobody holds it. Its holder may be gone. */
export function leaseInForce(folder: string): HeldLease | undefined {
  try {
    const top = readTop(folder)
    return top === undefined || top.released ? undefined : describe(folder, top.number)
  } catch {
    return undefined
  }
}

/** Whether the holder can be seen to be gone: its process on this machine ended. Of other machines nobody knows. */
export function isGone({ record }: HeldLease, processes: ProcessTable): boolean {
  return record !== undefined && record.machine === processes.self().machine && !isThere(processes, record)
}

async function obstacleOf(number: number, options: LeaseOptions): Promise<Obstacle | 'heard-of' | undefined> {
  const { folder, processes } = options
  const held = describe(folder, number)
  if (isGone(held, processes)) return undefined
  const beat = held.record === undefined ? UNREADABLE : held.record.beat
  if (beat === undefined || held.ageMs <= beat.staleSeconds * 1000) return 'held'
  if (await isHeardOf(number, held, beat, options)) return 'heard-of'
  const { machine, pid } = processes.self()
  if (held.record?.machine !== machine) return undefined
  if (!isThere(processes, held.record)) return undefined
  if (held.record.pid === pid) return 'held'
  const end = await processes.end(held.record.pid)
  return end === 'gone' ? undefined : end
}

/** A jump of the clock makes every lease look old. So an old one is watched for two beats before that is believed. */
async function isHeardOf(
  number: number,
  { record }: HeldLease,
  { everySeconds }: Beat,
  { folder, onWatch }: LeaseOptions,
): Promise<boolean> {
  const before = touchedAt(folder, number)
  const seconds = everySeconds * 2
  onWatch?.(record, seconds)
  const end = performance.now() + seconds * 1000
  while (performance.now() < end) {
    await delay(Math.min(everySeconds * 250, 1000))
    if (readTop(folder)?.number !== number || touchedAt(folder, number) !== before) return true
  }
  return false
}

function describe(folder: string, number: number): HeldLease {
  const parsed = recordSchema.safeParse(parseJson(readNumber(folder, number)))
  return { number, record: parsed.success ? parsed.data : undefined, ageMs: ageIn(folder, number) }
}

/** Somebody who may only read the folder cannot ask the file system for its time; then this machine's must do. */
function ageIn(folder: string, number: number): number {
  try {
    return ageOf(folder, number)
  } catch {
    return Date.now() - touchedAt(folder, number)
  }
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '') as unknown
  } catch {
    return undefined
  }
}
