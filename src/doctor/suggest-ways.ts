/** From what was found to a block of configuration: the ways that this installation can take, each with its grade. */

import { kinds } from '../resource/kinds.ts'
import type { Kind, Way } from '../resource/resource.ts'
import { type UpgradeWay, upgradeWays } from '../resource/upgrade-ways.ts'
import type { Examination, Health } from './doctor.ts'

export interface SuggestedWays {
  ways: Readonly<Record<string, readonly string[]>>
  /** The same as a block for the configuration, with comments. */
  yaml: string
}

/** @param worst how the worst finding of a check was */
export async function suggestWays({ methods }: Examination, worst: (check: string) => Health): Promise<SuggestedWays> {
  const present = await methods().then(
    (found) => found.present,
    () => new Set<string>(),
  )
  const typesKnown = worst('types') === 'ok' && worst('properties') === 'ok'
  const usable = (way: Way): boolean =>
    way.name === 'aps' ? typesKnown : way.methods.every((name) => present.has(name))
  const rows: Row[] = [
    ...(kinds as readonly Kind[]).map(({ name, ways }) => ({ name, ways: ways.filter(usable) })),
    ...(Object.values(upgradeWays) as readonly UpgradeWay[]).map(({ name, grade, methods: needed }) => ({
      name,
      ways: needed.every((method) => present.has(method)) ? [{ name: 'pem', grade }] : [],
    })),
  ]
  return {
    ways: Object.fromEntries(rows.map(({ name, ways }) => [name, [...ways.map((way) => way.name), 'manual']])),
    yaml: [
      '# What this installation can take. Only "documented" is taken without being named here; read the grades first.',
      'ways:',
      ...rows.map(
        ({ name, ways }) => `  ${name}: [${[...ways.map((way) => way.name), 'manual'].join(', ')}]${comment(ways)}`,
      ),
      '',
    ].join('\n'),
  }
}

interface Row {
  name: string
  ways: readonly { name: string; grade: Way['grade'] }[]
}

function comment(ways: Row['ways']): string {
  return ways.length === 0
    ? ' # no API is known'
    : ` # ${ways.map(({ name, grade }) => `${name}: ${grade}`).join(', ')}`
}
