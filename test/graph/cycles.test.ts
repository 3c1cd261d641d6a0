/** Circular paths: found, closed, and never by recursion. */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findCycles } from '../../src/graph/cycles.ts'

const edges = (text: Record<string, string>): Map<string, string[]> =>
  new Map(Object.entries(text).map(([from, to]) => [from, to.split('')]))

it.each([
  ['a self-reference', { a: 'a' }, ['aa']],
  ['two that refer to each other', { a: 'b', b: 'a' }, ['aba']],
  ['three in a circle, entered at the lowest', { c: 'a', b: 'c', a: 'b' }, ['abca']],
  ['a circle behind a path, without the path', { a: 'b', b: 'c', c: 'b' }, ['bcb']],
  ['two circles apart', { a: 'b', b: 'a', c: 'd', d: 'c' }, ['aba', 'cdc']],
  ['two circles through one', { a: 'bc', b: 'a', c: 'a' }, ['aba', 'aca']],
  ['nothing in a diamond', { a: 'bc', b: 'd', c: 'd', d: '' }, []],
  ['nothing where an edge leads out of the graph', { a: 'x' }, []],
])('finds %s', (_title, graph, paths) => {
  expect(findCycles(edges(graph as Record<string, string>)).map((path) => path.join(''))).toEqual(paths)
})

it('walks a chain of 20,000 that ends where it began', () => {
  const size = 20_000
  const [cycle, ...more] = findCycles(new Map(Array.from({ length: size }, (_, n) => [`${n}`, [`${(n + 1) % size}`]])))
  expect(cycle).toHaveLength(size + 1)
  expect(cycle?.at(-1)).toBe(cycle?.[0])
  expect(more).toEqual([])
})

it('finds a closed path of edges if and only if something reaches itself', () => {
  const node = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const graph = fc.array(fc.tuple(node, fc.array(node, { maxLength: 3 })), { maxLength: 5 })
  fc.assert(
    fc.property(graph, (rows) => {
      const map = new Map<string, string[]>(rows)
      const cycles = findCycles(map)
      for (const cycle of cycles) {
        expect(cycle[0]).toBe(cycle.at(-1))
        cycle.slice(1).forEach((to, index) => {
          expect(map.get(cycle[index] ?? '')).toContain(to)
        })
      }
      expect(cycles.length > 0).toBe([...map.keys()].some((key) => reaches(map, key, key)))
    }),
  )
})

function reaches(map: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean {
  const open = [from]
  const seen = new Set<string>()
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    for (const next of map.get(key) ?? []) {
      if (next === to) return true
      if (!seen.has(next)) open.push(next)
      seen.add(next)
    }
  }
  return false
}
