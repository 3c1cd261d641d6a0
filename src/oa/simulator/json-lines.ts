/** An append-only file of JSON lines that survives a kill: a last line without its end is cut off when it is opened. */

import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs'
import { OnboardError } from '../../lib/onboard-error.ts'

export interface JsonLines<T> {
  /** What the file held when it was opened. */
  readonly entries: readonly T[]
  append(entry: T): void
}

/**
 * Appends are written at once but not flushed to the disk: a killed process loses nothing, a dead machine may.
 * @throws {OnboardError} `simulator/damaged-state` when a line that is not the last is no JSON.
 */
export function openJsonLines<T>(file: string): JsonLines<T> {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole))
  const lines = whole.split('\n').filter((line) => line !== '')
  return {
    entries: lines.map((line, index) => parseLine(file, line, index + 1) as T),
    append: (entry) => {
      appendFileSync(file, `${JSON.stringify(entry)}\n`)
    },
  }
}

function parseLine(file: string, line: string, number: number): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw new OnboardError({
      kind: 'failed',
      code: 'simulator/damaged-state',
      message: `Line ${number} of ${file} is no JSON.`,
      hint: 'Remove the state folder to start afresh.',
      cause,
    })
  }
}
