/** The processes of this machine, as leases need to see them. */

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { ProcessTable, Self } from '../lib/process-table.ts'

/** How long a process that was killed may take to be gone. */
const PATIENCE_MS = 5_000

export function processTable(env: Readonly<Record<string, string | undefined>>): ProcessTable {
  let self: Self | undefined
  return {
    self: () => (self ??= describeSelf(env)),
    startOf,
    end,
  }
}

export function userName(env: Readonly<Record<string, string | undefined>>): string {
  try {
    return userInfo().username
  } catch {
    return env['USER'] ?? 'unknown'
  }
}

function describeSelf(env: Readonly<Record<string, string | undefined>>): Self {
  const { pid } = process
  return { user: userName(env), host: hostname(), machine: machine(), pid, started: startOf(pid) ?? '' }
}

/** Two containers may share a host name, and a machine may boot again: then their pids say nothing about each other. */
function machine(): string {
  let parts = [hostname()]
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    parts = [...parts, boot, readlinkSync('/proc/self/ns/pid')]
  } catch {
    // Not Linux: the host name is all there is.
  }
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16)
}

function startOf(pid: number): string | undefined {
  try {
    // After the name in parentheses, which may hold anything: state is field 3, start time in ticks since boot field 22.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\)\s*/s, '')
      .split(' ')
    // A zombie runs no more; it only waits for its parent.
    return /[ZX]/.test(fields[0] ?? '') ? undefined : (fields[19] ?? '')
  } catch {
    return isThere(pid) ? startByPs(pid) : undefined
  }
}

/** Where there is no /proc, or it hides the processes of others. */
function startByPs(pid: number): string {
  try {
    const args = ['-o', 'lstart=', '-p', String(pid)]
    return execFileSync('ps', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 2_000 }).trim()
  } catch {
    return ''
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function end(pid: number): Promise<'gone' | 'forbidden' | 'still-there'> {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH' ? 'gone' : 'forbidden'
  }
  const until = performance.now() + PATIENCE_MS
  while (performance.now() < until) {
    if (startOf(pid) === undefined) return 'gone'
    await delay(10)
  }
  return 'still-there'
}
