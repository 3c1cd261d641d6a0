/** YAML that a person wrote: its data, and where each part of it stands. */

import { isMap, isPair, isScalar, LineCounter, parseDocument, type Document, type Node } from 'yaml'
import type { z } from 'zod'
import type { Diagnostic, Place } from './diagnostic.ts'
import { OnboardError } from './onboard-error.ts'
import { closest } from './text.ts'

/** More nesting than any runbook or configuration needs. */
const DEEPEST = 50

export interface YamlSource {
  data: unknown
  /** The place of the value (or, for `key`, of the key) at a path; of the nearest known part above it otherwise. */
  placeOf(path: readonly PropertyKey[], part?: 'key' | 'value'): Place
}

/**
 * Parses one YAML document. Aliases are refused: they are the way to make a small file huge.
 *
 * @param file how the file is called in messages
 * @throws OnboardError `yaml/syntax` with one diagnostic for each problem
 */
export function parseYaml(text: string, file: string): YamlSource {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { file, line, column: col }
  }
  if (document.errors.length > 0) {
    throw invalid(
      'yaml/syntax',
      `${file} is not valid YAML.`,
      document.errors.map((error) => ({
        severity: 'error',
        code: 'yaml/syntax',
        message: error.message.split('\n')[0]?.replace(/ at line .*$/, '') ?? 'syntax error',
        at: at(error.pos[0]),
      })),
    )
  }
  const depth = depthOf(text)
  if (depth > DEEPEST) throw invalid('yaml/too-deep', `${file} is nested more than ${DEEPEST} levels deep.`, [])
  return {
    data: toData(document, file),
    placeOf: (path, part = 'value') => {
      const node = nodeAt(document, path, part)
      return node?.range == null ? { file } : at(node.range[0])
    },
  }
}

function toData(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 })
  } catch (cause) {
    throw new OnboardError({
      kind: 'invalid-input',
      code: 'yaml/alias',
      message: `${file} uses YAML aliases, which are not accepted here.`,
      hint: 'Write the value out where the alias (*name) stands.',
      cause,
    })
  }
}

/** A quick upper bound from indentation and flow brackets, before anything recursive touches the document. */
function depthOf(text: string): number {
  let open = 0
  let deepest = 0
  for (const character of text) {
    if (character === '[' || character === '{') deepest = Math.max(deepest, (open += 1))
    else if (character === ']' || character === '}') open = Math.max(0, open - 1)
  }
  return deepest
}

function nodeAt(document: Document, path: readonly PropertyKey[], part: 'key' | 'value'): Node | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const parent = length === 0 ? undefined : document.getIn(path.slice(0, length - 1), true)
    if (part === 'key' && isMap(parent)) {
      const pair = parent.items.find(
        (item) => isPair(item) && isScalar(item.key) && item.key.value === path[length - 1],
      )
      if (pair !== undefined) return pair.key as Node
    }
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (node !== undefined && node !== null) return node as Node
  }
  return undefined
}

/**
 * Checks the data of a YAML source against a schema.
 *
 * @param code the code of the diagnostics, such as `runbook/invalid`
 * @throws OnboardError with that code and every problem, each with its place and, for a misspelt key, the nearest one
 */
export function checkYaml<S extends z.ZodType>(source: YamlSource, schema: S, code: string): z.output<S> {
  const parsed = schema.safeParse(source.data)
  if (parsed.success) return parsed.data
  const diagnostics = parsed.error.issues.flatMap((issue) => describe(issue, source, code, schema))
  const file = source.placeOf([]).file
  const problems = diagnostics.length === 1 ? 'a problem' : `${diagnostics.length} problems`
  throw invalid(code, `${file} has ${problems}.`, diagnostics)
}

type Issue = z.core.$ZodIssue

function describe(issue: Issue, source: YamlSource, code: string, schema: z.ZodType): Diagnostic[] {
  const path = issue.path.join('.')
  if (issue.code !== 'unrecognized_keys') {
    const where = path === '' ? '' : `${path}: `
    return [{ severity: 'error', code, message: `${where}${issue.message}.`, at: source.placeOf(issue.path) }]
  }
  const known = knownKeys(schema, issue.path)
  return issue.keys.map((key) => {
    const meant = closest(key, known)
    const hint = meant === undefined ? `Known here: ${known.join(', ')}.` : `Did you mean "${meant}"?`
    const message = `Unknown key "${key}"${path === '' ? '' : ` in ${path}`}.`
    return { severity: 'error', code, message, hint, at: source.placeOf([...issue.path, key], 'key') }
  })
}

/** The keys that a schema knows at a path, as far as plain objects, lists and wrappers lead. */
function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let current: unknown = schema
  const unwrap = (value: unknown): unknown => {
    let inner = value as { _zod?: { def?: { innerType?: unknown; in?: unknown } } }
    for (
      let def = inner._zod?.def;
      def !== undefined && (def.innerType ?? def.in) !== undefined;
      def = inner._zod?.def
    ) {
      inner = (def.innerType ?? def.in) as typeof inner
    }
    return inner
  }
  for (const step of path) {
    const def = (unwrap(current) as { _zod?: { def?: { shape?: Record<PropertyKey, unknown>; element?: unknown } } })
      ._zod?.def
    current = typeof step === 'number' ? def?.element : def?.shape?.[step]
  }
  const shape = (unwrap(current) as { _zod?: { def?: { shape?: object } } } | undefined)?._zod?.def?.shape
  return shape === undefined ? [] : Object.keys(shape)
}

function invalid(code: string, message: string, diagnostics: readonly Diagnostic[]): OnboardError {
  return new OnboardError({ kind: 'invalid-input', code, message, diagnostics })
}
