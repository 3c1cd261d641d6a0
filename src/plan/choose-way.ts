/** By which way a change is made: the first that the site allows, else a person. */

import type { Kind, Value, Way } from '../resource/resource.ts'
import type { Site } from '../resource/site.ts'

/**
 * Without a word from the site only documented ways are taken. An undocumented one must be allowed by its name in the
 * configuration (`ways`), and is then taken for what the reference says it is.
 *
 * @returns undefined when a person must do it
 */
export function chooseWay(kind: Kind, verb: 'create' | 'update', value: Value, site: Site): Way | undefined {
  const allowed = site.ways[kind.name]
  const able = kind.ways.filter((way) => way.verbs.includes(verb) && way.fits?.(value) !== false)
  if (allowed === undefined) return able.find((way) => way.grade === 'documented')
  const [first] = allowed.flatMap((name) => (name === 'manual' ? [undefined] : able.filter((way) => way.name === name)))
  return first
}
