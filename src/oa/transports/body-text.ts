/** Bytes of a body to text, refused where they are not in the encoding they claim: no replacement characters. */

const declaredEncoding = /^<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/

/** UTF-8, unless the XML declaration names another encoding. @throws TypeError or RangeError from the decoder */
export function decodeXmlBytes(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, 200))
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
  return decode(bytes, declaredEncoding.exec(start)?.[1] ?? 'utf-8')
}

/** JSON is always UTF-8. @throws TypeError from the decoder */
export function decodeJsonBytes(bytes: Uint8Array): string {
  return decode(bytes, 'utf-8')
}

function decode(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding, { fatal: true }).decode(bytes)
}
