/** One at a time: a lock file that names its holder. A holder that is dead on this machine is taken over. */

import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OnboardError } from './onboard-error.ts'

export interface Owner {
  pid: number
  host: string
  /** Whether a process of this machine is there. */
  isAlive: (pid: number) => boolean
}

export interface LockOptions {
  /** What is locked, for messages. */
  folder: string
  /** The lock file in it. */
  name: string
  owner: Owner
  /** The code of the error, and what holds the lock, for its message: "Another run". */
  code: string
  who: string
  hint: string
}

/**
 * @returns what releases the lock
 * @throws OnboardError of kind `locked` while somebody else holds it: alive here, or on another machine, which we
 *   cannot see into
 */
export function lockFolder(options: LockOptions): () => void {
  const { folder, name, owner } = options
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, name)
  const mine = `${owner.pid} ${owner.host}`
  if (!tryWrite(file, mine)) {
    const [pid = '', host = ''] = readFileSync(file, 'utf8').split(' ')
    const isDead = host === owner.host && !owner.isAlive(Number(pid))
    if (!isDead) throw locked(options, pid, host)
    rmSync(file, { force: true })
    if (!tryWrite(file, mine)) throw locked(options, pid, host)
  }
  return () => {
    rmSync(file, { force: true })
  }
}

/** A lock is there with its holder's name in it or not at all: written aside, then linked. */
function tryWrite(file: string, content: string): boolean {
  const aside = `${file}.${randomUUID()}`
  writeFileSync(aside, content, { flag: 'wx', mode: 0o600 })
  try {
    linkSync(aside, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

function locked({ folder, name, owner, code, who, hint }: LockOptions, pid: string, host: string): OnboardError {
  const elsewhere = host === owner.host ? '' : ` on ${host}`
  return new OnboardError({
    kind: 'locked',
    code,
    message: `${who} (process ${pid}${elsewhere}) uses ${folder}.`,
    hint: `${hint} If that process is something else by now, remove ${join(folder, name)}.`,
    facts: { pid: Number(pid), host },
  })
}
