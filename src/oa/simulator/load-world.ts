/** Reads a world file; every problem comes with its line and column. */

import { LineCounter, parseDocument, type Document } from 'yaml'
import type { Diagnostic, Place } from '../../lib/diagnostic.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import { readTextFile } from '../../lib/read-text-file.ts'
import { type World, worldSchema } from './world.ts'

/** A provider with tens of thousands of plans is smaller. */
const LARGEST = 64 * 1024 * 1024

/** @throws {OnboardError} `world/unreadable` or `world/invalid`, with diagnostics. */
export async function loadWorld(file: string): Promise<World> {
  return parseWorld(await readText(file), file)
}

/**
 * A world from the text of a YAML (or JSON) file; `file` only names the place of a problem.
 * @throws {OnboardError} `world/invalid`, with diagnostics.
 */
export function parseWorld(text: string, file: string): World {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const placeAt = (offset: number | undefined): Place => {
    if (offset === undefined) return { file }
    const { line, col } = lines.linePos(offset)
    return { file, line, column: col }
  }
  if (document.errors.length > 0) {
    throw invalidWorld(
      file,
      document.errors.map((error) => problem(error.message, placeAt(error.pos[0]))),
    )
  }
  const parsed = worldSchema.safeParse(document.toJS())
  if (parsed.success) return parsed.data
  throw invalidWorld(
    file,
    parsed.error.issues.map((issue) => {
      const path = issue.path.join('.')
      return problem(path === '' ? issue.message : `${path}: ${issue.message}`, placeAt(offsetOf(document, issue.path)))
    }),
  )
}

function readText(file: string): Promise<string> {
  const hint = 'The worlds that come with the program are in its folder worlds/.'
  return readTextFile({ what: 'The world', file, largest: LARGEST, code: 'world/unreadable', hint })
}

function problem(message: string, at: Place): Diagnostic {
  return { severity: 'error', code: 'world/invalid', message, at }
}

function invalidWorld(file: string, diagnostics: Diagnostic[]): OnboardError {
  const message = `${file} does not describe a world.`
  return new OnboardError({ kind: 'invalid-input', code: 'world/invalid', message, diagnostics })
}

/** Where the value at `path` starts; for a value that is missing, where the nearest thing around it starts. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true)
    if (isRanged(node)) return node.range[0]
  }
  return undefined
}

function isRanged(node: unknown): node is { range: [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
}
