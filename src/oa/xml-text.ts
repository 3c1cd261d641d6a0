/** Text inside an XML element, so that a parser gives back exactly the characters that went in. */

import { XmlRpcEncodingError } from './xml-rpc-errors.ts'

// XML 1.0 has no way to carry these, not even as a character reference. The `u` flag makes a lone surrogate visible.
// eslint-disable-next-line no-control-regex
const unsendable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/u

// A bare carriage return would reach the other side as a line feed (XML 1.0, section 2.11).
const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }

/**
 * Takes any text and the path to name in an error, gives XML character data.
 * @throws XmlRpcEncodingError when XML 1.0 cannot carry one of its characters.
 */
export function escapeText(text: string, path: string): string {
  const found = unsendable.exec(text)
  if (found)
    throw new XmlRpcEncodingError(`it contains ${describeCharacter(found[0])} at position ${found.index}`, path)
  return text.replace(/[&<>\r]/g, (character) => escapes[character] ?? character)
}

function describeCharacter(character: string): string {
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
  return `the character U+${code}, which XML cannot carry`
}
