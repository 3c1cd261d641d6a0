import fc from 'fast-check'
import { expect, it } from 'vitest'
import { groupTwins } from '../../../src/graph/draw/group-twins.ts'
import { layOutDrawing } from '../../../src/graph/draw/svg/lay-out-drawing.ts'
import { textWidth } from '../../../src/graph/draw/svg/text-width.ts'
import { wrapLabel } from '../../../src/graph/draw/svg/wrap-label.ts'
import { catalogs } from './random-catalogs.ts'
import { draw, smallCatalog } from './small-catalog.ts'

it('no two cards overlap, and lines end at the edges of cards', () => {
  fc.assert(
    fc.property(catalogs, (offers) => {
      const { cards, lines, width, height } = layOutDrawing(groupTwins(draw(smallCatalog(offers))))
      for (const [index, one] of cards.entries()) {
        expect(one.x + one.width).toBeLessThanOrEqual(width)
        expect(one.y + one.height).toBeLessThanOrEqual(height + 0.001)
        for (const other of cards.slice(index + 1)) {
          const isBeside = one.x + one.width < other.x || other.x + other.width < one.x
          const isBelow = one.y + one.height < other.y || other.y + other.height < one.y
          expect(isBeside || isBelow).toBe(true)
        }
      }
      for (const { to, arrives, end } of lines.filter((line) => line.arrives)) {
        const card = cards[to]
        expect(arrives && end.x === card?.x && end.y > card.y && end.y < card.y + card.height).toBe(true)
      }
    }),
    { numRuns: 100 },
  )
})

it('lines between columns pass no card', () => {
  fc.assert(
    fc.property(catalogs, (offers) => {
      const { cards, lines } = layOutDrawing(groupTwins(draw(smallCatalog(offers))))
      const level = lines.filter(({ start, bend }) => bend.x > start.x)
      for (const { start, bend } of level) {
        const crossed = cards.filter(
          ({ x, y, width, height }) => start.x < x + width && bend.x > x && start.y > y && start.y < y + height,
        )
        expect(crossed).toEqual([])
      }
    }),
    { numRuns: 100 },
  )
})

it('a chain of thousands of layers is laid out', () => {
  const length = 3000
  const idOf = (index: number): string => `n${String(index).padStart(5, '0')}`
  const offers = Object.fromEntries(
    Array.from({ length }, (_, index) => [idOf(index), { parents: index === 0 ? [] : [idOf(index - 1), idOf(0)] }]),
  )
  expect(layOutDrawing(groupTwins(draw(smallCatalog(offers)))).cards).toHaveLength(length)
})

it('wrapped labels fit, and keep all their words unless they are cut with an ellipsis', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.integer({ min: 60, max: 300 }),
      (text, maxWidth) => {
        const lines = wrapLabel(text, { fontSize: 13, maxWidth, maxLines: 4 })
        expect(lines.length).toBeLessThanOrEqual(4)
        for (const line of lines) expect(textWidth(line, 13)).toBeLessThanOrEqual(maxWidth)
        const isCut = lines.at(-1)?.endsWith('…') === true && !text.endsWith('…')
        if (!isCut) expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
      },
    ),
    { numRuns: 500 },
  )
})

it('calls a first column of bases so, and one with add-ons something that is true of both', () => {
  const offers = { e1: {}, phone: { parents: ['e1'] }, calls: { parents: ['phone'] } }
  const headings = (...ids: string[]): string[] => {
    const drawing = draw(smallCatalog(offers), { kind: 'selection', ids })
    return layOutDrawing(groupTwins(drawing)).headings.map(({ text }) => text)
  }
  expect(headings('e1', 'calls')).toEqual(['Base offers', 'Add-ons', 'Add-ons of add-ons'])
  expect(headings('phone', 'calls')).toEqual(['Without a parent here', 'Add-ons'])
})
