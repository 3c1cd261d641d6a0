/** Small files that people wrote: read whole, or refused with the reason. */

import { readFile } from 'node:fs/promises'
import { OnboardError } from './onboard-error.ts'

export interface TextFile {
  /** What it is, for messages: "The runbook". */
  what: string
  file: string
  /** As messages call it, where that is not its path. */
  shown?: string
  /** Characters; anything larger is a mistake or an attack. */
  largest?: number
  code: string
  hint: string
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'you may not read it',
  EISDIR: 'it is a folder',
}

/** @throws OnboardError of kind `invalid-input` with the given code and hint */
export async function readTextFile({
  what,
  file,
  shown = file,
  largest = 1_000_000,
  code,
  hint,
}: TextFile): Promise<string> {
  try {
    const text = await readFile(file, 'utf8')
    if (text.length <= largest) return text
    throw new RangeError(`it is larger than ${largest} characters`)
  } catch (cause) {
    const { code: errno = '', message } = cause as NodeJS.ErrnoException
    const why = reasons[errno] ?? message
    throw new OnboardError({
      kind: 'invalid-input',
      code,
      message: `${what} ${shown} cannot be read: ${why}.`,
      hint,
      cause,
    })
  }
}
