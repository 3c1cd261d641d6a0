/** Texts that are something else than an offer matrix: which of Microsoft's files they are, and which is needed. */

import { tidy } from '../lib/text.ts'
import { emptyFile, type Refusal } from './foreign-bytes.ts'
import { guessHeaders } from './formats/header-lines.ts'

const needed = 'Needed is the legacy offer matrix, saved as CSV: the file with the columns “Offer ID” and “Depends On”.'

/** A kind of table, recognised by headers that only it has (reference/catalog.md, sections 1.2, 1.4 and 1.5). */
const tables: readonly { code: string; what: string; hint: string; has: (keys: ReadonlySet<string>) => boolean }[] = [
  {
    code: 'catalog/new-commerce-file',
    what: 'a new commerce offer matrix or price sheet (product and SKU ids instead of offer ids)',
    hint: needed,
    has: (keys) => keys.has('productid') && keys.has('skuid'),
  },
  {
    code: 'catalog/price-list',
    what: 'a licence-based price list, which says nothing about parents',
    hint: needed,
    has: (keys) => keys.has('offerid') && !keys.has('dependson') && priceHeaders.some((header) => keys.has(header)),
  },
  {
    code: 'catalog/sku-table',
    what: 'the table of product names and service plan identifiers',
    hint: `${needed} This table can only tell Provisioning IDs.`,
    has: (keys) => keys.has('stringid') && keys.has('guid'),
  },
]

const priceHeaders = ['listprice', 'erpprice', 'licenseagreementtype', 'secondarylicensetype', 'acdu']

/** Why this text is no catalog, when it can be told; undefined leaves it to the formats. */
export function refuseText(text: string): Refusal | undefined {
  const start = text.slice(0, 1000).trim().toLowerCase()
  if (text.trim() === '') return emptyFile
  if (start.startsWith('<')) return webPage
  if (/^[[{]\s*["{[\]}]/.test(start)) return json
  for (const { keys } of guessHeaders(text)) {
    const table = tables.find(({ has }) => has(new Set(keys)))
    if (table !== undefined) return { code: table.code, message: `This is ${table.what}.`, hint: table.hint }
  }
  return undefined
}

/** For a text that no format recognises. */
export function notACatalog(text: string): Refusal {
  const line = text.split('\n', 100).find((candidate) => candidate.trim() !== '') ?? ''
  const start = tidy(line.slice(0, 80))
  const message = `This is no offer matrix: none of its first lines is a header with an offer id. It starts “${start}”.`
  return { code: 'catalog/not-a-catalog', message, hint: needed }
}

const webPage: Refusal = {
  code: 'catalog/web-page',
  message: 'This is a web page or an XML file, perhaps a sign-in page saved instead of the file.',
  hint: `Download the file again. ${needed}`,
}

const json: Refusal = {
  code: 'catalog/json-file',
  message: 'This is a JSON file, perhaps an answer of the Partner Center API.',
  hint: needed,
}
