/** The state folder: a copy of the world, the ledger and the call log; together they survive a kill. */

import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import writeFileAtomic from 'write-file-atomic'
import { OnboardError } from '../../lib/onboard-error.ts'
import type { CallLogEntry } from './call-log.ts'
import { type JsonLines, openJsonLines } from './json-lines.ts'
import type { LedgerEntry } from './ledger.ts'
import { behaviourShape, type World } from './world.ts'

export interface StateFolder {
  ledger: JsonLines<LedgerEntry>
  calls: JsonLines<CallLogEntry>
}

/**
 * Opens the folder, or makes it.
 * @throws {OnboardError} `simulator/other-world` when it was begun with another world: the ledger makes sense only on
 * the one it was written on. How OA behaves may differ, what it held at first may not.
 */
export function openStateFolder(folder: string, world: World): StateFolder {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const worldFile = join(folder, 'world.json')
  if (existsSync(worldFile)) checkWorld(folder, JSON.parse(readFileSync(worldFile, 'utf8')), world)
  else writeFileAtomic.sync(worldFile, `${JSON.stringify(world, undefined, 2)}\n`, { mode: 0o600 })
  return { ledger: openJsonLines(join(folder, 'ledger.jsonl')), calls: openJsonLines(join(folder, 'calls.jsonl')) }
}

function checkWorld(folder: string, stored: unknown, given: World): void {
  const plain = (world: unknown) => withoutBehaviour(JSON.parse(JSON.stringify(world)))
  if (isDeepStrictEqual(plain(stored), plain(given))) return
  throw new OnboardError({
    kind: 'failed',
    code: 'simulator/other-world',
    message: `The state in ${folder} was begun with another world than '${given.name}', or with an older edition of it.`,
    hint: 'Remove the folder to start afresh, or give another one.',
  })
}

function withoutBehaviour(world: unknown): unknown {
  if (typeof world !== 'object' || world === null) return world
  return Object.fromEntries(Object.entries(world).filter(([name]) => !Object.hasOwn(behaviourShape, name)))
}
