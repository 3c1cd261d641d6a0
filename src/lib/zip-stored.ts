/** Parts to a zip archive without compression: the way to hand checked parts to a reader that wants an archive. */

import { crc32 } from 'node:zlib'

/** Packs the parts in their order. The archive has no dates, so equal parts make equal archives. */
export function zipStored(parts: ReadonlyMap<string, Uint8Array>): Buffer {
  const chunks: Uint8Array[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, part] of parts) {
    const path = Buffer.from(name)
    const facts = factsOf(part, path)
    const header = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), facts, path])
    const own = Buffer.alloc(14)
    own.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), facts, own, path)
    chunks.push(header, part)
    offset += header.length + part.length
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(parts.size, 8)
  end.writeUInt16LE(parts.size, 10)
  end.writeUInt32LE(index.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...chunks, index, end])
}

/** What both headers of a part say of it: version, flags (names are UTF-8), method, date, checksum and sizes. */
function factsOf(part: Uint8Array, path: Buffer): Buffer {
  const facts = Buffer.alloc(26)
  facts.writeUInt16LE(20, 0)
  facts.writeUInt16LE(0x0800, 2)
  facts.writeUInt16LE(0x21, 8)
  facts.writeUInt32LE(crc32(part), 10)
  facts.writeUInt32LE(part.length, 14)
  facts.writeUInt32LE(part.length, 18)
  facts.writeUInt16LE(path.length, 22)
  return facts
}
