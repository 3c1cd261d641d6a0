import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeDrawing } from '../../../src/graph/draw/graph-drawing.ts'
import { groupTwins } from '../../../src/graph/draw/group-twins.ts'
import { catalogs } from './random-catalogs.ts'
import { arrows, draw, smallCatalog } from './small-catalog.ts'

/** Two bases, an add-on of both, one of that, and one of a base only. */
const family = {
  e1: {},
  e5: {},
  phone: { parents: ['e1', 'e5', 'gone'] },
  calls: { parents: ['phone', 'e5'] },
  audit: { parents: ['e1'] },
}

describe('what is drawn', () => {
  it('all: every offer but trials, in layers of the longest chain', () => {
    const { nodes, edges } = draw(smallCatalog(family))
    expect(nodes.map(({ id, layer, kind }) => `${layer} ${kind} ${id}`)).toEqual([
      '0 license e1',
      '0 license e5',
      '1 addon audit',
      '1 addon phone',
      '2 addon calls',
    ])
    expect(arrows({ edges })).toEqual(['e1→audit', 'e1→phone', 'e5→phone', 'e5→calls', 'phone→calls'])
  })

  it('one offer: its ancestors and descendants', () => {
    const { title, nodes } = draw(smallCatalog(family), { kind: 'offer', id: 'phone' })
    expect(title).toBe('Offer phone')
    expect(nodes.map(({ id, isFocus }) => id + (isFocus ? '!' : ''))).toEqual(['e1', 'e5', 'phone!', 'calls'])
  })

  it('a selection: with what stands between on the chains', () => {
    const { nodes } = draw(smallCatalog(family), { kind: 'selection', ids: ['e1', 'calls'] })
    expect(nodes.map(({ id }) => id)).toEqual(['e1', 'phone', 'calls'])
  })

  it('a selected add-on without a selected base: under the onboarded ones', () => {
    const catalog = smallCatalog(family)
    const { nodes } = draw(catalog, { kind: 'selection', ids: ['calls'] }, { onboarded: new Set(['e5']) })
    expect(nodes.map(({ id }) => id)).toEqual(['e5', 'calls'])
  })

  it('an unknown id: nothing', () => {
    const { nodes, title } = draw(smallCatalog(family), { kind: 'offer', id: 'x' })
    expect([nodes, title]).toEqual([[], 'x'])
  })

  it('a trial stands for its paid offers', () => {
    const catalog = smallCatalog({ ...family, try: { kind: 'trial', convertsTo: ['e5'] }, x: { parents: ['try'] } })
    expect(arrows(draw(catalog))).toContain('e5→x')
    expect(draw(catalog).nodes.map(({ id }) => id)).not.toContain('try')
    expect(draw(catalog, { kind: 'offer', id: 'try' }).nodes.filter(({ isFocus }) => isFocus)).toMatchObject([
      { id: 'e5' },
    ])
  })

  it('a circle of parents is drawn and ends', () => {
    const catalog = smallCatalog({ a: { parents: ['b'] }, b: { parents: ['a', 'c'] }, c: {} })
    const { nodes, edges } = draw(catalog)
    expect(nodes).toHaveLength(3)
    expect(arrows({ edges }).sort()).toEqual(['a→b', 'b→a', 'c→b'])
  })
})

describe('states', () => {
  const catalog = smallCatalog({
    ...family,
    bare: { provisioningId: undefined },
    under: { parents: ['bare'] },
    gone: { priceChange: 'DEL' },
    azure: { kind: 'usage' },
  })

  it('tells onboarded, new, unusable with its reason, and the rest', () => {
    const { nodes } = draw(catalog, { kind: 'all' }, { onboarded: new Set(['e1']), selected: new Set(['e5', 'bare']) })
    const told = new Map(nodes.map(({ id, state, note }) => [id, note === undefined ? state : `${state}: ${note}`]))
    expect(Object.fromEntries(told)).toEqual({
      e1: 'onboarded',
      e5: 'new',
      phone: 'available',
      calls: 'available',
      audit: 'available',
      bare: 'unusable: no Provisioning ID',
      under: 'unusable: no usable parent',
      gone: 'unusable: withdrawn',
      azure: 'unusable: billed by usage',
    })
    // The link from an offer that is withdrawn is drawn as well.
    expect(describeDrawing({ title: '', nodes, edges: [] })).toBe(
      '9 offers, 0 parent links: 1 onboarded, 1 new, 4 unusable, 3 not asked for',
    )
  })

  it('links of what cannot be sold are drawn too', () => {
    expect(arrows(draw(catalog))).toEqual(expect.arrayContaining(['bare→under', 'gone→phone']))
  })
})

it('the order of rows changes nothing', () => {
  fc.assert(
    fc.property(catalogs, (offers) => {
      const turned = Object.fromEntries(Object.entries(offers).reverse())
      expect(draw(smallCatalog(turned))).toEqual(draw(smallCatalog(offers)))
    }),
    { numRuns: 50 },
  )
})

it('cards hold every offer once, and their links are exactly the links of their offers', () => {
  fc.assert(
    fc.property(catalogs, (offers) => {
      const drawing = draw(smallCatalog(offers))
      const { cards, links } = groupTwins(drawing)
      expect(cards.flatMap((card) => card.offers.map(({ id }) => id)).sort()).toEqual(Object.keys(offers).sort())
      const edges = links.flatMap(({ from, to }) =>
        (cards[from]?.offers ?? []).flatMap(({ id: parent }) =>
          (cards[to]?.offers ?? []).map(({ id: child }) => ({ parent, child })),
        ),
      )
      expect(arrows({ edges }).sort()).toEqual(arrows(drawing).sort())
      for (const { parent, child } of drawing.edges) {
        const layerOf = (id: string): number => drawing.nodes.find((node) => node.id === id)?.layer ?? -1
        expect(layerOf(parent)).toBeLessThan(layerOf(child))
      }
    }),
    { numRuns: 100 },
  )
})
