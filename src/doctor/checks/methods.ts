/** Whether Operations takes our credentials and has what we call: reads always, writes where a way is allowed. */

import { methodSpec, type MethodName } from '../../oa/methods.ts'
import { kinds } from '../../resource/kinds.ts'
import type { Kind } from '../../resource/resource.ts'
import { allowedWays } from '../../resource/ways-config.ts'
import type { Site } from '../../resource/site.ts'
import type { Check, Finding } from '../doctor.ts'

export const methods: Check = {
  name: 'methods',
  run: async ({ methods: find, site }) => {
    const { present, missing } = await find()
    const needed = missing.filter((name) => isRead(name) || allowedUse(name, site) !== undefined)
    return [
      { health: 'ok', message: `operations takes our credentials and has ${present.size} of the methods we may call.` },
      ...needed.map((name): Omit<Finding, 'check'> => ({
        health: 'problem',
        message: `operations has no method ${name}${isRead(name) ? '' : `, which ways.${allowedUse(name, site) ?? ''} allows`}.`,
        hint: isRead(name)
          ? 'This version of OA is too old or too new for this program; please report it with the OA build.'
          : `Take the way out of ways.${allowedUse(name, site) ?? ''}: a person does it then.`,
      })),
    ]
  },
}

/** Only reads that every run makes. */
function isRead(name: string): boolean {
  return methodSpec(name as MethodName).effect === 'read' && !optional.includes(name)
}

const optional = ['pem.getRequestStatus', 'pem.statistics.getStatisticsReport']

/** The kind whose allowed way calls it. */
function allowedUse(name: string, { ways }: Site): string | undefined {
  const uses = (kinds as readonly Kind[]).find((kind) =>
    kind.ways.some(
      (way) =>
        (way.methods as readonly string[]).includes(name) &&
        way.verbs.some((verb) => allowedWays(ways, kind.name, verb)?.includes(way.name as 'pem') === true),
    ),
  )
  return uses?.name
}
