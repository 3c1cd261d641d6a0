/** `catalog inspect <catalog...> [--offer …]`: a catalog in figures, or one offer with everything around it. */

import { catalogFigures } from '../../catalog/figures.ts'
import type { Offer, OfferId } from '../../catalog/offer.ts'
import { unusableOffers } from '../../graph/draw/unusable-offers.ts'
import { graphFigures } from '../../graph/figures.ts'
import { inspectOffer, type OfferInspection } from '../../graph/inspect-offer.ts'
import { matchOffer } from '../../graph/wanted.ts'
import { countFindings } from '../../lib/count-findings.ts'
import { jsonText } from '../../lib/json-text.ts'
import { figuresLines } from '../../view/catalog-figures-text.ts'
import { offerLines } from '../../view/catalog-offer-text.ts'
import { createStyle } from '../../view/style.ts'
import { type CatalogFlags, type CatalogInput, type Installed, readCatalog, readSite } from '../catalog-input.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'

export interface InspectFlags extends CatalogFlags {
  offer: string[]
}

export async function inspectCatalog(files: string[], flags: InspectFlags, context: Context): Promise<number> {
  const { site, installed } = await readSite(flags, context)
  const input = await readCatalog(files, site)
  const wanted = flags.offer.map((text) => matchOffer(text, input.catalog))
  if (wanted.length === 0) showFigures(files, input, installed, flags, context)
  else showOffers(wanted, input, installed, flags, context)
  return exitCodes.done.code
}

function showFigures(
  files: readonly string[],
  { catalog, sellable, graph }: CatalogInput,
  installed: Installed | undefined,
  flags: InspectFlags,
  context: Context,
): void {
  const unusable = unusableOffers(catalog, graph)
  const onboarded = installed === undefined ? undefined : onboardedFigures(catalog.offers, sellable.offers, installed)
  const figures = {
    files,
    catalog: catalogFigures(catalog),
    graph: graphFigures(catalog),
    sellable: {
      offers: sellable.offers.size,
      withoutUsableParent: [...sellable.offers.keys()].filter((id) => unusable.has(id)).length,
    },
    ...(onboarded === undefined ? {} : { installed: onboarded }),
  }
  if (flags.json === true) {
    context.stdout(jsonText({ ...figures, findings: countFindings(catalog.diagnostics) }))
    return
  }
  const lines = figuresLines(figures, createStyle(context.color), textWidth(context))
  context.stdout(`${lines.join('\n')}\n`)
}

function onboardedFigures(
  offers: ReadonlyMap<OfferId, Offer>,
  sellable: ReadonlyMap<OfferId, Offer>,
  { name, inventory }: Installed,
): { name: string; onboarded: number; fresh: number; beyond: number } {
  const types = [...inventory.types.keys()]
  const onboarded = types.filter((id) => offers.has(id)).length
  const fresh = [...sellable.keys()].filter((id) => !inventory.types.has(id)).length
  return { name, onboarded, fresh, beyond: types.length - onboarded }
}

function showOffers(
  wanted: readonly Offer[],
  { catalog, sellable, graph }: CatalogInput,
  installed: Installed | undefined,
  flags: InspectFlags,
  context: Context,
): void {
  const onboarded = new Set(installed?.inventory.types.keys())
  const standing = { onboarded, selected: new Set(wanted.map(({ id }) => id)) }
  const inspections = wanted.flatMap(({ id }) => inspectOffer({ catalog, sellable, graph, id, standing }) ?? [])
  if (flags.json === true) {
    const documents = inspections.map((inspection) =>
      installed === undefined ? inspection : { ...inspection, installed: installedPart(inspection, installed) },
    )
    context.stdout(jsonText(documents.length === 1 ? documents[0] : documents))
    return
  }
  const options = {
    style: createStyle(context.color),
    width: textWidth(context),
    all: flags.all === true,
    nameOf: (id: OfferId) => catalog.offers.get(id)?.name ?? id,
    isOnboarded: (id: OfferId) => onboarded.has(id),
  }
  const texts = inspections.map((inspection) => {
    const part = installed === undefined ? undefined : installedPart(inspection, installed)
    return offerLines(inspection, { ...options, ...(part === undefined ? {} : { installed: part }) }).join('\n')
  })
  context.stdout(`${texts.join('\n\n')}\n`)
}

/** What of the offer is in the installation already; `carriedBy` are the onboarded bases that it can be bought under. */
function installedPart({ offer, parents, chains }: OfferInspection, { inventory, name }: Installed) {
  const type = inventory.types.get(offer.id)
  const plan = inventory.plans.get(offer.id)
  const isOnboarded = (id: OfferId): boolean => inventory.types.has(id)
  return {
    name,
    type: type === undefined ? null : { apsId: type.apsId, name: type.name },
    resourceType: inventory.resourceTypes.get(offer.id)?.id ?? null,
    plan: plan === undefined ? null : { id: plan.id, name: plan.name, published: plan.published },
    parents: parents.present.map(({ id }) => id).filter(isOnboarded),
    carriedBy:
      offer.kind === 'addon'
        ? chains.filter(({ path }) => path.slice(0, -1).every(isOnboarded)).map(({ base }) => base)
        : [],
  }
}

function textWidth({ width }: Context): number {
  return Math.min(Math.max(20, width), 120)
}
