/** The APS bus: REST with tokens, RQL and pages (oa-wire.md 1.4). */

import { methodSpec, type MethodName } from '../methods.ts'
import type { Api } from './api.ts'
import type { CallDescription } from './call-log.ts'
import { jsonReply, type Reply, wrongVerb } from './http/reply.ts'
import type { Request } from './http/request.ts'
import { type ApsRoute, matchApsRoute } from './method-routes.ts'
import { invalidArguments, noSuchRow, Refusal } from './refusal.ts'
import { parseRql } from './rql.ts'
import type { Service } from './service.ts'

/** Documented: a query without `limit`, or one without a count, gets this many. */
const defaultPage = 1000

interface PageAnswer {
  items: unknown[]
  total: number
}

/** Answers every request below `/aps/2`. */
export function createApsApi(service: Service): Api {
  return {
    system: 'aps',
    describe: (request) => describe(request, matchApsRoute(request.verb, request.path)),
    answer: (request) => answer(service, request),
    refuse: refusal,
  }
}

function describe(request: Request, route: ApsRoute): CallDescription {
  const method = route.found === 'method' ? route.name : `${request.verb} ${request.path}`
  const effect = request.verb === 'GET' ? 'read' : 'write'
  return { system: 'aps', method, effect, params: { ...paramsOf(request, route), ...pageOf(request) } }
}

function paramsOf(request: Request, route: ApsRoute): Record<string, unknown> {
  return route.found === 'method' ? { ...route.pathParams, ...parseBody(request).params } : {}
}

function answer(service: Service, request: Request): Reply {
  const route = matchApsRoute(request.verb, request.path)
  const body = parseBody(request)
  const params = paramsOf(request, route)
  try {
    return service.log.record(describe(request, route), (seq) => {
      const caller = service.engine.useToken(request.header('aps-token'))
      if (route.found === 'path') return wrongVerb(route.verbs)
      if (route.found === 'nothing') throw noSuchRow('APS Resource', request.path)
      if (body.problem !== undefined) throw invalidArguments(body.problem)
      return reply(service, route, params, request, { seq, caller })
    })
  } catch (error) {
    if (error instanceof Refusal) return refusal(error)
    throw error
  }
}

function reply(
  { engine }: Service,
  { name }: Extract<ApsRoute, { found: 'method' }>,
  params: Record<string, unknown>,
  request: Request,
  call: { seq: number; caller: ReturnType<Service['engine']['useToken']> },
): Reply {
  if (methodSpec(name).http?.returns === 'one') {
    const answer = engine.call({ ...call, method: name, params })
    return jsonReply(statusOf(name, answer), answer)
  }
  const { limit } = parseRql(request.query)
  const start = limit?.start ?? 0
  const count = limit?.count ?? defaultPage
  // A page of nothing is a way to ask for the total.
  const page = { query: request.query, start, count: Math.max(1, count) }
  const { items, total } = engine.call({ ...call, method: name, params: page }) as PageAnswer
  return pageReply({ items: items.slice(0, count), total }, start)
}

/** 206 when there is more than the page shows (documented); the form of an empty range is inferred. */
function pageReply({ items, total }: PageAnswer, start: number): Reply {
  const last = Math.max(start, start + items.length - 1)
  const range = items.length === 0 ? `items 0-0/${total}` : `items ${start}-${last}/${total}`
  return jsonReply(items.length === total ? 200 : 206, items, { 'content-range': range })
}

function statusOf(name: MethodName, answer: unknown): number {
  if (name !== 'aps.resources.create') return 200
  return (answer as { aps: { status: string } }).aps.status === 'aps:proto' ? 202 : 201
}

function parseBody({ verb, body }: Request): { params: Record<string, unknown>; problem?: string } {
  if (verb === 'GET' || verb === 'DELETE') return { params: {} }
  try {
    return { params: { body: JSON.parse(body) as unknown } }
  } catch {
    return { params: {}, problem: 'The body is not JSON.' }
  }
}

function pageOf({ query }: Request): { query?: string } {
  return query === '' ? {} : { query }
}

/** The three forms that are known agree in `code`, `error` and `message`. */
function refusal({ status, error, message }: Refusal): Reply {
  return jsonReply(status, { code: status, error, message })
}
