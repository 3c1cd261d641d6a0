/** YAML that a person wrote: data with places, and nothing that could hurt. */

import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { OnboardError } from '../../src/lib/onboard-error.ts'
import { readYamlDocument } from '../../src/lib/yaml-document.ts'
import { checkYaml, parseYaml } from '../../src/lib/yaml-source.ts'

function refused(text: string): string[] {
  try {
    parseYaml(text, 'f')
  } catch (error) {
    if (!(error instanceof OnboardError)) throw error
    return error.diagnostics.map(({ code, at }) => `${code} ${at?.line ?? ''}:${at?.column ?? ''}`)
  }
  return []
}

describe('the place of', () => {
  const source = parseYaml('a:\n  - b: 1\n    c: [x, yy]\n"d e": {f: g}\n', 'f')
  const place = (...path: (string | number)[]) => source.placeOf(path)

  it('a value, a key, and what is nearest to something missing', () => {
    expect(place('a', 0, 'c', 1)).toEqual({ file: 'f', line: 3, column: 12 })
    expect(place('d e', 'f')).toEqual({ file: 'f', line: 4, column: 12 })
    expect(source.placeOf(['d e'], 'key')).toEqual({ file: 'f', line: 4, column: 1 })
    expect(source.placeOf(['a', 0, 'c'], 'key')).toEqual({ file: 'f', line: 3, column: 5 })
    expect(place('a', 0, 'missing', 'deeper')).toEqual({ file: 'f', line: 2, column: 5 })
    expect(place('nowhere')).toEqual({ file: 'f', line: 1, column: 1 })
    expect(place()).toEqual({ file: 'f', line: 1, column: 1 })
  })

  it('anything in an empty file is the file', () => {
    expect(parseYaml('', 'f').placeOf(['a'])).toEqual({ file: 'f' })
  })
})

describe('nesting deeper than anyone writes is refused before it is parsed, however it is written:', () => {
  const many = 100_000
  it.each([
    ['open brackets', '['.repeat(many), 'yaml/too-deep 1:50'],
    ['closed brackets', '['.repeat(many) + ']'.repeat(many), 'yaml/too-deep 1:50'],
    ['braces', '{a: '.repeat(many), 'yaml/too-deep 1:195'],
    ['brackets over lines', '[\n'.repeat(many), 'yaml/too-deep 50:1'],
    ['dashes', '- '.repeat(many), 'yaml/too-deep 1:99'],
    ['question marks', '? '.repeat(many), 'yaml/too-deep 1:99'],
    ['colons', `{${'a: '.repeat(many)}}`, 'yaml/too-deep 1:147'],
    ['indentation', Array.from({ length: 2_000 }, (_, n) => `${' '.repeat(n)}-`).join('\n'), 'yaml/too-deep 50:50'],
    [
      'indentation without marks',
      Array.from({ length: 99 }, (_, n) => `${' '.repeat(n)}a`).join('\n'),
      'yaml/too-deep 51:51',
    ],
  ])('%s', (_title, text, expected) => {
    expect(refused(text)).toEqual([expected])
  })

  it('while what is long or wide is not', () => {
    const wide = Array.from({ length: 500 }, (_, n) => `k${n}: [{a: b, c: d}, - x, "y: z"]`).join('\n')
    expect(refused(wide.replaceAll('- x', 'x'))).toEqual([])
    expect(refused(`a: {${Array.from({ length: 500 }, (_, n) => `k${n}: v`).join(', ')}}`)).toEqual([])
    const list = Array.from({ length: 500 }, () => '- a: 1\n  b:\n    - c: 2').join('\n')
    expect(refused(list)).toEqual([])
    expect(refused(`${'  '.repeat(60)}a: 1\n`)).toEqual([])
    expect(parseYaml(`${'['.repeat(40)}x${']'.repeat(40)}`, 'f').data).toBeDefined()
  })
})

it('tens of thousands of pieces that are no YAML are not told one by one', () => {
  const { problems } = readYamlDocument(` words\n  user: a\nb:\n  c: d\nr: {${' a:\n'.repeat(5_000)}`)
  expect(problems.length).toBeGreaterThan(0)
  expect(problems.length).toBeLessThan(300)
})

it('aliases are refused, each with its place', () => {
  expect(refused('a: &x 1\nb: *x\nc: [*x, *y]\n')).toEqual(['yaml/alias 2:4', 'yaml/alias 3:5', 'yaml/alias 3:9'])
  expect(refused('a: &x 1\nb: "*x"\n')).toEqual([])
})

it('every syntax error is told with its place', () => {
  expect(refused('a: 1\na: 2\nb: "x\n')).toEqual(['yaml/syntax 2:1', 'yaml/syntax 4:1'])
  expect(refused('a:\n\tb: 1\n')).toHaveLength(1)
})

describe('a check', () => {
  const schema = z.strictObject({
    one: z.strictObject({ inner: z.string() }).optional(),
    map: z.record(z.string(), z.strictObject({ inside: z.string().optional() })).optional(),
    list: z.array(z.strictObject({ member: z.int() })).prefault([]),
  })
  function problems(text: string): string[] {
    try {
      checkYaml(parseYaml(text, 'f'), schema, 'x/invalid')
    } catch (error) {
      if (!(error instanceof OnboardError)) throw error
      return error.diagnostics.map(({ message, hint, at }) =>
        `${at?.line}:${at?.column} ${message} ${hint ?? ''}`.trim(),
      )
    }
    return []
  }

  it('gives the data, with defaults', () => {
    expect(checkYaml(parseYaml('one: {inner: a}', 'f'), schema, 'x')).toEqual({ one: { inner: 'a' }, list: [] })
  })

  it.each([
    ['at the top', 'on: {}', '1:1 Unknown key "on". Did you mean "one"?'],
    ['in an object', 'one:\n  inner: a\n  iner: b', '3:3 Unknown key "iner" in one. Did you mean "inner"?'],
    ['in a list', 'list:\n  - member: 1\n    membre: 2', '3:5 Unknown key "membre" in list.0. Did you mean "member"?'],
    ['in a map', 'map:\n  any: {insdie: x}', '2:9 Unknown key "insdie" in map.any. Did you mean "inside"?'],
    ['far from any', 'xyz: 1', '1:1 Unknown key "xyz". Known here: one, map, list.'],
    ['called like something of JavaScript', '__proto__: 1', '1:1 Unknown key "__proto__". Known here: one, map, list.'],
  ])('finds a misspelt key %s', (_title, text, expected) => {
    expect(problems(text)).toEqual([expected])
  })

  it('finds a missing key and a wrong value where they are', () => {
    expect(problems('one: {}\nlist:\n  - member: 1.5\n')).toEqual([
      '1:6 Missing key "one.inner".',
      '3:13 list.0.member: Invalid input: expected int, received number.',
    ])
  })

  it('repeats no value that was written', () => {
    expect(problems('one: hunter2\nlist: hunter2').join()).not.toContain('hunter2')
  })
})
