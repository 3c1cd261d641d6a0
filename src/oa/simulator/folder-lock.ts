/** One simulator per state folder: a lock file with the owner's process id; a dead owner's lock is taken over. */

import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { OnboardError } from '../../lib/onboard-error.ts'

export interface Owner {
  pid: number
  isAlive: (pid: number) => boolean
}

/**
 * @returns what releases the lock.
 * @throws {OnboardError} `simulator/locked` while another simulator that is alive holds the folder.
 */
export function lockFolder(folder: string, { pid, isAlive }: Owner): () => void {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'lock')
  if (!tryWrite(file, pid)) {
    const holder = Number(readFileSync(file, 'utf8'))
    if (Number.isInteger(holder) && isAlive(holder)) throw locked(folder, holder)
    rmSync(file, { force: true })
    if (!tryWrite(file, pid)) throw locked(folder, holder)
  }
  return () => {
    rmSync(file, { force: true })
  }
}

function tryWrite(file: string, pid: number): boolean {
  try {
    writeFileSync(file, String(pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function locked(folder: string, pid: number): OnboardError {
  return new OnboardError({
    kind: 'locked',
    code: 'simulator/locked',
    message: `Another simulator (process ${pid}) uses ${folder}.`,
    hint: 'Stop it, or give another state folder.',
    facts: { pid },
  })
}
