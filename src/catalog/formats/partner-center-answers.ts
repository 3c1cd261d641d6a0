/** Finds the offers in what people save of the Partner Center API: one answer, a bare list, or several countries'. */

import type { JsonObject, JsonValue } from '../../lib/json-source.ts'
import { looseKey } from '../../lib/text.ts'
import { isJsonObject } from './json-fields.ts'

export interface AnsweredOffer {
  offer: JsonObject
  /** The key that an answer stands under, such as `US`; an offer's own country comes first. */
  country: string | undefined
}

/** All offers of a file in their order; undefined when it holds no answer of the API. */
export function answeredOffers(value: JsonValue): AnsweredOffer[] | undefined {
  if (Array.isArray(value)) return value.every(isJsonObject) ? ofList(value) : undefined
  if (!isJsonObject(value)) return undefined
  const items = member(value, 'items')
  if (items !== undefined) return isOfferList(items) ? listed(items, undefined) : undefined
  if (isOffer(value)) return [{ offer: value, country: undefined }]
  return ofCountries(value)
}

function ofList(list: readonly JsonObject[]): AnsweredOffer[] | undefined {
  if (list.length > 0 && list.every(isOffer)) return listed(list, undefined)
  const answers = list.map((answer) => member(answer, 'items'))
  return answers.length > 0 && answers.every(isOfferList)
    ? answers.flatMap((items) => listed(items, undefined))
    : undefined
}

function ofCountries(value: JsonObject): AnsweredOffer[] | undefined {
  const answers = Object.entries(value).map(([country, answer]) => {
    const items = isJsonObject(answer) ? member(answer, 'items') : answer
    return /^[a-z]{2}$/i.test(country) && isOfferList(items) ? listed(items, country) : undefined
  })
  return answers.length > 0 && answers.every((answer) => answer !== undefined) ? answers.flat() : undefined
}

function listed(offers: readonly JsonObject[], country: string | undefined): AnsweredOffer[] {
  return offers.map((offer) => ({ offer, country }))
}

function isOfferList(value: JsonValue | undefined): value is JsonObject[] {
  return Array.isArray(value) && value.every((offer) => isJsonObject(offer) && isOffer(offer))
}

/** Fields that an offer of the API has and that other lists with ids and names have not. */
const telling = ['prerequisiteoffers', 'isaddon', 'hasaddons', 'minimumquantity', 'limitunitofmeasure', 'salesgroupid']

function isOffer(value: JsonObject): boolean {
  const keys = Object.keys(value).map(looseKey)
  return (
    keys.includes('name') &&
    (keys.includes('id') || keys.includes('offerid')) &&
    keys.some((key) => telling.includes(key))
  )
}

function member(value: JsonObject, key: string): JsonValue | undefined {
  const name = Object.keys(value).find((candidate) => looseKey(candidate) === key)
  return name === undefined ? undefined : value[name]
}
