/** The one place where wanted and seen are compared. */

import { sameJson, type Json } from '../lib/json.ts'
import type { Value } from '../resource/resource.ts'

export interface Change {
  field: string
  from?: Json
  to: Json
}

/** Fields of `wanted` that differ from `seen`; all of them when nothing was seen. */
export function diffValues(wanted: Value, seen: Value | undefined): Change[] {
  return Object.entries(wanted).flatMap(([field, to = null]) => {
    const from = seen?.[field]
    if (seen === undefined) return [{ field, to }]
    return sameJson(from ?? null, to) ? [] : [{ field, from: from ?? null, to }]
  })
}
