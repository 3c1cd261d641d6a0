/**
 * Numbered files in a folder, of which the highest is in force. A number is made once, whole or not at all, and never
 * again: whoever makes number n + 1 has taken over from n, and no other order of events is possible.
 */

import { randomUUID } from 'node:crypto'
import {
  closeSync,
  fdatasyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'

const NAME = /^(\d{1,15})(\.released)?$/
const ASIDE = /^aside-/
/** What a killed process left aside is nobody's after this time. */
const FORGOTTEN_MS = 600_000

export interface TopFile {
  number: number
  released: boolean
}

const fileOf = (folder: string, number: number): string => join(folder, String(number))

/** The highest number, in force or released; undefined when there never was one. */
export function readTop(folder: string): TopFile | undefined {
  let top: TopFile | undefined
  for (const name of readdirSync(folder)) {
    const match = NAME.exec(name)
    const number = Number(match?.[1])
    if (match !== null && number > (top?.number ?? 0)) top = { number, released: match[2] !== undefined }
  }
  return top
}

/** @returns false when somebody else has made this number first */
export function makeNumber(folder: string, number: number, content: string): boolean {
  const aside = writeAside(folder, content)
  try {
    // Unlike a rename, a link never replaces what is there.
    linkSync(aside, fileOf(folder, number))
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

/** The content of a number, or undefined when it is gone or cannot be read. */
export function readNumber(folder: string, number: number): string | undefined {
  for (const name of [String(number), `${number}.released`]) {
    try {
      return readFileSync(join(folder, name), 'utf8')
    } catch {
      // Released, taken over, or not ours to read: the other name, or nobody knows.
    }
  }
  return undefined
}

/** The number stays, so that no later one is lower; only it is in force no more. */
export function releaseNumber(folder: string, number: number): void {
  renameSync(fileOf(folder, number), `${fileOf(folder, number)}.released`)
}

/** Takes away what is below a number, and what killed processes left aside. */
export function sweepBelow(folder: string, number: number): void {
  const now = clockOf(folder)
  for (const name of readdirSync(folder)) {
    const old = Number(NAME.exec(name)?.[1]) < number
    if (old || (ASIDE.test(name) && now - modified(join(folder, name)) > FORGOTTEN_MS)) {
      rmSync(join(folder, name), { force: true })
    }
  }
}

/** Says "still here" on a number: writes its first byte again, so that the file system, not we, sets the time. */
export async function touchNumber(folder: string, number: number): Promise<void> {
  const handle = await open(fileOf(folder, number), 'r+')
  try {
    await handle.write('{', 0)
    await handle.datasync()
  } finally {
    await handle.close()
  }
}

/**
 * How long ago a number was touched, in milliseconds, by the file system's own clock: clocks of two machines that share
 * the folder may differ.
 */
export function ageOf(folder: string, number: number): number {
  return clockOf(folder) - modified(fileOf(folder, number))
}

/** When a number was last touched; only good for comparing with itself. */
export function touchedAt(folder: string, number: number): number {
  return modified(fileOf(folder, number))
}

function clockOf(folder: string): number {
  const aside = writeAside(folder, '')
  try {
    return statSync(aside).mtimeMs
  } finally {
    rmSync(aside, { force: true })
  }
}

function modified(file: string): number {
  try {
    return statSync(file).mtimeMs
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return -Infinity
    throw error
  }
}

/** Readable by others, as far as the folder lets them: who holds a lease is no secret from whoever waits for it. */
function writeAside(folder: string, content: string): string {
  const aside = join(folder, `aside-${randomUUID()}`)
  const file = openSync(aside, 'wx', 0o644)
  try {
    writeFileSync(file, content)
    fdatasyncSync(file)
  } finally {
    closeSync(file)
  }
  return aside
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
