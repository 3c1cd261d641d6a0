/** What the catalog commands work on: files, the site's decisions where there is a configuration, an installation. */

import { dirname } from 'node:path'
import type { Catalog } from '../catalog/catalog.ts'
import { loadCatalog, type LoadCatalogOptions } from '../catalog/load-catalog.ts'
import { type Sellable, sellableOffers } from '../catalog/sellable.ts'
import { buildOfferGraph, type OfferGraph } from '../graph/offer-graph.ts'
import { type Diagnostic, hasErrors } from '../lib/diagnostic.ts'
import { OnboardError } from '../lib/onboard-error.ts'
import { catalogOptions } from '../resource/catalog-options.ts'
import { type Inventory, takeInventory } from '../resource/inventory.ts'
import { observe } from '../resource/observe.ts'
import { type Site, siteSchema } from '../resource/site.ts'
import { loadConfig } from './config.ts'
import { siteOf } from './site-of.ts'
import type { Context } from './context.ts'
import { configFile, deskFor, exists } from './desk.ts'
import { tellOpen } from './tell-stopped.ts'
import { type CommonFlags, openWorkspace } from './workspace.ts'

export interface CatalogFlags extends CommonFlags {
  currency?: string
  installed?: boolean
  all?: boolean
}

/** An installation, read only. */
export interface Installed {
  name: string
  inventory: Inventory
}

export interface CatalogInput {
  catalog: Catalog
  sellable: Sellable
  graph: OfferGraph
}

/** @param options what else the loader should know, such as who wants every finding */
export async function readCatalog(
  files: readonly string[],
  site: Site | undefined,
  options: LoadCatalogOptions = {},
): Promise<CatalogInput> {
  return withGraph(await readOffers(files, site, options))
}

/** The catalog alone, where nobody asks what of it can be sold. */
export function readOffers(
  files: readonly string[],
  site: Site | undefined,
  options: LoadCatalogOptions = {},
): Promise<Catalog> {
  return loadCatalog(files, { ...optionsOf(site), ...options })
}

export function withGraph(catalog: Catalog): CatalogInput {
  const sellable = sellableOffers(catalog)
  return { catalog, sellable, graph: buildOfferGraph(catalog, sellable) }
}

function optionsOf(site: Site | undefined): LoadCatalogOptions {
  return site === undefined ? {} : catalogOptions(site)
}

/**
 * The site's decisions, and with `--installed` what is onboarded. Without a configuration, files speak for themselves.
 *
 * @throws OnboardError for a configuration that is named and missing, or that is not valid; OaFault from reads
 */
export async function readSite(flags: CatalogFlags, context: Context): Promise<{ site?: Site; installed?: Installed }> {
  const found = flags.installed === true ? await readInstallation(flags, context) : await readConfigured(flags, context)
  return flags.currency === undefined ? found : { ...found, site: withCurrency(found.site, flags.currency) }
}

async function readConfigured(flags: CatalogFlags, context: Context): Promise<{ site?: Site }> {
  const { file, shown } = configFile(flags, context)
  const isThere = flags.config !== undefined || (await exists(file))
  if (!isThere) return {}
  const config = await loadConfig(file, shown)
  const desk = deskFor(config, dirname(file), config.operations.url, context)
  await tellOpen(desk, context, { debts: 'tell', holdsLease: false })
  return { site: await siteOf(config, file, shown) }
}

/** What is typed comes before what is configured. */
function withCurrency(site: Site | undefined, priceCurrency: string): Site {
  const { policy, ...others } = site ?? siteSchema.parse({})
  return { ...others, policy: { ...policy, market: { ...policy.market, priceCurrency } } }
}

async function readInstallation(flags: CatalogFlags, context: Context): Promise<{ site: Site; installed: Installed }> {
  const workspace = await openWorkspace({ ...flags, yes: true }, context, { debts: 'tell' })
  try {
    workspace.view.busy('Reading the installation')
    const { site, name } = workspace.installation
    const inventory = takeInventory(await observe(workspace.connection, site))
    const found = [...inventory.diagnostics, ...[...inventory.duplicates.values()].flat()]
    if (hasErrors(found)) throw unreadable(found)
    return { site, installed: { name, inventory } }
  } finally {
    workspace.view.pause()
    await workspace.close()
  }
}

function unreadable(diagnostics: readonly Diagnostic[]): OnboardError {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  return new OnboardError({
    kind: 'invalid-input',
    code: errors[0]?.code ?? 'observe/invalid',
    message: 'The installation cannot be compared as it is.',
    diagnostics: errors,
  })
}
