/** The parts of a zip archive, with a ceiling on what they may grow to: a small archive can hold terabytes. */

import { crc32, inflateRawSync } from 'node:zlib'

export type ZipProblem = 'damaged' | 'encrypted' | 'too-large'

export class UnzipError extends Error {
  readonly problem: ZipProblem

  constructor(problem: ZipProblem, cause?: unknown) {
    super(`zip archive: ${problem}`, cause === undefined ? undefined : { cause })
    this.problem = problem
  }
}

interface Entry {
  name: string
  flags: number
  method: number
  checksum: number
  packedSize: number
  /** Where the entry's own header starts. */
  offset: number
}

/**
 * Unpacks the wanted parts, in the order of the archive's directory. What the archive says about sizes is not trusted.
 *
 * @param maxBytes for all wanted parts together
 * @throws UnzipError when the archive is damaged, encrypted or too large
 */
export function unzip(archive: Buffer, wanted: (name: string) => boolean, maxBytes: number): Map<string, Buffer> {
  const parts = new Map<string, Buffer>()
  let left = maxBytes
  try {
    for (const entry of entriesOf(archive)) {
      if (!wanted(entry.name)) continue
      const part = unpack(archive, entry, left)
      if (parts.has(entry.name)) throw new UnzipError('damaged')
      parts.set(entry.name, part)
      left -= part.length
    }
  } catch (error) {
    throw error instanceof UnzipError ? error : new UnzipError(isTooLarge(error) ? 'too-large' : 'damaged', error)
  }
  return parts
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}

/** Reading past the end of the buffer throws, which `unzip` takes as damage. */
function entriesOf(archive: Buffer): Entry[] {
  const end = archive.lastIndexOf('PK\u0005\u0006', undefined, 'latin1')
  if (end === -1) throw new UnzipError('damaged')
  const count = archive.readUInt16LE(end + 10)
  const entries: Entry[] = []
  let at = archive.readUInt32LE(end + 16)
  for (let number = 0; number < count; number++) {
    if (archive.toString('latin1', at, at + 4) !== 'PK\u0001\u0002') throw new UnzipError('damaged')
    const [nameSize, extraSize, commentSize] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field))
    const nameEnd = at + 46 + (nameSize ?? 0)
    entries.push({
      name: archive.toString('utf8', at + 46, nameEnd),
      flags: archive.readUInt16LE(at + 8),
      method: archive.readUInt16LE(at + 10),
      checksum: archive.readUInt32LE(at + 16),
      packedSize: archive.readUInt32LE(at + 20),
      offset: archive.readUInt32LE(at + 42),
    })
    at = nameEnd + (extraSize ?? 0) + (commentSize ?? 0)
  }
  return entries
}

function unpack(archive: Buffer, entry: Entry, maxBytes: number): Buffer {
  if ((entry.flags & 1) !== 0) throw new UnzipError('encrypted')
  const start = entry.offset + 30 + archive.readUInt16LE(entry.offset + 26) + archive.readUInt16LE(entry.offset + 28)
  const packed = archive.subarray(start, start + entry.packedSize)
  if (packed.length !== entry.packedSize || ![0, 8].includes(entry.method)) throw new UnzipError('damaged')
  if (entry.method === 0 && packed.length > maxBytes) throw new UnzipError('too-large')
  // Zero would mean no ceiling.
  const part = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, maxBytes) })
  if (crc32(part) !== entry.checksum) throw new UnzipError('damaged')
  return part
}
