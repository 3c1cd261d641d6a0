/** The file under a journal: an ordinary one of our own, or nothing at all. */

import { appendFileSync, constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { OnboardError } from '../lib/onboard-error.ts'

/** What a journal needs of its file; a test can put a failing disk in its place. */
export interface JournalHandle extends Pick<
  FileHandle,
  'stat' | 'read' | 'readFile' | 'truncate' | 'datasync' | 'close'
> {
  /**
   * At once: between the look at the lease and the write no other thread may wait for its turn, or a process that is
   * stopped there would write when it is continued.
   */
  append(text: string): void
}

export interface JournalFileOptions {
  /** The user that the file must belong to; undefined where files have no owners. */
  uid?: number | undefined
  open?: (file: string, flags: number, mode: number) => Promise<JournalHandle>
}

async function openOnDisk(file: string, flags: number, mode: number): Promise<JournalHandle> {
  const handle = await open(file, flags, mode)
  return Object.assign(handle, {
    append: (text: string) => {
      appendFileSync(handle.fd, text)
    },
  })
}

// A link is not followed, and a FIFO does not keep us waiting for its other end.
const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_RDWR } = constants
const SAFELY = O_NOFOLLOW | O_NONBLOCK

/**
 * Opens a journal for reading, or for appending, in which case it is made when it is not there.
 *
 * @throws OnboardError `journal/not-a-file`, `journal/other-owner`, `journal/unreadable`; before a byte is read
 */
export async function openJournalFile(
  file: string,
  access: 'read' | 'append',
  { uid, open: openWith = openOnDisk }: JournalFileOptions = {},
): Promise<JournalHandle> {
  let handle: JournalHandle
  try {
    handle = await openWith(file, SAFELY | (access === 'read' ? O_RDONLY : O_RDWR | O_APPEND | O_CREAT), 0o600)
  } catch (cause) {
    throw notOpened(file, cause)
  }
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) throw notAFile(file)
    if (uid !== undefined && stat.uid !== uid) throw otherOwner(file)
    return handle
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** ELOOP: a symbolic link; ENXIO: a FIFO or device with nobody behind it; EISDIR: a folder. */
function notOpened(file: string, cause: unknown): unknown {
  const { code = '', message } = cause as NodeJS.ErrnoException
  if (['ELOOP', 'EMLINK', 'ENXIO', 'EISDIR', 'ENODEV'].includes(code)) return notAFile(file, cause)
  if (code === 'EACCES' || code === 'EPERM') return otherOwner(file, cause)
  return refused(
    'journal/unreadable',
    `The journal ${file} cannot be opened: ${message}.`,
    'Nothing was done. Mend the folder, then try again.',
    cause,
  )
}

function notAFile(file: string, cause?: unknown): OnboardError {
  return refused(
    'journal/not-a-file',
    `The journal ${file} is not an ordinary file, so this program has not made it.`,
    'Nothing was done. See what put a link, a pipe or a device there, and move the folder of this run away.',
    cause,
  )
}

function otherOwner(file: string, cause?: unknown): OnboardError {
  return refused(
    'journal/other-owner',
    `The journal ${file} belongs to another user.`,
    'Nothing was done. Go on as the user who started the run, or give the whole state folder to one user.',
    cause,
  )
}

function refused(code: string, message: string, hint: string, cause: unknown): OnboardError {
  return new OnboardError({ kind: 'failed', code, message, hint, cause })
}
