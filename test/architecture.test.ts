/** The layers of the program: imports point down only, and nothing goes round in circles. */

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { findCycles } from '../src/graph/cycles.ts'

const src = fileURLToPath(new URL('../src', import.meta.url))

/** Each layer may import itself and those named after it. */
const mayImport: Record<string, readonly string[]> = {
  lib: [],
  catalog: ['lib'],
  oa: ['lib'],
  graph: ['catalog', 'lib'],
  resource: ['graph', 'catalog', 'oa', 'lib'],
  runbook: ['resource', 'lib'],
  plan: ['runbook', 'resource', 'graph', 'catalog', 'oa', 'lib'],
  run: ['plan', 'runbook', 'resource', 'catalog', 'oa', 'lib'],
  explain: [],
  doctor: ['resource', 'catalog', 'oa', 'lib'],
  report: ['run', 'plan', 'graph', 'catalog', 'lib'],
  view: ['report', 'doctor', 'run', 'plan', 'runbook', 'resource', 'graph', 'catalog', 'lib'],
  onboard: ['report', 'run', 'plan', 'runbook', 'resource', 'graph', 'catalog', 'oa', 'lib'],
  cli: [
    'onboard',
    'explain',
    'doctor',
    'view',
    'report',
    'run',
    'plan',
    'runbook',
    'resource',
    'graph',
    'catalog',
    'oa',
    'lib',
  ],
  index: ['onboard', 'run', 'plan', 'runbook', 'resource', 'graph', 'catalog', 'oa', 'lib'],
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .sort()

function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8')
  const found = text.matchAll(/(?:from|import\()\s*'(\.{1,2}\/[^']+)'/g)
  return [...found].map(([, path = '']) => relative(src, resolve(src, dirname(file), path)))
}

function layerOf(file: string): string {
  return file.split('/')[0]?.replace(/\.ts$/, '') ?? ''
}

describe('layers', () => {
  it('knows every layer', () => {
    expect([...new Set(files.map(layerOf))].sort()).toEqual(Object.keys(mayImport).sort())
  })

  it('imports point down only', () => {
    const upward = files.flatMap((file) =>
      importsOf(file)
        .filter((target) => layerOf(target) !== layerOf(file) && !mayImport[layerOf(file)]?.includes(layerOf(target)))
        .map((target) => `${file} → ${target}`),
    )
    expect(upward).toEqual([])
  })

  it('no file imports itself through others, types apart', () => {
    const edges = new Map(
      files.map((file) => {
        const text = readFileSync(join(src, file), 'utf8')
        const values = [...text.matchAll(/^(?:import|export)(?! type)[^;]*?from '(\.{1,2}\/[^']+)'/gm)]
        return [file, values.map(([, path = '']) => relative(src, resolve(src, dirname(file), path)))]
      }),
    )
    expect(findCycles(edges)).toEqual([])
  })

  it('only the command line reads the process', () => {
    const readers = files.filter(
      (file) =>
        layerOf(file) !== 'cli' && /\b(?:console|process)\./.test(stripComments(readFileSync(join(src, file), 'utf8'))),
    )
    expect(readers).toEqual([])
  })
})

function stripComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
}
