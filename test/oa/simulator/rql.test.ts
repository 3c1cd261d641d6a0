import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRql } from '../../../src/oa/simulator/rql.ts'
import { filterResources, selectProperties } from '../../../src/oa/simulator/rql-apply.ts'

const items = [
  { aps: { type: 'http://x/T/1.2', id: 'a' }, name: 'Plan, the first (one)', size: 9 },
  { aps: { type: 'http://x/T/1.10', id: 'b' }, name: 'Plan two', size: 10 },
  { aps: { type: 'http://x/T/2.0', id: 'c' }, name: 'Another', size: 1 },
]
const ids = (query: string) => filterResources(items, parseRql(query)).map((item) => item.aps.id)

describe('RQL', () => {
  it.each([
    ['', 'abc'],
    ['implementing(http://x/T/1.2)', 'ab'],
    ['implementing(http://x/T/1.3)', 'b'],
    ['implementing(http://x/U/1.0)', ''],
    ['eq(aps.id,b)', 'b'],
    ['eq(name,Plan%2C%20the%20first%20%28one%29)', 'a'],
    ['in(aps.id,(a,c))', 'ac'],
    ['in(aps.id,())', ''],
    ['like(name,*plan*)', 'ab'],
    ['like(name,plan%2A)', ''],
    ['and(like(name,P*),eq(size,10))', 'b'],
    ['like(name,P*)&eq(size,9)', 'a'],
    ['sort(-size)', 'bac'],
    ['sort(+name),limit(0,1)', 'cba'],
    ['eq(constructor.name,Object)', ''],
  ])('%s', (query, expected) => {
    expect(ids(query).join('')).toBe(expected)
  })

  it.each(['eq(a)', 'eq(a,b', 'eq(a,b))', 'frob(a,b)', 'limit(x,1)', 'limit(1,-1)', 'name=x', 'eq(a,%zz)', 'in(a,b)'])(
    'refuses %s',
    (query) => {
      expect(() => parseRql(query)).toThrow('RQL')
    },
  )

  it('selects properties, and always the aps block', () => {
    const { select } = parseRql('select(name,aps.id)')
    expect(selectProperties(items[0] ?? {}, select)).toEqual({ aps: items[0]?.aps, name: items[0]?.name })
  })

  it('finds any text by its encoded value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (name, other) => {
        const resources = [{ name }, { name: `${name}${other}!` }]
        const encoded = encodeURIComponent(name).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)
        expect(filterResources(resources, parseRql(`eq(name,${encoded})`))).toEqual([{ name }])
        expect(filterResources(resources, parseRql(`like(name,${encoded})`))).toContainEqual({ name })
      }),
    )
  })
})
