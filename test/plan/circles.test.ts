/** Types that list each other: all of them are created, and those that came too early are completed afterwards. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deferCircular } from '../../src/plan/defer-circular.ts'
import { readRunbookWithout } from './runbooks.ts'
import { at, catalogOf, guid, offer, plan, type GivenOffer } from './small-world.ts'

const references = (text: Record<string, string>) =>
  new Map(Object.entries(text).map(([key, targets]) => [key, targets.split('')]))

describe('deferCircular', () => {
  it.each([
    ['nothing without a circle', { c: 'ab', b: 'a', a: '' }, {}],
    ['nothing for what exists, or for oneself', { a: 'axyz', b: 'a' }, {}],
    ['one reference of a pair', { a: 'b', b: 'a' }, { a: 'b' }],
    ['one of three in a circle', { a: 'b', b: 'c', c: 'a' }, { a: 'b' }],
    ['nothing of who only leads to a circle', { a: 'b', b: 'c', c: 'b' }, { b: 'c' }],
    ['nothing between two circles', { a: 'bc', b: 'a', c: 'd', d: 'c' }, { c: 'd', a: 'b' }],
    ['of a pair, the reference of who has another one left', { a: 'b', b: 'ax' }, { b: 'a' }],
    ['as many as needed where all refer to all', { a: 'bc', b: 'ac', c: 'ab' }, { a: 'bc', b: 'c' }],
  ])('defers %s', (_title, given, expected) => {
    const deferred = deferCircular(references(given))
    expect(deferred).toEqual(references(expected as Record<string, string>))
  })

  it('leaves an order in which everything else comes first, and defers only parts of circles', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
    const rows = fc.uniqueArray(fc.tuple(key, fc.uniqueArray(key, { maxLength: 4 })), { selector: ([name]) => name })
    fc.assert(
      fc.property(rows, (entries) => {
        const map = new Map<string, string[]>(entries)
        const deferred = deferCircular(map)
        const rest = new Map(
          [...map].map(([name, targets]) => {
            const now = targets.filter((t) => t !== name && map.has(t) && deferred.get(name)?.includes(t) !== true)
            return [name, now]
          }),
        )
        expect([...map.keys()].some((name) => reaches(rest, name, name))).toBe(false)
        for (const [name, targets] of deferred) {
          expect(targets.length).toBeGreaterThan(0)
          for (const target of targets) {
            expect(map.get(name)).toContain(target)
            expect(reaches(map, target, name)).toBe(true)
          }
        }
      }),
      { numRuns: 500 },
    )
  })
})

function reaches(map: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean {
  const seen = new Set<string>()
  const open = [from]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const next of map.get(name) ?? []) {
      if (next === to) return true
      if (!seen.has(next)) open.push(next)
      seen.add(next)
    }
  }
  return false
}

/** `id needs…` of the operations on types of one kind, with the n-th offers as numbers. */
function typeOperations(kind: string, ...offers: [number, GivenOffer][]) {
  const made = plan({ catalog: catalogOf(...offers.map(([number, given]) => offer(number, given))) })
  const short = (id: string) => id.replace(/^[^:]*:/, '').replace(/0{8}-0000-4000-8000-0*/, '')
  return made.operations
    .filter(({ address }) => address?.startsWith(`${kind}/`))
    .map(({ id, action, needs, changes }) => {
      const list = changes.find(({ field }) => ['upgrades', 'parents'].includes(field))?.to as string[]
      const numbers = list.map((target) => parseInt(target.slice(-12), 16))
      return `${action} ${short(id)} [${numbers.join()}] after ${needs.map(short).join(' ') || 'nothing'}`
    })
}

describe('upgrades in circles', () => {
  it('of two: one is created without, and completed when both are there', () => {
    expect(typeOperations('license-type', [1, { convertsTo: [2] }], [2, { convertsTo: [1] }])).toEqual([
      'create license-type/1 [] after nothing',
      'update license-type/1+ [2] after license-type/1 license-type/2',
      'create license-type/2 [1] after license-type/1',
    ])
  })

  it('of three', () => {
    expect(
      typeOperations('license-type', [1, { convertsTo: [2] }], [2, { convertsTo: [3] }], [3, { convertsTo: [1] }]),
    ).toEqual([
      'create license-type/1 [] after nothing',
      'update license-type/1+ [2] after license-type/1 license-type/2',
      'create license-type/2 [3] after license-type/3',
      'create license-type/3 [1] after license-type/1',
    ])
  })
})

describe('parents in circles', () => {
  it('leave every add-on type a parent when it is created (rule I3)', () => {
    expect(typeOperations('addon-type', [1, {}], [5, { parents: [6] }], [6, { parents: [5, 1] }])).toEqual([
      'create addon-type/5 [6] after addon-type/6',
      'create addon-type/6 [1] after license-type/1',
      'update addon-type/6+ [1,5] after addon-type/6 addon-type/5',
    ])
  })

  it('go with what they need when a step is left out', () => {
    const catalog = catalogOf(offer(1), offer(5, { parents: [6] }), offer(6, { parents: [5, 1] }))
    const made = plan({ catalog, runbook: readRunbookWithout('license-types') })
    expect(made.operations).toEqual([])
    expect(at(made, `addon-type/${guid(6)}`)).toEqual([])
  })
})
