/** YAML that a person wrote: its data, and where each part of it stands. */

import { isMap, isPair, isScalar, visit, type Document, type Node } from 'yaml'
import type { z } from 'zod'
import { collapseDiagnostics } from './collapse-diagnostics.ts'
import type { Diagnostic, Place } from './diagnostic.ts'
import { OnboardError } from './onboard-error.ts'
import { closest } from './text.ts'
import { uncompiled } from './uncompiled.ts'
import { readYamlDocument } from './yaml-document.ts'

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
 * @throws OnboardError `yaml/syntax`, `yaml/alias` or `yaml/too-deep`, with one diagnostic for each problem
 */
export function parseYaml(text: string, file: string): YamlSource {
  // Before anything recursive sees the text: deep enough, it would end the process, not only this call.
  refuseDepth(text, file)
  const { document, problems, lines } = readYamlDocument(text)
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { file, line, column: col }
  }
  if (document === undefined || problems.length > 0) {
    throw invalid(
      'yaml/syntax',
      `${file} is not valid YAML.`,
      problems.map(({ message, offset }) => ({
        severity: 'error',
        code: 'yaml/syntax',
        message,
        at: at(offset),
      })),
    )
  }
  refuseAliases(document, file, at)
  return {
    data: document.toJS({ maxAliasCount: 0 }),
    placeOf: (path, part = 'value') => {
      const node = nodeAt(document, path, part)
      return node?.range == null ? { file } : at(node.range[0])
    },
  }
}

function refuseAliases(document: Document, file: string, at: (offset: number) => Place): void {
  const diagnostics: Diagnostic[] = []
  visit(document, {
    Alias: (_key, node) => {
      diagnostics.push({
        severity: 'error',
        code: 'yaml/alias',
        message: `The alias *${node.source} is not accepted here.`,
        hint: 'Write the value out where the alias stands.',
        ...(node.range == null ? {} : { at: at(node.range[0]) }),
      })
    },
  })
  if (diagnostics.length > 0) throw invalid('yaml/alias', `${file} uses YAML aliases.`, diagnostics)
}

function refuseDepth(text: string, file: string): void {
  const at = tooDeepAt(text)
  if (at === undefined) return
  const message = `Nested more than ${DEEPEST} levels deep.`
  throw invalid('yaml/too-deep', `${file} is nested too deeply.`, [
    { severity: 'error', code: 'yaml/too-deep', message, at: { file, ...at } },
  ])
}

/** Where the text may go too deep: an upper bound from indentation, open brackets and indicators on one line. */
function tooDeepAt(text: string): Omit<Place, 'file'> | undefined {
  const indents: number[] = []
  let open = 0
  for (const [index, line] of text.split('\n').entries()) {
    const indent = line.search(/\S/)
    if (indent >= 0) {
      while ((indents.at(-1) ?? -1) >= indent) indents.pop()
      indents.push(indent)
    }
    let run = 0
    for (const { 0: mark, index: column } of line.matchAll(/[[\]{},]|[-?:](?=\s|$)/g)) {
      if ('-?:'.includes(mark)) run += 1
      else run = 0
      if ('[{'.includes(mark)) open += 1
      if (']}'.includes(mark)) open = Math.max(0, open - 1)
      if (indents.length + open + run > DEEPEST) return { line: index + 1, column: column + 1 }
    }
    if (indents.length > DEEPEST) return { line: index + 1, column: indent + 1 }
  }
  return undefined
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
  const parsed = schema.safeParse(source.data, uncompiled)
  if (parsed.success) return parsed.data
  const diagnostics = parsed.error.issues.slice(0, MOST_TOLD).flatMap((issue) => describe(issue, source, code, schema))
  const file = source.placeOf([]).file
  const problems = diagnostics.length === 1 ? 'a problem' : `${diagnostics.length} problems`
  throw invalid(code, `${file} has ${problems}.`, diagnostics)
}

type Issue = z.core.$ZodIssue

/** To find the place of a problem takes a walk through the text; who has a hundred mends them first. */
const MOST_TOLD = 100

const QUOTE_IT = 'Put it in quotes: YAML takes it for a number.'

function describe(issue: Issue, source: YamlSource, code: string, schema: z.ZodType): Diagnostic[] {
  const path = issue.path.join('.')
  if (issue.code !== 'unrecognized_keys') {
    const found = valueAt(source.data, issue.path)
    const where = path === '' ? '' : `${path}: `
    const message = found === undefined ? `Missing key "${path}".` : `${where}${issue.message}.`
    const choices = issue.code === 'invalid_value' ? issue.values.map(String) : []
    const meant = typeof found === 'string' ? closest(found, choices) : undefined
    const isNumber = typeof found === 'number' && issue.code === 'invalid_type' && issue.expected === 'string'
    const advice = isNumber ? QUOTE_IT : meant === undefined ? undefined : `Did you mean "${meant}"?`
    const hint = advice === undefined ? {} : { hint: advice }
    return [{ severity: 'error', code, message, ...hint, at: source.placeOf(issue.path) }]
  }
  const known = knownKeys(schema, issue.path)
  return issue.keys.slice(0, MOST_TOLD).map((key) => {
    const meant = closest(key, known)
    const hint = meant === undefined ? `Known here: ${known.join(', ') || 'none'}.` : `Did you mean "${meant}"?`
    const message = `Unknown key "${key}"${path === '' ? '' : ` in ${path}`}.`
    return { severity: 'error', code, message, hint, at: source.placeOf([...issue.path, key], 'key') }
  })
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], data)
}

/** The keys that a schema knows at a path, as far as plain objects, maps, lists and wrappers lead. */
function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let current: unknown = schema
  const unwrap = (value: unknown): unknown => {
    let inner = value as { _zod?: { def?: { innerType?: unknown; in?: unknown } } } | undefined
    for (
      let def = inner?._zod?.def;
      def !== undefined && (def.innerType ?? def.in) !== undefined;
      def = inner?._zod?.def
    ) {
      inner = (def.innerType ?? def.in) as typeof inner
    }
    return inner
  }
  for (const step of path) {
    const inner = unwrap(current) as
      { _zod?: { def?: { shape?: Record<PropertyKey, unknown>; element?: unknown; valueType?: unknown } } } | undefined
    const def = inner?._zod?.def
    current = typeof step === 'number' ? def?.element : (def?.shape?.[step] ?? def?.valueType)
  }
  const shape = (unwrap(current) as { _zod?: { def?: { shape?: object } } } | undefined)?._zod?.def?.shape
  return shape === undefined ? [] : Object.keys(shape)
}

function invalid(code: string, message: string, diagnostics: readonly Diagnostic[]): OnboardError {
  return new OnboardError({ kind: 'invalid-input', code, message, diagnostics: collapseDiagnostics(diagnostics) })
}
