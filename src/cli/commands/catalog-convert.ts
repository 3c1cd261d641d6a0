/** `catalog convert <catalog...> --to <format>`: the same catalog in another form, and what that form cannot hold. */

import { conversionLosses, type ConversionLosses } from '../../catalog/conversion-losses.ts'
import type { Catalog } from '../../catalog/catalog.ts'
import { fieldWords } from '../../catalog/field-words.ts'
import type { OfferField } from '../../catalog/offer.ts'
import { catalogWriter } from '../../catalog/write-catalog.ts'
import { printable } from '../../lib/printable.ts'
import { count, firstFew } from '../../lib/text.ts'
import { jsonText } from '../../lib/json-text.ts'
import { type CatalogFlags, readCatalog, readSite } from '../catalog-input.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { writeOutput } from '../write-output.ts'

export interface ConvertFlags extends CatalogFlags {
  to: string
  out?: string
}

export async function convertCatalog(files: string[], flags: ConvertFlags, context: Context): Promise<number> {
  const write = catalogWriter(flags.to)
  const { site } = await readSite(flags, context)
  const { catalog } = await readCatalog(files, site)
  const text = write(catalog)
  const losses = await conversionLosses(catalog, text)
  if (flags.json !== true) await writeOutput(text, flags.out, context)
  else {
    if (flags.out !== undefined) await writeOutput(text, flags.out, context)
    const written = flags.out === undefined ? { text } : { out: flags.out }
    context.stdout(jsonText({ format: flags.to, offers: catalog.offers.size, ...written, losses: losses ?? null }))
  }
  const where = flags.out === undefined ? '' : ` to ${flags.out}`
  context.stderr(
    `${printable(`Wrote ${count(catalog.offers.size, 'offer')} as ${flags.to}${where}. ${lossText(losses, catalog)}`)}\n`,
  )
  return exitCodes.done.code
}

/** What the form has no place for, in numbers of offers. */
function lossText(losses: ConversionLosses | undefined, { offers }: Catalog): string {
  if (losses === undefined) return 'This form cannot be read back, so what it does not hold was not counted.'
  const fields = Object.entries(losses.fields).map(
    ([field, number]) => `${fieldWords[field as OfferField]} of ${number}`,
  )
  const names = losses.offers.map((id) => offers.get(id)?.name ?? id)
  const parts = [
    ...(names.length === 0 ? [] : [`${count(names.length, 'offer')} (${firstFew(names, 3)})`]),
    ...(fields.length === 0 ? [] : [fields.join(', ')]),
  ]
  return parts.length === 0 ? 'The form holds all of it.' : `The form does not hold: ${parts.join('; ')}.`
}
