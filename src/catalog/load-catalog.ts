/** Files to a catalog: everything that can be wrong is collected first, then told at once. */

import { collapseDiagnostics } from '../lib/collapse-diagnostics.ts'
import { hasErrors, type Diagnostic } from '../lib/diagnostic.ts'
import { OnboardError } from '../lib/onboard-error.ts'
import { count } from '../lib/text.ts'
import { applyOverride, perGigabyteOverride, provisioningIdOverride } from './apply-overrides.ts'
import type { Catalog } from './catalog.ts'
import { mergeOffers } from './merge-offers.ts'
import { readCatalogFile } from './read-catalog-file.ts'
import { checkScenario, type Scenario } from './scenario.ts'

export interface LoadCatalogOptions {
  /** The programme of the installation; a catalog of the other one is an error. Default `csp`. */
  scenario?: Scenario
  /** Provisioning IDs by offer id: they fill gaps of the catalog and override it. */
  provisioningIds?: Readonly<Record<string, string>>
  /** By offer id, where unit and description mislead. */
  perGigabyte?: Readonly<Record<string, boolean>>
}

/**
 * Loads one catalog from one or more files; an offer in two files follows the rules of an offer in two rows.
 *
 * Throws an OnboardError of kind `invalid-input` with all diagnostics when there is any error: a catalog half
 * understood must never reach an installation.
 */
export async function loadCatalog(files: readonly string[], options: LoadCatalogOptions = {}): Promise<Catalog> {
  const parts = await Promise.all(files.map(readCatalogFile))
  const merged = mergeOffers(parts.flatMap((part) => part.offers))
  const provisioned = applyOverride(merged.offers, provisioningIdOverride(options.provisioningIds ?? {}))
  const { offers, diagnostics } = applyOverride(provisioned.offers, perGigabyteOverride(options.perGigabyte ?? {}))
  const found = collapseDiagnostics([
    ...parts.flatMap((part) => part.diagnostics),
    ...merged.diagnostics,
    ...checkScenario(offers.values(), options.scenario ?? 'csp'),
    ...provisioned.diagnostics,
    ...diagnostics,
  ])
  const all = hasErrors(found) || offers.size > 0 ? found : [...found, noOffers(files)]
  if (hasErrors(all)) throw invalidCatalog(files, all)
  return { offers, files, diagnostics: all }
}

function noOffers(files: readonly string[]): Diagnostic {
  const [file] = files
  return {
    severity: 'error',
    code: 'catalog/no-offers',
    message: file === undefined ? 'No catalog file was named.' : 'The catalog has a header and no offers.',
    hint: file === undefined ? 'Name the offer matrix, saved as CSV.' : 'Download the offer matrix again.',
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
