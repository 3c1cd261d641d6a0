/** A method of the table to an HTTP request: path, query and body. */

import type { HttpShape } from '../method-spec.ts'
import { pageQuery } from '../rql.ts'
import type { HttpRequest } from './http.ts'

/**
 * Fills the path from the parameters, adds the page as RQL `limit(start,count)` and the body as JSON.
 * @param base path of the endpoint, before `/aps/2`
 */
export function apsRequest(shape: HttpShape, base: string, params: Record<string, unknown>): HttpRequest {
  const path = base + fillPath(shape.path, params)
  const hasBody = params.body !== undefined
  return {
    verb: shape.verb,
    path: shape.returns === 'page' ? `${path}?${queryOf(params)}` : path,
    headers: { accept: 'application/json', ...(hasBody ? { 'content-type': 'application/json' } : {}) },
    ...(hasBody ? { body: JSON.stringify(params.body) } : {}),
  }
}

function fillPath(template: string, params: Record<string, unknown>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name]
    // `.` and `..` cannot be encoded away: they would name another resource.
    if (typeof value !== 'string' || /^\.{0,2}$/.test(value)) throw new TypeError(`${name} is no name of a resource`)
    return encodeURIComponent(value)
  })
}

function queryOf({ query, start, count }: Record<string, unknown>): string {
  return pageQuery(query as string | undefined, start as number, count as number)
}
