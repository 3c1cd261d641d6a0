/** Texts and tables that are something else than a catalog: which of Microsoft's files they are, and which is needed. */

import { tidy } from '../lib/text.ts'
import { emptyFile, type Refusal } from './foreign-bytes.ts'
import type { CatalogSource } from './formats/catalog-source.ts'

/** What a catalog needs above all, in every message that misses it. */
export const needed =
  'Needed is the legacy offer matrix (CSV or .xlsx: the file with the columns “Offer ID” and “Depends On”), or the ' +
  'answer of the Partner Center call “offers” (JSON).'

/** Why this text is no catalog, when that can be told at once. */
export function refuseText(text: string): Refusal | undefined {
  const start = text.search(/\S/)
  if (start === -1) return emptyFile
  return text[start] === '<' ? webPage : undefined
}

/** Why these tables are none of ours: new commerce has other ids, so nothing of it can be onboarded this way. */
export function refuseTables(source: CatalogSource): Refusal | undefined {
  if (source.form !== 'table') return undefined
  const isNewCommerce = source.tables.some(({ headers }) =>
    headers.some(({ keys }) => keys.includes('productid') && keys.includes('skuid')),
  )
  return isNewCommerce ? newCommerce : undefined
}

/** For what no format recognises. */
export function notACatalog(source: CatalogSource): Refusal {
  if (source.form === 'json') return json
  if (source.form === 'yaml') return { ...json, code: 'catalog/not-a-catalog', message: 'This is no catalog in YAML.' }
  const rows = source.tables.flatMap((table) => table.read(',').rows.slice(0, 1))
  const start = tidy((rows[0]?.cells ?? []).join(',').slice(0, 80))
  const message = `This is no catalog: none of its first lines is a header that is known here. It starts “${start}”.`
  return { code: 'catalog/not-a-catalog', message, hint: needed }
}

const webPage: Refusal = {
  code: 'catalog/web-page',
  message: 'This is a web page or an XML file, perhaps a sign-in page saved instead of the file.',
  hint: `Download the file again. ${needed}`,
}

const newCommerce: Refusal = {
  code: 'catalog/new-commerce-file',
  message: 'This is a new commerce offer matrix or price sheet (product and SKU ids instead of offer ids).',
  hint: `The Office 365 application sells by offer id only. ${needed}`,
}

const json: Refusal = {
  code: 'catalog/json-file',
  message: 'This JSON is neither an answer of the Partner Center call “offers” nor a CustomLicenseTypes.json.',
  hint: needed,
}
