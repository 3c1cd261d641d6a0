/** What the APS bus answers: pages, resources, errors (oa-wire.md, section 1.4). */

import { z } from 'zod'
import { parsePlainJson } from '../../lib/parse-plain-json.ts'
import { decodeJsonBytes } from './body-text.ts'
import type { HttpAnswer } from './exchange.ts'

/** `error` is what newer versions call the type of an error; older ones say `type`. */
const apsError = z.looseObject({ error: z.string().optional(), type: z.string().optional(), message: z.string() })

export interface ApsError {
  /** Such as `APS::Util::AuthenticationFailed`. */
  error: string | undefined
  message: string
}

/** The JSON of a body; nothing when it is empty. @throws Error, without a piece of the body in its message */
export function readJson({ body }: HttpAnswer): unknown {
  if (body.length === 0) return undefined
  try {
    return parsePlainJson(decodeJsonBytes(body))
  } catch {
    // The parser's own message quotes the body, which may quote us.
    throw new Error('is not JSON')
  }
}

/** What an error answer says, if it is one of APS. */
export function readApsError(answer: HttpAnswer): ApsError | undefined {
  try {
    const parsed = apsError.safeParse(readJson(answer))
    return parsed.success ? { error: parsed.data.error ?? parsed.data.type, message: parsed.data.message } : undefined
  } catch {
    return undefined
  }
}

/**
 * A page and the total of all pages, from `Content-Range: items 0-99/231`. Without the header, 200 means that there is
 * no more, and the total is what we have seen; 206 means that there is, and then the total must be told.
 * @throws Error saying what is wrong with the answer
 */
export function readPage(answer: HttpAnswer, start: number): { items: unknown[]; total: number } {
  const items = readJson(answer)
  if (!Array.isArray(items)) throw new Error('is not a list')
  const total = readTotal(answer)
  if (total === undefined && answer.status === 206) throw new Error('is a part of a list that does not say its total')
  return { items, total: total ?? start + items.length }
}

function readTotal({ headers }: HttpAnswer): number | undefined {
  const total = /^\s*items\s+[\d*-]+\/(\d{1,15})\s*$/i.exec(String(headers['content-range'] ?? ''))?.[1]
  return total === undefined ? undefined : Number(total)
}
