/** Reads a runbook file and the fragments that it includes; every problem is told with its file, line and column. */

import { dirname, join, resolve } from 'node:path'
import { OnboardError } from '../lib/onboard-error.ts'
import { packageRoot } from '../lib/package-root.ts'
import { readTextFile } from '../lib/read-text-file.ts'
import { includesIn, parseRunbook, type Fragments } from './parse-runbook.ts'
import type { OfferRunbook, Runbook, UpgradeRunbook } from './runbook.ts'

/** @throws OnboardError `runbook/unreadable`, `yaml/…` or `runbook/…` */
export async function loadRunbook(file: string): Promise<Runbook> {
  const text = await read(file, 'The runbook')
  const fragments: Fragments = new Map()
  for (const name of includesIn(text, file)) {
    const found = await readFragment(name, file)
    if (found !== undefined) fragments.set(name, found)
  }
  return parseRunbook(text, file, fragments)
}

/** @throws OnboardError as `loadRunbook`, and `runbook/other-procedure` for one that upgrades */
export async function loadOfferRunbook(file: string): Promise<OfferRunbook> {
  return asOfferRunbook(await loadRunbook(file))
}

/** @throws OnboardError `runbook/other-procedure` */
export function asOfferRunbook(runbook: Runbook): OfferRunbook {
  if (runbook.brings !== 'upgrade') return runbook
  throw otherProcedure(runbook, 'upgrades, and brings no offers', 'upgrade')
}

/** @throws OnboardError as `loadRunbook`, and `runbook/other-procedure` for one that brings offers */
export async function loadUpgradeRunbook(file: string): Promise<UpgradeRunbook> {
  const runbook = await loadRunbook(file)
  if (runbook.brings === 'upgrade') return runbook
  throw otherProcedure(runbook, `brings ${runbook.brings}, and is no upgrade`, `add-${runbook.brings}`)
}

function otherProcedure({ file }: Runbook, does: string, command: string): OnboardError {
  return new OnboardError({
    kind: 'invalid-input',
    code: 'runbook/other-procedure',
    message: `The runbook ${file} ${does}.`,
    hint: `Use it with: o365-onboard ${command}`,
  })
}

/** Beside the runbook; else among those that come with the program, so that a copy of a runbook works anywhere. */
async function readFragment(name: string, runbook: string): Promise<{ text: string; file: string } | undefined> {
  for (const file of [resolve(dirname(runbook), name), join(packageRoot, 'runbooks', name)]) {
    try {
      return { text: await read(file, 'The fragment'), file }
    } catch (error) {
      if (!(error instanceof OnboardError)) throw error
    }
  }
  return undefined
}

function read(file: string, what: string): Promise<string> {
  const hint = 'Check the path. The runbooks that come with the program are listed by: o365-onboard runbook list'
  return readTextFile({ what, file, code: 'runbook/unreadable', hint })
}
