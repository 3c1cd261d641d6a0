/** Files to a catalog: everything that can be wrong is collected first, then told at once. */

import { collapseDiagnostics } from '../lib/collapse-diagnostics.ts'
import { hasErrors, type Diagnostic } from '../lib/diagnostic.ts'
import { OnboardError } from '../lib/onboard-error.ts'
import { count } from '../lib/text.ts'
import { applyOverride, perGigabyteOverride, provisioningIdOverride } from './apply-overrides.ts'
import { assembleOffers } from './assemble-offers.ts'
import type { Catalog } from './catalog.ts'
import { applyMarketPolicy, type MarketPolicy } from './market-policy.ts'
import { readCatalogFile } from './read-catalog-file.ts'
import { checkScenario, type Scenario } from './scenario.ts'

export interface LoadCatalogOptions {
  /** The programme of the installation; a catalog of the other one is an error. Default `csp`. */
  scenario?: Scenario
  /** Provisioning IDs by offer id: they fill gaps of the catalog and override it. */
  provisioningIds?: Readonly<Record<string, string>>
  /** By offer id, where unit and description mislead. */
  perGigabyte?: Readonly<Record<string, boolean>>
  /** Segments, countries and terms that the site sells. The default changes nothing. */
  policy?: MarketPolicy
  /** The currency of price lists that tell none; without it their prices are left out. */
  priceCurrency?: string
  /** Is given every single finding, before those of one kind become one; also when loading then throws. */
  onFindings?: (findings: readonly Diagnostic[]) => void
}

/**
 * Loads one catalog from one or more files of any form: matrix, Partner Center answer or license types for structure,
 * price list for prices and withdrawal, SKU table for Provisioning IDs, YAML for corrections, which win.
 *
 * Throws an OnboardError of kind `invalid-input` with all diagnostics when there is any error: a catalog half
 * understood must never reach an installation.
 */
export async function loadCatalog(files: readonly string[], options: LoadCatalogOptions = {}): Promise<Catalog> {
  const parts = await Promise.all(files.map(readCatalogFile))
  const assembled = assembleOffers(parts, options.priceCurrency)
  const provisioned = applyOverride(assembled.offers, provisioningIdOverride(options.provisioningIds ?? {}))
  const overridden = applyOverride(provisioned.offers, perGigabyteOverride(options.perGigabyte ?? {}))
  const { offers, diagnostics } = applyMarketPolicy(overridden.offers, options.policy ?? {})
  const single = [
    ...assembled.diagnostics,
    ...checkScenario(overridden.offers.values(), options.scenario ?? 'csp'),
    ...provisioned.diagnostics,
    ...overridden.diagnostics,
    ...diagnostics,
  ]
  if (!hasErrors(single) && overridden.offers.size === 0) single.push(noOffers(files))
  options.onFindings?.(single)
  const all = collapseDiagnostics(single)
  if (hasErrors(all)) throw invalidCatalog(files, all)
  return { offers, files, doubtedUpgrades: assembled.doubted, diagnostics: all }
}

function noOffers(files: readonly string[]): Diagnostic {
  const [file] = files
  return {
    severity: 'error',
    code: 'catalog/no-offers',
    message: file === undefined ? 'No catalog file was named.' : 'The catalog has a header and no offers.',
    hint: file === undefined ? 'Name the offer matrix, as CSV or workbook.' : 'Download the file again.',
    ...(file === undefined ? {} : { at: { file } }),
  }
}

function invalidCatalog(files: readonly string[], diagnostics: readonly Diagnostic[]): OnboardError {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const [first] = errors
  const isOneKind = errors.every(({ code }) => code === first?.code)
  return new OnboardError({
    kind: 'invalid-input',
    code: isOneKind && first !== undefined ? first.code : 'catalog/invalid',
    message: `The catalog cannot be used: ${count(errors.length, 'error')}.`,
    ...(isOneKind && first?.hint !== undefined ? { hint: first.hint } : {}),
    facts: { files },
    diagnostics,
  })
}
