/** One YAML document, read by a parser that is stopped at the first signs that the text is no YAML at all. */

import { Composer, type Document, isScalar, LineCounter, Parser, visit } from 'yaml'

export interface YamlProblem {
  message: string
  /** Where in the text, from 0. */
  offset: number
}

export interface YamlReading {
  /** Absent when the text is no YAML. */
  document?: Document
  problems: YamlProblem[]
  lines: LineCounter
}

/** More problems than this have one cause. A hostile text has tens of thousands, and each takes its time. */
const MOST_PROBLEMS = 100

class EnoughProblems extends Error {}

/** Reads a text. Throws nothing that the text can cause. */
export function readYamlDocument(text: string): YamlReading {
  const lines = new LineCounter()
  const composer = new Composer({ uniqueKeys: false, stringKeys: true })
  stopEarly(composer)
  let document: Document | undefined
  const problems: YamlProblem[] = []
  const { stackTraceLimit } = Error
  // Each problem is an error object; what costs is its stack.
  Error.stackTraceLimit = 0
  try {
    for (const token of new Parser(lines.addNewLine).parse(text)) {
      if (token.type === 'error') {
        // The composer would keep each of them with the document, out of our sight.
        const { message, source, offset } = token
        problems.push({ message: source === '' ? message : `${message}: ${JSON.stringify(source)}`, offset })
        if (problems.length > MOST_PROBLEMS) throw new EnoughProblems()
        continue
      }
      for (const ended of composer.next(token)) {
        document = ended
        problems.push({ message: ONE_DOCUMENT, offset: 'offset' in token ? token.offset : 0 })
        throw new EnoughProblems()
      }
      if (composer.streamInfo().errors.length > MOST_PROBLEMS) throw new EnoughProblems()
    }
    for (const ended of composer.end(true, text.length)) document = ended
  } catch (error) {
    if (!(error instanceof EnoughProblems)) throw error
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
  const errors = [...(document?.errors ?? []), ...composer.streamInfo().errors]
  problems.push(...errors.map(({ message, pos }) => ({ message, offset: pos[0] })))
  if (document !== undefined) problems.push(...repeatedKeys(document))
  problems.sort((one, other) => one.offset - other.offset)
  return { ...(document === undefined ? {} : { document }), problems, lines }
}

const ONE_DOCUMENT = 'Only one document is accepted here, without "---" inside.'

/** The composer tells its problems to a function of its own; it has no other way to be stopped. */
function stopEarly(composer: Composer): void {
  const own = composer as unknown as { onError: (...problem: unknown[]) => void }
  const tell = own.onError
  let told = 0
  own.onError = (...problem) => {
    tell(...problem)
    told += 1
    if (told > MOST_PROBLEMS) throw new EnoughProblems()
  }
}

/** The composer compares each key with each other one of its map, which takes minutes for a long map. */
function repeatedKeys(document: Document): YamlProblem[] {
  const problems: YamlProblem[] = []
  visit(document, {
    Map: (_key, { items }) => {
      const seen = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key)) continue
        if (seen.has(key.value)) problems.push({ message: 'Map keys must be unique', offset: key.range?.[0] ?? 0 })
        seen.add(key.value)
        if (problems.length > MOST_PROBLEMS) return visit.BREAK
      }
      return undefined
    },
  })
  return problems
}
