/** What a Billing fault says: base64 of the text, by client code; an Operations error may be wrapped inside. */

const base64 = /^[A-Za-z0-9+/]+={0,2}$/
/** How Billing passes an Operations error on (documented in the vendor's knowledge base). */
const wrapped = /(?:error_code #(?<code>-?\d+),\s*)?extype_id #(?<type>-?\d+),\s*module_id #(?<module>[^,]+),/

/** Takes a `faultString`, gives its text, and `extypeId` and `moduleId` where an Operations error is wrapped in it. */
export function readFaultText(faultString: string): {
  text: string
  facts: { extypeId?: number; moduleId?: string | undefined }
} {
  const text = decodeText(faultString)
  const error = wrapped.exec(text)?.groups
  return { text, facts: error ? { extypeId: Number(error.type), moduleId: error.module } : {} }
}

// A short plain word can look like base64, but then it hardly ever decodes to printable UTF-8.
function decodeText(faultString: string): string {
  const packed = faultString.replace(/\s+/g, '')
  if (packed.length % 4 !== 0 || !base64.test(packed)) return faultString
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(packed, 'base64'))
    return isPrintable(text) ? text.trimEnd() : faultString
  } catch {
    return faultString
  }
}

function isPrintable(text: string): boolean {
  return !/[^\P{Cc}\t\r\n]/u.test(text)
}
