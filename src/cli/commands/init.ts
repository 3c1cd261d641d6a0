/** `init`: a configuration to fill in. */

import { copyFile, constants } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { OnboardError } from '../../lib/onboard-error.ts'
import { packageRoot } from '../../lib/package-root.ts'
import { printable } from '../../lib/printable.ts'
import { DEFAULT_CONFIG } from '../config.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'

/** @throws OnboardError `init/exists` rather than write over a configuration */
export async function init(flags: { config?: string }, context: Context): Promise<number> {
  const name = flags.config ?? DEFAULT_CONFIG
  try {
    const example = join(packageRoot, 'o365-onboard.example.yaml')
    await copyFile(example, resolve(context.cwd, name), constants.COPYFILE_EXCL)
  } catch (cause) {
    const exists = (cause as NodeJS.ErrnoException).code === 'EEXIST'
    throw new OnboardError({
      kind: 'invalid-input',
      code: exists ? 'init/exists' : 'init/unwritable',
      message: exists ? `${name} is there already.` : `${name} cannot be written: ${String(cause)}.`,
      hint: exists ? 'Edit it, or name another file with --config.' : 'Check the folder.',
      cause,
    })
  }
  context.stderr(`Wrote ${printable(name)}. Fill it in, then look: o365-onboard add-offers <catalog> --dry-run\n`)
  return exitCodes.done.code
}
