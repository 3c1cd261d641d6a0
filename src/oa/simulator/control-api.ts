/** What the simulator offers beside the APIs, on the Operations listener: call log, state, panel and fault schedule. */

import { z } from 'zod'
import type { FaultyAnswers } from './faults/faulty-answer.ts'
import { faultScheduleSchema } from './faults/fault-schedule.ts'
import { jsonReply, type Reply, wrongVerb } from './http/reply.ts'
import type { Request } from './http/request.ts'
import { panelActionSchema, type PanelAction } from './panel-action.ts'
import { Refusal } from './refusal.ts'
import type { Service } from './service.ts'

/** All that can be looked at and steered from outside. */
export interface Controlled extends Service {
  faults: FaultyAnswers
}

type Answer = (controlled: Controlled, request: Request) => Reply

const routes: Readonly<Record<string, Readonly<Record<string, Answer>>>> = {
  '/calls': { GET: ({ log }, { query }) => jsonReply(200, selectCalls(log.entries, query)) },
  '/state': { GET: ({ engine }) => jsonReply(200, engine.snapshot()) },
  '/panel': { POST: withJson(panelActionSchema, click) },
  '/faults': {
    GET: ({ faults }) => jsonReply(200, faults.status()),
    PUT: withJson(faultScheduleSchema, ({ faults }, { faults: schedule }) => {
      faults.set(schedule)
      return jsonReply(200, faults.status())
    }),
  },
}

/** Answers the paths of the table above; nothing for any other path. */
export function answerControl(controlled: Controlled, request: Request): Reply | undefined {
  const verbs = Object.hasOwn(routes, request.path) ? routes[request.path] : undefined
  if (verbs === undefined) return undefined
  return verbs[request.verb]?.(controlled, request) ?? wrongVerb(Object.keys(verbs))
}

/** `?effect=write`, `?system=panel` and so on: entries that equal every given value. */
function selectCalls(entries: Service['log']['entries'], query: string): unknown[] {
  const wanted = [...new URLSearchParams(query)]
  return entries.filter((entry) =>
    wanted.every(([name, value]) => String((entry as unknown as Record<string, unknown>)[name]) === value),
  )
}

function click({ engine, log }: Service, action: PanelAction): Reply {
  const description = { system: 'panel', method: action.do, effect: 'write', params: action } as const
  try {
    const result = log.record(description, (seq) => engine.panel(action, seq))
    return jsonReply(200, { ok: true, result })
  } catch (error) {
    if (error instanceof Refusal) return failure(409, error.message)
    throw error
  }
}

function withJson<S extends z.ZodType>(schema: S, act: (controlled: Controlled, data: z.output<S>) => Reply): Answer {
  return (controlled, request) => {
    // A browser cannot send this type across origins unasked: no web page clicks in the panel behind a person's back.
    if (!/^application\/json\b/i.test(request.header('content-type') ?? ''))
      return failure(415, 'Send application/json.')
    const data = parseJson(request.body)
    if (data === undefined) return failure(400, 'The body is not JSON.')
    const parsed = schema.safeParse(data)
    return parsed.success ? act(controlled, parsed.data) : failure(400, z.prettifyError(parsed.error))
  }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown
  } catch {
    return undefined
  }
}

function failure(status: number, message: string): Reply {
  return jsonReply(status, { ok: false, message })
}
