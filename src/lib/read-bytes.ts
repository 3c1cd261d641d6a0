/** Reads a whole file with a ceiling on its size, and says in plain terms why it could not. */

import { constants, open, type FileHandle } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

export type FileProblem = 'missing' | 'directory' | 'forbidden' | 'too-large' | 'device' | 'looped' | 'unreadable'

export type BytesOrProblem = { bytes: Buffer } | { problem: FileProblem; cause?: unknown }

/** What a caller that has no better words says of a problem, after "cannot be read: ". */
export const fileProblems: Readonly<Record<FileProblem, string>> = {
  missing: 'there is no such file',
  directory: 'it is a folder',
  forbidden: 'you may not read it',
  'too-large': 'it is too large',
  device: 'it is a device and no file',
  looped: 'its links lead round in a circle',
  unreadable: 'the disk or the system refuses',
}

/**
 * The bytes of a file, or what is wrong with it. Pipes are read too, so the ceiling is checked while reading and not
 * only by the size that the file system tells. A pipe that nobody writes to is empty; it is not waited for.
 */
export async function readBytes(path: string, maxBytes: number): Promise<BytesOrProblem> {
  try {
    // Without O_NONBLOCK the opening of a pipe waits for its writer, perhaps for ever. Windows has no such flag.
    const handle = await open(path, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0))
    try {
      return await readHandle(handle, maxBytes)
    } finally {
      await handle.close()
    }
  } catch (cause) {
    return { problem: problemOf(cause), cause }
  }
}

async function readHandle(handle: FileHandle, maxBytes: number): Promise<BytesOrProblem> {
  const stat = await handle.stat()
  if (stat.isDirectory()) return { problem: 'directory' }
  if (!stat.isFile() && !stat.isFIFO()) return { problem: 'device' }
  if (stat.size > maxBytes) return { problem: 'too-large' }
  return readUpTo(
    stat.isFIFO() ? pipeChunks(handle) : handle.createReadStream({ autoClose: false, highWaterMark: 1 << 20 }),
    maxBytes,
  )
}

/** A pipe that is opened like this says "again" as long as its writer has nothing to say yet. */
async function* pipeChunks(handle: FileHandle): AsyncGenerator<Buffer> {
  for (;;) {
    const read = await handle.read(Buffer.allocUnsafe(1 << 16)).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined
      throw error
    })
    if (read === undefined) await sleep(10)
    else if (read.bytesRead === 0) return
    else yield read.buffer.subarray(0, read.bytesRead)
  }
}

async function readUpTo(chunks: AsyncIterable<unknown>, maxBytes: number): Promise<BytesOrProblem> {
  const read: Buffer[] = []
  let size = 0
  for await (const chunk of chunks) {
    const bytes = chunk as Buffer
    size += bytes.length
    if (size > maxBytes) return { problem: 'too-large' }
    read.push(bytes)
  }
  return { bytes: Buffer.concat(read, size) }
}

function problemOf(cause: unknown): FileProblem {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'missing'
  if (code === 'EISDIR') return 'directory'
  if (code === 'EACCES' || code === 'EPERM') return 'forbidden'
  if (code === 'ENXIO' || code === 'ENODEV') return 'device'
  return code === 'ELOOP' ? 'looped' : 'unreadable'
}
