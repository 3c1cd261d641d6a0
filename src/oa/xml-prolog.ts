/** What stands before the root element of an XML document, read without a parser. */

const skipped: readonly (readonly [start: string, end: string])[] = [
  ['<?', '?>'],
  ['<!--', '-->'],
]

/** Takes a document, gives the offset of its `<!DOCTYPE` (in any case, as HTML has it), if it has one. */
export function findDoctype(xml: string): number | undefined {
  let at = 0
  for (;;) {
    at = xml.indexOf('<', at)
    if (at === -1) return undefined
    const construct = skipped.find(([start]) => xml.startsWith(start, at))
    if (!construct) return /^<!doctype/i.test(xml.slice(at, at + 9)) ? at : undefined
    const end = xml.indexOf(construct[1], at + construct[0].length)
    if (end === -1) return undefined
    at = end + construct[1].length
  }
}
