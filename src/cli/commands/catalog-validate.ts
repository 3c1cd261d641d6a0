/** `catalog validate <catalog...>`: every finding, and whether the catalog can be used. */

import { catalogFindings } from '../../graph/catalog-findings.ts'
import { countFindings } from '../../lib/count-findings.ts'
import { type Diagnostic, hasErrors } from '../../lib/diagnostic.ts'
import { jsonText } from '../../lib/json-text.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import { printable } from '../../lib/printable.ts'
import { count } from '../../lib/text.ts'
import { findingsLines, findingsTotal } from '../../view/catalog-findings-text.ts'
import { createStyle } from '../../view/style.ts'
import { wrap } from '../../view/layout.ts'
import { type CatalogFlags, type CatalogInput, readCatalog, readSite } from '../catalog-input.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'

/** @returns 0 for a catalog that can be used, whatever warnings it has; 3 for one that cannot */
export async function validateCatalog(files: string[], flags: CatalogFlags, context: Context): Promise<number> {
  const { site } = await readSite(flags, context)
  let loaded: readonly Diagnostic[] = []
  const input = await readOrUndefined(() =>
    readCatalog(files, site, {
      onFindings: (findings) => {
        loaded = findings
      },
    }),
  )
  const diagnostics =
    input === undefined ? loaded : [...loaded, ...catalogFindings(input.catalog, input.sellable, input.graph)]
  if (flags.json === true) context.stdout(jsonText({ files, diagnostics, counts: countFindings(diagnostics) }))
  else context.stdout(text(files, input, diagnostics, flags, context))
  return hasErrors(diagnostics) ? exitCodes['invalid-input'].code : exitCodes.done.code
}

/** A catalog with errors is no catalog, but its findings are what this command is for. */
async function readOrUndefined(read: () => Promise<CatalogInput>): Promise<CatalogInput | undefined> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof OnboardError && hasErrors(error.diagnostics)) return undefined
    throw error
  }
}

function text(
  files: readonly string[],
  input: CatalogInput | undefined,
  findings: readonly Diagnostic[],
  flags: CatalogFlags,
  context: Context,
): string {
  const style = createStyle(context.color)
  const width = Math.min(Math.max(20, context.width), 120)
  const what =
    input === undefined
      ? 'cannot be used'
      : `${count(input.catalog.offers.size, 'offer')}, ${input.sellable.offers.size} can be sold here`
  const total = `${printable(files.join(', '))}: ${what}; ${findingsTotal(findings)}.`
  const paint = input === undefined ? style.bad : style.strong
  const lines = [
    ...findingsLines(findings, { style, width, all: flags.all === true }),
    ...wrap(total, width).map((line) => paint(line)),
  ]
  return `${lines.join('\n')}\n`
}
