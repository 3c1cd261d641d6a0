/** By which way a change is made: the first that the site allows, else a person. */

import { executeWay } from '../resource/execute-way.ts'
import type { Kind, Value, Way } from '../resource/resource.ts'
import type { Site } from '../resource/site.ts'
import { allowedWays, type Verb, type WayChoice } from '../resource/ways-config.ts'

/**
 * Without a word from the site only documented ways are taken. An undocumented one must be allowed by its name in the
 * configuration (`ways`), and is then taken for what the reference says it is. A Billing method of the site's own is
 * taken as the site describes it.
 *
 * @returns undefined when a person must do it
 */
export function chooseWay(kind: Kind, verb: Verb, value: Value, site: Site): Way | undefined {
  const allowed = allowedWays(site.ways, kind.name, verb)
  const able = kind.ways.filter((way) => way.verbs.includes(verb) && way.fits?.(value) !== false)
  if (allowed === undefined) return able.find((way) => way.grade === 'documented')
  for (const choice of allowed) {
    if (choice === 'manual') return undefined
    const way = wayFor(choice, kind, able)
    if (way?.verbs.includes(verb) === true) return way
  }
  return undefined
}

function wayFor(choice: Exclude<WayChoice, 'manual'>, kind: Kind, able: readonly Way[]): Way | undefined {
  if (typeof choice === 'string') return able.find((way) => way.name === choice)
  return kind.execute === undefined ? undefined : executeWay(kind.name, kind.execute, choice.execute)
}
