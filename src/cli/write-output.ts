/** What a command made goes to a file, or to standard output in a way that a terminal can bear. */

import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { OnboardError } from '../lib/onboard-error.ts'
import type { Context } from './context.ts'

/**
 * @param file where to; standard output when undefined
 * @throws OnboardError `output/unwritable`
 */
export async function writeOutput(text: string, file: string | undefined, context: Context): Promise<void> {
  if (file === undefined) {
    // A pipe gets every byte; on a terminal, what could move its cursor is shown instead of done.
    if (context.width === Infinity) context.exact(text)
    else context.stdout(text.replaceAll('\r\n', '\n'))
    return
  }
  try {
    await writeFile(resolve(context.cwd, file), context.redactor.hideIn(text))
  } catch (cause) {
    throw new OnboardError({
      kind: 'failed',
      code: 'output/unwritable',
      message: `${file} cannot be written: ${(cause as NodeJS.ErrnoException).code ?? String(cause)}.`,
      hint: 'Check the folder, or name another file with --out.',
      cause,
    })
  }
}
