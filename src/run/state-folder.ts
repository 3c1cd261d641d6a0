/** Before anything is begun: can what will be done be noted, durably, where nobody else can change it? */

import { randomUUID } from 'node:crypto'
import * as files from 'node:fs/promises'
import { join } from 'node:path'
import type { Diagnostic } from '../lib/diagnostic.ts'
import { OnboardError } from '../lib/onboard-error.ts'
import { shellQuote } from '../lib/shell-quote.ts'

/** What the check does to the disk; a test can put another one in its place. */
export type ProbedFiles = Pick<typeof files, 'mkdir' | 'open' | 'link' | 'rm' | 'stat'>

const WRITABLE_BY_OTHERS = 0o022

/**
 * Makes the folder, and tries in it what a run needs: write, sync, link.
 *
 * @returns warnings
 * @throws OnboardError `state/not-writable`, `state/not-durable`
 */
export async function prepareStateFolder(folder: string, disk: ProbedFiles = files): Promise<Diagnostic[]> {
  const probe = join(folder, `probe-${randomUUID()}`)
  try {
    await disk.mkdir(folder, { recursive: true, mode: 0o700 })
    await trySync(disk, folder, probe)
    await tryLink(disk, folder, probe)
    return await warnings(disk, folder)
  } catch (error) {
    throw error instanceof OnboardError ? error : notWritable(folder, error)
  } finally {
    await disk.rm(probe, { force: true }).catch(() => undefined)
    await disk.rm(`${probe}-link`, { force: true }).catch(() => undefined)
  }
}

async function trySync(disk: ProbedFiles, folder: string, probe: string): Promise<void> {
  const handle = await disk.open(probe, 'w', 0o600)
  try {
    await handle.writeFile('probe\n')
    await handle.datasync().catch((cause: unknown) => {
      throw notDurable(folder, 'promise that what was written is on the disk (fdatasync fails)', cause)
    })
  } finally {
    await handle.close()
  }
}

/** Leases are made by links: only they are there whole or not at all, and never replace another's. */
async function tryLink(disk: ProbedFiles, folder: string, probe: string): Promise<void> {
  await disk.link(probe, `${probe}-link`).catch((cause: unknown) => {
    throw notDurable(folder, 'keep two runs apart (hard links fail)', cause)
  })
}

async function warnings(disk: ProbedFiles, folder: string): Promise<Diagnostic[]> {
  const { mode } = await disk.stat(folder)
  if ((mode & WRITABLE_BY_OTHERS) === 0) return []
  return [
    {
      severity: 'warning',
      code: 'state/open-to-others',
      message: `Others may write to the state folder ${folder}, and so could change what your runs believe.`,
      hint: `Type: chmod go-w ${shellQuote(folder)}`,
    },
  ]
}

function notWritable(folder: string, cause: unknown): OnboardError {
  return new OnboardError({
    kind: 'failed',
    code: 'state/not-writable',
    message: `The state folder ${folder} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`,
    hint: 'Nothing was done, because it could not be noted. Mend the folder, or name another one as "state" in the configuration.',
    cause,
  })
}

export function notReadable(folder: string, cause: unknown): OnboardError {
  return new OnboardError({
    kind: 'failed',
    code: 'state/not-readable',
    message: `The folder of the runs, ${folder}, cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
    hint: 'Nothing was done, because nobody knows what earlier runs owe. Mend the folder, or correct "state" in the configuration.',
    cause,
  })
}

function notDurable(folder: string, what: string, cause: unknown): OnboardError {
  return new OnboardError({
    kind: 'failed',
    code: 'state/not-durable',
    message: `The file system of the state folder ${folder} cannot ${what}: ${cause instanceof Error ? cause.message : String(cause)}.`,
    hint: 'Nothing was done, because after a crash nobody would know what was. Name a folder on a local disk as "state" in the configuration.',
    cause,
  })
}
