/** JSON that knows where its objects and lists start, so that a finding in a long answer can name its line. */

import type { TextPlace } from './table.ts'

export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject

export interface JsonObject {
  [key: string]: JsonValue
}

export interface JsonSource {
  value: JsonValue
  /** Where an object or a list of this value starts. */
  placeOf: (part: JsonObject | JsonValue[]) => TextPlace | undefined
}

export interface JsonProblem extends TextPlace {
  kind: 'syntax' | 'cut' | 'too-deep' | 'repeated-key'
  /** What stands there, or the key. */
  found: string
}

/** More nesting than any catalog needs. */
const deepest = 100

/**
 * Parses strict JSON. Unlike `JSON.parse` it refuses an object with the same key twice, where one value would be lost
 * in silence. Objects have no prototype, so that no key can mean anything.
 */
export function parseJson(text: string): JsonSource | JsonProblem {
  try {
    return new Parser(text).parse()
  } catch (error) {
    if (error instanceof Stop) return { kind: error.kind, found: error.found, ...placeAt(text, error.offset) }
    throw error
  }
}

class Stop extends Error {
  readonly kind: JsonProblem['kind']
  readonly offset: number
  readonly found: string

  constructor(kind: JsonProblem['kind'], offset: number, found: string) {
    super(kind)
    this.kind = kind
    this.offset = offset
    this.found = found
  }
}

class Parser {
  readonly #text: string
  readonly #starts = new Map<object, number>()
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  parse(): JsonSource {
    const value = this.#value()
    this.#blanks()
    if (this.#at < this.#text.length) throw this.#unexpected()
    return source(this.#text, value, this.#starts)
  }

  #value(): JsonValue {
    this.#blanks()
    const start = this.#text[this.#at]
    if (start === '{') return this.#nested(() => this.#object())
    if (start === '[') return this.#nested(() => this.#list())
    return start === '"' ? this.#string() : this.#word()
  }

  #nested<Value>(read: () => Value): Value {
    if (++this.#depth > deepest) throw new Stop('too-deep', this.#at, this.#text[this.#at] ?? '')
    const value = read()
    this.#depth--
    return value
  }

  #object(): JsonObject {
    const object = Object.create(null) as JsonObject
    this.#starts.set(object, this.#at++)
    this.#members('}', () => {
      this.#blanks()
      const start = this.#at
      if (this.#text[start] !== '"') throw this.#unexpected()
      const key = this.#string()
      if (key in object) throw new Stop('repeated-key', start, key)
      this.#blanks()
      if (this.#text[this.#at] !== ':') throw this.#unexpected()
      this.#at++
      object[key] = this.#value()
    })
    return object
  }

  #list(): JsonValue[] {
    const list: JsonValue[] = []
    this.#starts.set(list, this.#at++)
    this.#members(']', () => {
      list.push(this.#value())
    })
    return list
  }

  #members(end: string, readMember: () => void): void {
    this.#blanks()
    if (this.#text[this.#at] === end) {
      this.#at++
      return
    }
    for (;;) {
      readMember()
      this.#blanks()
      const next = this.#text[this.#at]
      if (next !== end && next !== ',') throw this.#unexpected()
      this.#at++
      if (next === end) return
    }
  }

  #string(): string {
    const start = this.#at
    let end = start + 1
    for (; this.#text[end] !== '"'; end++) {
      if (end >= this.#text.length) throw new Stop('cut', start, this.#text.slice(start, start + 20))
      if (this.#text[end] === '\\') end++
    }
    this.#at = end + 1
    return this.#parsed(start) as string
  }

  #word(): JsonValue {
    const start = this.#at
    while (/[\w.+-]/.test(this.#text[this.#at] ?? '')) this.#at++
    if (this.#at === start) throw this.#unexpected()
    return this.#parsed(start) as JsonValue
  }

  /** Escapes and numbers are left to the engine. */
  #parsed(start: number): unknown {
    try {
      return JSON.parse(this.#text.slice(start, this.#at))
    } catch {
      this.#at = start
      throw this.#unexpected()
    }
  }

  #blanks(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return
      this.#at++
    }
  }

  #unexpected(): Stop {
    const isEnd = this.#at >= this.#text.length
    return new Stop(isEnd ? 'cut' : 'syntax', this.#at, this.#text.slice(this.#at, this.#at + 20))
  }
}

function source(text: string, value: JsonValue, starts: ReadonlyMap<object, number>): JsonSource {
  let lines: readonly number[] | undefined
  const place = (offset: number): TextPlace => {
    lines ??= lineStarts(text)
    const line = lastAtMost(lines, offset)
    return { line: line + 1, column: offset - (lines[line] ?? 0) + 1 }
  }
  return {
    value,
    placeOf: (part) => {
      const start = starts.get(part)
      return start === undefined ? undefined : place(start)
    },
  }
}

function placeAt(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** The index of the last number that is not greater; the numbers ascend. */
function lastAtMost(numbers: readonly number[], wanted: number): number {
  let [low, high] = [0, numbers.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((numbers[middle] ?? 0) <= wanted) low = middle
    else high = middle - 1
  }
  return low
}
