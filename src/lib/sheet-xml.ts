/** A look at a sheet's XML before the workbook reader gets it: how large it is, and which cells hold no real value. */

/** A formula that failed, such as `#N/A`, or one that no program has computed yet. */
const errorText = /^#(NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!|CALC!|GETTING_DATA|FORMULA)$/

const uncomputed = '#FORMULA'

/** Whether a cell of a prepared sheet holds an error instead of a value. */
export function isErrorCell(text: string): boolean {
  return text.startsWith('#') && errorText.test(text)
}

/**
 * The reader takes cells with errors for blank ones, and a blank cell can mean something else entirely: no parents, say.
 * This turns them into text, which then is no id, no number and no price.
 */
export function keepErrors(xml: string): string {
  const kept = xml.includes('t="e"') ? xml.replace(/(<c\b[^>]*\s)t="e"/g, '$1t="str"') : xml
  if (!kept.includes('<f')) return kept
  return kept.replace(
    /<c\b([^>]*)>\s*<f\b(?:[^>]*\/>|[^>]*>[^<]*<\/f>)\s*(?:<v\s*\/>\s*)?<\/c>/g,
    (_cell, attributes: string) => `<c${attributes.replace(/\st="\w+"/, '')} t="str"><v>${uncomputed}</v></c>`,
  )
}

const openTag = /<(?:[\w.-]+:)?(?:c|row)(?=[\s/>])/g
const wholeTag = /<(?:[\w.-]+:)?(c|row)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/g
const reference = /\sr\s*=\s*["']([^"']*)["']/

/** The rows and columns that Excel has. */
const cellReference = /^([A-Z]{1,3})([1-9]\d{0,6})$/
const rowReference = /^[1-9]\d{0,6}$/

/**
 * How many cells the sheet has and how many its rows would have when filled up to its last column: one cell at the far
 * corner of a sheet makes billions of them. Stops counting above `limit`.
 *
 * @returns undefined for a row or a cell that is nowhere in a sheet: the reader would look for its place without end
 */
export function countCells(xml: string, limit: number): number | undefined {
  let [tags, cells, lastRow, lastColumn, isNowhere] = [0, 0, 0, 0, false]
  for (const [, name, attributes = '', isEmpty] of xml.matchAll(wholeTag)) {
    tags += 1
    const place = reference.exec(attributes)?.[1]
    if (name === 'row') {
      isNowhere ||= place !== undefined && !rowReference.test(place)
      continue
    }
    if (++cells > limit) return cells
    const [, column = '', row = '0'] = cellReference.exec(place ?? '') ?? []
    isNowhere ||= column === ''
    if (isEmpty === '/') continue
    lastRow = Math.max(lastRow, Number(row))
    lastColumn = Math.max(lastColumn, columnNumber(column))
  }
  // What only looks like a tag to one of us would not be counted.
  if (isNowhere || tags !== (xml.match(openTag)?.length ?? 0)) return undefined
  return Math.max(cells, lastRow * lastColumn)
}

/** `A` is 1, `AA` is 27. */
function columnNumber(letters: string): number {
  let number = 0
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64
  return number
}
