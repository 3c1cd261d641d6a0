/** Small catalogs for tests of the graph: offers by letter, with their parents. */

import type { Catalog } from '../../../src/catalog/catalog.ts'
import { newOffer } from '../../../src/catalog/new-offer.ts'
import type { Offer } from '../../../src/catalog/offer.ts'
import { sellableOffers } from '../../../src/catalog/sellable.ts'
import { buildDrawing, type DrawingState, type GraphDrawing } from '../../../src/graph/draw/graph-drawing.ts'
import type { DrawingScope } from '../../../src/graph/draw/drawing-scope.ts'
import { unusableOffers } from '../../../src/graph/draw/unusable-offers.ts'
import { buildOfferGraph, type OfferGraph } from '../../../src/graph/offer-graph.ts'

export type Given = Partial<Offer> & { parents?: readonly string[] }

/** An id without parents is a licence, with parents an add-on; all have a Provisioning ID unless it is given. */
export function smallCatalog(offers: Readonly<Record<string, Given>>): Catalog {
  const made = Object.entries(offers).map(([id, given], index) =>
    newOffer({
      id,
      name: `Offer ${id}`,
      kind: (given.parents ?? []).length > 0 ? 'addon' : 'license',
      provisioningId: id.toUpperCase(),
      at: { file: 'test.csv', line: index + 2 },
      ...given,
    }),
  )
  const sorted = made.sort((one, other) => (one.id < other.id ? -1 : 1))
  return { offers: new Map(sorted.map((offer) => [offer.id, offer])), files: ['test.csv'], diagnostics: [] }
}

export function graphOf(catalog: Catalog): OfferGraph {
  return buildOfferGraph(catalog, sellableOffers(catalog))
}

export function draw(
  catalog: Catalog,
  scope: DrawingScope = { kind: 'all' },
  given: Partial<DrawingState> = {},
): GraphDrawing {
  const graph = graphOf(catalog)
  const none: ReadonlySet<string> = new Set()
  const state = { onboarded: none, selected: none, unusable: unusableOffers(catalog, graph), ...given }
  return buildDrawing({ graph, catalog, scope, state })
}

/** `a→b`: what tests compare. */
export function arrows({ edges }: Pick<GraphDrawing, 'edges'>): string[] {
  return edges.map(({ parent, child }) => `${parent}→${child}`)
}
