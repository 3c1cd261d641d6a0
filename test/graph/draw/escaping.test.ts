import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { drawDot } from '../../../src/graph/draw/draw-dot.ts'
import { drawMermaid } from '../../../src/graph/draw/draw-mermaid.ts'
import { drawSvg } from '../../../src/graph/draw/draw-svg.ts'
import { labelText } from '../../../src/graph/draw/label-text.ts'
import { readDot } from './read-dot.ts'
import { label } from './labels.ts'
import { readMermaid } from './read-mermaid.ts'
import { draw, smallCatalog } from './small-catalog.ts'

/** 200 drawings of 50 labels: a base with add-ons, some of them alike, and one alone. */
const drawings = fc.array(label, { minLength: 50, maxLength: 50 }).map((names) =>
  draw(
    smallCatalog(
      Object.fromEntries(
        names.map((name, index) => {
          const parents = index === 0 || index % 10 === 9 ? [] : index % 3 === 0 ? ['n01'] : ['n00']
          return [
            `n${String(index).padStart(2, '0')}`,
            { name, parents, ...(index % 7 === 5 ? { provisioningId: undefined } : {}) },
          ]
        }),
      ),
    ),
  ),
)
const runs = { numRuns: 200 }

describe('10,000 labels stay in their nodes', () => {
  it('SVG', () => {
    fc.assert(
      fc.property(drawings, (drawing) => {
        const { titles, elements } = readSvg(drawSvg(drawing))
        expect([...elements].sort()).toEqual(['circle', 'desc', 'g', 'path', 'rect', 'style', 'svg', 'text', 'title'])
        const said = drawing.nodes.map(({ id, label: own }) => `${own} — ${id}`)
        const heard = titles.map(
          (title) => `${title.slice(0, title.lastIndexOf(' — '))} — ${title.split('\n').at(-1) ?? ''}`,
        )
        expect(heard.sort()).toEqual(said.sort())
      }),
      runs,
    )
  })

  it('Mermaid', () => {
    fc.assert(
      fc.property(drawings, (drawing) => {
        const { labels } = readMermaid(drawMermaid(drawing))
        expect(labels.map((text) => text.slice(2)).sort()).toEqual(drawing.nodes.map((node) => node.label).sort())
      }),
      runs,
    )
  })

  it('DOT', () => {
    fc.assert(
      fc.property(drawings, (drawing) => {
        const { labels } = readDot(drawDot(drawing))
        expect(labels.map((text) => text.slice(2)).sort()).toEqual(drawing.nodes.map((node) => node.label).sort())
      }),
      runs,
    )
  })
})

it('labels have nothing that moves, hides or reverses text', () => {
  fc.assert(
    fc.property(label, (name) => {
      const text = labelText(name)
      expect(text).not.toMatch(/[\p{Cc}\p{Bidi_C}\p{Surrogate}\p{Noncharacter_Code_Point}\u2028\u2029\u200b]/u)
      expect(text).not.toMatch(/\p{M}{4}/u)
    }),
    { numRuns: 2000 },
  )
})

/** Well-formed XML, what elements it has, and the titles of offers. */
function readSvg(svg: string): { titles: string[]; elements: Set<string> } {
  const parser = new SaxesParser()
  const elements = new Set<string>()
  const titles: string[] = []
  let depth = 0
  let text: string | undefined
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    elements.add(name)
    depth++
    for (const key of Object.keys(attributes)) expect(key).not.toMatch(/^on|href/)
    if (name === 'title' && depth > 2) text = ''
  })
  parser.on('text', (piece) => {
    if (text !== undefined) text += piece
  })
  parser.on('closetag', ({ name }) => {
    depth--
    if (name === 'title' && text !== undefined) titles.push(text)
    if (name === 'title') text = undefined
  })
  parser.write(svg).close()
  return { titles, elements }
}
