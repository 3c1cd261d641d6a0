/** Reads a whole file with a ceiling on its size, and says in plain terms why it could not. */

import { open } from 'node:fs/promises'

export type FileProblem = 'missing' | 'directory' | 'forbidden' | 'too-large' | 'unreadable'

export type BytesOrProblem = { bytes: Buffer } | { problem: FileProblem; cause?: unknown }

/**
 * The bytes of a file, or what is wrong with it. Pipes are read too, so the ceiling is checked while reading and not
 * only by the size that the file system tells.
 */
export async function readBytes(path: string, maxBytes: number): Promise<BytesOrProblem> {
  try {
    const handle = await open(path, 'r')
    try {
      const stat = await handle.stat()
      if (stat.isDirectory()) return { problem: 'directory' }
      if (stat.size > maxBytes) return { problem: 'too-large' }
      return await readUpTo(handle.createReadStream({ autoClose: false }), maxBytes)
    } finally {
      await handle.close()
    }
  } catch (cause) {
    return { problem: problemOf(cause), cause }
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
  return 'unreadable'
}
