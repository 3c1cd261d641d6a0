/** A catalog to our own YAML: every field that says something, in the order in which a person reads them. */

import { stringify } from 'yaml'
import type { Catalog } from '../catalog.ts'
import type { Offer } from '../offer.ts'
import { yamlFields } from './yaml-schema.ts'

/** Writes everything of a catalog but the places that it was read from. */
export function writeYaml(catalog: Catalog): string {
  const offers = [...catalog.offers.values()].map(writtenOffer)
  return stringify({ formatVersion: 1, offers }, { lineWidth: 0, aliasDuplicateObjects: false })
}

function writtenOffer(offer: Offer): Record<string, unknown> {
  const written: Record<string, unknown> = {}
  for (const field of yamlFields) {
    const value = offer[field]
    if (saysSomething(value)) written[field] = value
  }
  return written
}

/** What is left out reads back as this. */
function saysSomething(value: unknown): boolean {
  return value !== undefined && value !== false && value !== '' && !(Array.isArray(value) && value.length === 0)
}
