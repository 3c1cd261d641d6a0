/** JSON from outside, looked over before it is parsed: neither so deep nor of so many parts that handling it could hurt. */

/** More nesting than anything we read has; far less than what could exhaust the stack of whoever walks over it. */
const DEEPEST = 64

/** A value takes a few bytes of text and many of memory. */
const MOST_VALUES = 4_000_000

const [QUOTE, BACKSLASH, COMMA, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [34, 92, 44, 91, 93, 123, 125]

/**
 * As `JSON.parse`. A key named `__proto__` is an own key like any other.
 *
 * @throws SyntaxError also for what is nested too deeply or has too many values
 */
export function parsePlainJson(text: string): unknown {
  checkShape(text)
  return JSON.parse(text) as unknown
}

function checkShape(text: string): void {
  let [depth, values] = [0, 0]
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = stringEnd(text, at)
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      depth += 1
      values += 1
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1
    else if (code === COMMA) values += 1
    if (depth > DEEPEST) throw new SyntaxError(`it nests deeper than ${DEEPEST} levels`)
    if (values > MOST_VALUES) throw new SyntaxError(`it has more than ${MOST_VALUES} values`)
  }
}

/** The closing quote; the end of the text where there is none, which `JSON.parse` then refuses. */
function stringEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1
    if (backslashes % 2 === 0) return end
  }
  return text.length
}
