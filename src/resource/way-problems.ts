/** What is wrong with the `ways` of a configuration: names that no kind has, and placeholders that no kind declares. */

import { closest } from '../lib/text.ts'
import { findKind, kinds } from './kinds.ts'
import { upgradeWays } from './upgrade-ways.ts'
import { allowedWays, placeholderIn, type ExecuteMapping, type Verb, type WaysConfig } from './ways-config.ts'

export interface WayProblem {
  path: (string | number)[]
  message: string
}

/** @returns each problem with the path below `ways` */
export function wayProblems(ways: WaysConfig): WayProblem[] {
  return Object.keys(ways).flatMap((name) => {
    if (ofUpgrades.has(name)) return upgradeProblems(ways, name)
    const kind = findKind(name)
    if (kind === undefined) return [{ path: [name], message: unknownKind(name) }]
    const seen = new Set<string>()
    return (['create', 'update'] as const).flatMap((verb) =>
      (allowedWays(ways, name, verb) ?? []).flatMap((choice, index) => {
        if (typeof choice === 'string') return []
        const path = Array.isArray(ways[name]) ? [name, index, 'execute'] : [name, verb, index, 'execute']
        // One list for both verbs is looked at once, and suits whichever verbs the kind has.
        if (seen.has(path.join('/'))) return []
        seen.add(path.join('/'))
        const only = Array.isArray(ways[name]) ? undefined : verb
        return mappingProblems(kind.name, choice.execute, only).map((message) => ({ path, message }))
      }),
    )
  })
}

const ofUpgrades: ReadonlySet<string> = new Set(Object.values(upgradeWays).map(({ name }) => name))

/** What upgrades change by API is done by the API of Operations or by a person, and is always an update. */
function upgradeProblems(ways: WaysConfig, name: string): WayProblem[] {
  const choices = allowedWays(ways, name, 'update') ?? []
  const isKnown = choices.every((choice) => choice === 'pem' || choice === 'manual')
  return isKnown ? [] : [{ path: [name], message: `${name} is changed by pem or manual, and in no other way` }]
}

function unknownKind(name: string): string {
  const names = [...kinds.map((kind) => kind.name), ...ofUpgrades]
  const meant = closest(name, names)
  return meant === undefined
    ? `no kind of resource is called "${name}"; there are ${names.join(', ')}`
    : `no kind of resource is called "${name}"; did you mean "${meant}"?`
}

function mappingProblems(name: string, { params }: ExecuteMapping, verb: Verb | undefined): string[] {
  const face = findKind(name)?.execute
  if (face === undefined) return [`${name} cannot be written by a Billing method`]
  if (verb !== undefined && !face.verbs.includes(verb)) return [`a Billing method cannot ${verb} a ${name} here`]
  const known = Object.keys(face.values)
  return params.flatMap((parameter) => {
    const placeholder = placeholderIn(parameter)
    if (placeholder === undefined || known.includes(placeholder)) return []
    const list = known.map((each) => `{${each}}`).join(', ')
    return [`{${placeholder}} is not known for ${name}; there are ${list}`]
  })
}
