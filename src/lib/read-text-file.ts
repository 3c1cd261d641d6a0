/** Small files that people wrote: read whole, or refused with the reason. */

import { OnboardError } from './onboard-error.ts'
import { fileProblems, readBytes } from './read-bytes.ts'

export interface TextFile {
  /** What it is, for messages: "The runbook". */
  what: string
  file: string
  /** As messages call it, where that is not its path. */
  shown?: string
  /** Bytes; anything larger is a mistake or an attack. */
  largest?: number
  code: string
  hint: string
}

/**
 * The text of a file in UTF-8, without a byte order mark.
 *
 * @throws OnboardError of kind `invalid-input` with the given code and hint
 */
export async function readTextFile(options: TextFile): Promise<string> {
  const { file, largest = 400_000 } = options
  const read = await readBytes(file, largest)
  if ('problem' in read) {
    const tooLarge = `it is larger than ${largest} bytes`
    throw unreadable(options, read.problem === 'too-large' ? tooLarge : reason(read.problem, read.cause), read.cause)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(read.bytes)
  } catch (cause) {
    throw unreadable(options, 'it is not text in UTF-8', cause)
  }
}

function reason(problem: keyof typeof fileProblems, cause: unknown): string {
  const said = problem === 'unreadable' && cause instanceof Error ? ` (${cause.message})` : ''
  return `${fileProblems[problem]}${said}`
}

function unreadable({ what, file, shown = file, code, hint }: TextFile, why: string, cause: unknown): OnboardError {
  return new OnboardError({
    kind: 'invalid-input',
    code,
    message: `${what} ${shown} cannot be read: ${why}.`,
    hint,
    cause,
  })
}
