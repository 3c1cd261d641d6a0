/** What the simulator offers beside the APIs, on the Operations listener: the call log, the state, and the panel. */

import { z } from 'zod'
import { jsonReply, type Reply, wrongVerb } from './http/reply.ts'
import type { Request } from './http/request.ts'
import { panelActionSchema } from './panel-action.ts'
import { Refusal } from './refusal.ts'
import type { Service } from './service.ts'

/** Answers `GET /calls`, `GET /state` and `POST /panel`; nothing for any other path. */
export function answerControl(service: Service, request: Request): Reply | undefined {
  switch (request.path) {
    case '/calls':
      return request.verb === 'GET' ? jsonReply(200, callsFor(service, request.query)) : wrongVerb(['GET'])
    case '/state':
      return request.verb === 'GET' ? jsonReply(200, service.engine.snapshot()) : wrongVerb(['GET'])
    case '/panel':
      return request.verb === 'POST' ? click(service, request) : wrongVerb(['POST'])
    default:
      return undefined
  }
}

/** `?effect=write`, `?system=panel` and so on: entries that equal every given value. */
function callsFor({ log }: Service, query: string): unknown[] {
  const wanted = [...new URLSearchParams(query)]
  return log.entries.filter((entry) =>
    wanted.every(([name, value]) => String((entry as unknown as Record<string, unknown>)[name]) === value),
  )
}

function click(service: Service, request: Request): Reply {
  // A browser cannot send this type across origins unasked: no web page clicks in the panel behind a person's back.
  if (!/^application\/json\b/i.test(request.header('content-type') ?? '')) return failure(415, 'Send application/json.')
  const action = parseAction(request.body)
  if (typeof action === 'string') return failure(400, action)
  const description = { system: 'panel', method: action.do, effect: 'write', params: action } as const
  try {
    const result = service.log.record(description, (seq) => service.engine.panel(action, seq))
    return jsonReply(200, { ok: true, result })
  } catch (error) {
    if (error instanceof Refusal) return failure(409, error.message)
    throw error
  }
}

function parseAction(body: string) {
  let data: unknown
  try {
    data = JSON.parse(body)
  } catch {
    return 'The body is not JSON.'
  }
  const parsed = panelActionSchema.safeParse(data)
  return parsed.success ? parsed.data : z.prettifyError(parsed.error)
}

function failure(status: number, message: string): Reply {
  return jsonReply(status, { ok: false, message })
}
