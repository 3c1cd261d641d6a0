/** From what a client asks for to an entry of the method table. */

import { apsMethods } from '../methods/aps.ts'
import type { System } from '../method-spec.ts'
import { type MethodName, methods, methodSpec } from '../methods.ts'

/** Whether `name` is a method of that system. */
export function isMethodName(system: System, name: string): name is MethodName {
  return Object.hasOwn(methods, name) && methodSpec(name as MethodName).system === system
}

export type ApsRoute =
  | { found: 'method'; name: MethodName; pathParams: Record<string, string> }
  /** The path exists, but not for this verb. */
  | { found: 'path'; verbs: string[] }
  | { found: 'nothing' }

/** Finds the APS method for a verb and a path (without its query). */
export function matchApsRoute(verb: string, path: string): ApsRoute {
  const matches = Object.keys(apsMethods).flatMap((name) => {
    const { http } = methodSpec(name as MethodName)
    const pathParams = http === undefined ? undefined : matchPath(http.path, path)
    return http === undefined || pathParams === undefined
      ? []
      : [{ name: name as MethodName, verb: http.verb, pathParams }]
  })
  const match = matches.find((candidate) => candidate.verb === verb)
  if (match !== undefined) return { found: 'method', name: match.name, pathParams: match.pathParams }
  return matches.length > 0
    ? { found: 'path', verbs: matches.map((candidate) => candidate.verb) }
    : { found: 'nothing' }
}

/** `{name}` in a template takes one segment; a slash at the end does not matter. */
function matchPath(template: string, path: string): Record<string, string> | undefined {
  const expected = template.split('/')
  const actual = path.replace(/\/$/, '').split('/')
  if (expected.length !== actual.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, segment] of expected.entries()) {
    const value = actual[index] ?? ''
    const name = /^\{(\w+)\}$/.exec(segment)?.[1]
    if (name !== undefined && value !== '') params[name] = decodeSegment(value)
    else if (segment !== value) return undefined
  }
  return params
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
