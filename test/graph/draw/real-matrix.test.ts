import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadCatalog } from '../../../src/catalog/load-catalog.ts'
import { drawDot } from '../../../src/graph/draw/draw-dot.ts'
import { drawMermaid } from '../../../src/graph/draw/draw-mermaid.ts'
import { drawSvg } from '../../../src/graph/draw/draw-svg.ts'
import { groupTwins } from '../../../src/graph/draw/group-twins.ts'
import { readDot } from './read-dot.ts'
import { readMermaid } from './read-mermaid.ts'
import { draw } from './small-catalog.ts'

const file = '../shared/data/offermatrix_US_2019-01-11.csv'
const isAbsent = !existsSync(file)

describe(isAbsent ? `drawing of the real matrix: SKIPPED, ${file} is absent` : 'drawing of the real matrix', () => {
  it.skipIf(isAbsent)('all of it is legible: its links between cards are few', async () => {
    const drawing = draw(await loadCatalog([file]))
    const { cards, links } = groupTwins(drawing)
    expect([drawing.nodes.length, drawing.edges.length]).toEqual([257, 1021])
    expect(cards.length).toBeLessThan(170)
    // Mermaid draws no more than 500.
    expect(links.length).toBeLessThanOrEqual(140)
    expect(readMermaid(drawMermaid(drawing))).toMatchObject({
      labels: { length: 257 },
      links: { length: links.length },
    })
    expect(readDot(drawDot(drawing)).labels).toHaveLength(257)
    const start = performance.now()
    const svg = drawSvg(drawing)
    expect(performance.now() - start).toBeLessThan(1000)
    expect(svg).not.toMatch(/<script|href=|url\(|@import/)
  })

  it.skipIf(isAbsent)('Domestic Calling Plan needs Phone System under 13 bases, and stands right under 5', async () => {
    const catalog = await loadCatalog([file])
    const id = [...catalog.offers.values()].find(({ name }) => name === 'Domestic Calling Plan')?.id ?? ''
    const { cards, links } = groupTwins(draw(catalog, { kind: 'offer', id }))
    const told = links.map(
      ({ from, to }) => `${cards[from]?.offers.length ?? 0} → ${cards[to]?.offers[0]?.label ?? ''}`,
    )
    expect(told.sort()).toEqual(['13 → Phone System', '2 → Domestic Calling Plan', '5 → Domestic Calling Plan'])
  })
})
