/** `catalog graph <catalog...>`: the parent graph as a drawing. */

import { type DrawingFormat, drawingFormats } from '../../graph/draw/drawing-formats.ts'
import type { DrawingScope } from '../../graph/draw/drawing-scope.ts'
import { buildDrawing, describeDrawing } from '../../graph/draw/graph-drawing.ts'
import { unusableOffers } from '../../graph/draw/unusable-offers.ts'
import { matchOffer } from '../../graph/wanted.ts'
import { jsonText } from '../../lib/json-text.ts'
import { printable } from '../../lib/printable.ts'
import { type CatalogFlags, readCatalog, readSite } from '../catalog-input.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { writeOutput } from '../write-output.ts'

export interface GraphFlags extends CatalogFlags {
  offer: string[]
  format?: DrawingFormat
  out?: string
}

/** One offer is drawn with its whole family, several with the chains between them, and without any: everything. */
export async function drawCatalog(files: string[], flags: GraphFlags, context: Context): Promise<number> {
  const { site, installed } = await readSite(flags, context)
  const { catalog, sellable, graph } = await readCatalog(files, site)
  const wanted = flags.offer.map((text) => matchOffer(text, catalog).id)
  const [only] = wanted
  const scope: DrawingScope =
    only === undefined
      ? { kind: 'all' }
      : wanted.length === 1
        ? { kind: 'offer', id: only }
        : { kind: 'selection', ids: wanted }
  const onboarded = new Set(installed?.inventory.types.keys())
  // Against an installation, what add-offers would bring without --offer is what is new.
  const selected = new Set(only === undefined && installed !== undefined ? sellable.offers.keys() : wanted)
  const state = { onboarded, selected, unusable: unusableOffers(catalog, graph) }
  const drawing = buildDrawing({ graph, catalog, scope, state })
  if (flags.json === true) context.stdout(jsonText(drawing))
  else await writeOutput(drawingFormats[formatOf(flags)].draw(drawing), flags.out, context)
  const where = flags.out === undefined ? '' : `; wrote ${printable(flags.out)}`
  context.stderr(`${describeDrawing(drawing)}${where}.\n`)
  return exitCodes.done.code
}

/** What was asked for, else what the name of the file tells, else the first that there is. */
function formatOf({ format, out }: GraphFlags): DrawingFormat {
  if (format !== undefined) return format
  const byName = Object.entries(drawingFormats).find(
    ([, { extension }]) => out?.toLowerCase().endsWith(extension) === true,
  )
  return (byName?.[0] as DrawingFormat | undefined) ?? 'mermaid'
}
