/** The members of a JSON object by type and in any spelling of their keys, with a finding for each that will not do. */

import type { Place } from '../../lib/diagnostic.ts'
import type { JsonObject, JsonSource, JsonValue } from '../../lib/json-source.ts'
import { looseKey, tidy } from '../../lib/text.ts'
import type { Report } from './offer-findings.ts'

export class JsonFields {
  readonly at: Place
  readonly #members = new Map<string, JsonValue>()
  readonly #report: Report

  constructor(object: JsonObject, at: Place, report: Report) {
    this.at = at
    this.#report = report
    // PowerShell writes `PrerequisiteOffers`, the API `prerequisiteOffers`.
    for (const [key, value] of Object.entries(object)) this.#members.set(looseKey(key), value)
  }

  /** Tidied; undefined when absent, null or blank. Numbers are taken as they are written. */
  text(key: string): string | undefined {
    const value = this.#known(key)
    if (value === undefined) return undefined
    if (typeof value === 'string' || typeof value === 'number') return tidy(String(value)) || undefined
    this.#bad(key, 'a text')
    return undefined
  }

  /** A whole number that is not negative. */
  count(key: string): number | undefined {
    const value = this.#known(key)
    if (value === undefined || value === '') return undefined
    const number = typeof value === 'string' && /^\d{1,15}$/.test(value.trim()) ? Number(value) : value
    if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return number
    this.#bad(key, 'a whole number')
    return undefined
  }

  flag(key: string): boolean | undefined {
    const value = this.#known(key)
    if (value === undefined || typeof value === 'boolean') return value
    if (typeof value === 'string' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true'
    this.#bad(key, 'true or false')
    return undefined
  }

  /** Texts; a single text counts as a list with blanks, commas or `;` between its entries. */
  list(key: string): string[] {
    const value = this.#known(key)
    if (value === undefined) return []
    if (typeof value === 'string') return value.split(/[\s,;]+/).filter((entry) => entry !== '')
    if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value
    this.#bad(key, 'a list of texts')
    return []
  }

  /** Ids: a list of texts, a text with several, or a list of objects that have an id. */
  ids(key: string): string[] {
    const value = this.#known(key)
    if (!Array.isArray(value) || value.length === 0 || !value.every(isJsonObject)) return this.list(key)
    return value.map((entry) => new JsonFields(entry, this.at, this.#report).text('id') ?? '')
  }

  /** Objects of a list. */
  objects(key: string): JsonObject[] {
    const value = this.#known(key)
    if (value === undefined) return []
    if (Array.isArray(value) && value.every(isJsonObject)) return value
    this.#bad(key, 'a list of objects')
    return []
  }

  /** The members of a nested object; undefined when there is none. */
  nested(key: string): JsonFields | undefined {
    const value = this.#known(key)
    if (value === undefined) return undefined
    if (isJsonObject(value)) return new JsonFields(value, this.at, this.#report)
    this.#bad(key, 'an object')
    return undefined
  }

  #known(key: string): Exclude<JsonValue, null> | undefined {
    return this.#members.get(looseKey(key)) ?? undefined
  }

  #bad(key: string, wanted: string): void {
    const message = `The field “${key}” is not ${wanted}.`
    this.#report('error', 'catalog/bad-field', this.at, message, `Write ${wanted}, or leave the field out.`)
  }
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Where an object of a file stands. */
export function placeInJson(file: string, json: JsonSource, object: JsonObject | JsonValue[]): Place {
  return { file, ...json.placeOf(object) }
}
