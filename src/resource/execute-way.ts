/**
 * A site's own way: a Billing method that the configuration names and describes, called through `Execute`. The kind of
 * resource says which values there are, the site at which position each goes.
 */

import { OnboardError } from '../lib/onboard-error.ts'
import type { Task, Value, Way } from './resource.ts'
import { placeholderIn, type ExecuteMapping, type Verb } from './ways-config.ts'

/** One value that a mapping may name. Money travels as decimal text. */
export interface ExecuteValueSpec {
  type: 'int' | 'text' | 'money'
  /** For people. */
  what: string
  /** OA shows it nowhere: the site gives it in `ids`, by what this other value says. */
  idOf?: string
}

export type ExecuteValues = Readonly<Record<string, number | string>>

/** What a site's own Billing method can be given for a kind of resource. */
export interface ExecuteFace<V extends Value = Value> {
  verbs: readonly Verb[]
  values: Readonly<Record<string, ExecuteValueSpec>>
  /** One set of values for each call: most methods change one thing at a time. */
  calls(task: Task<V>): ExecuteValues[]
}

/** @param kind as the configuration calls it, for messages */
export function executeWay(kind: string, face: ExecuteFace, mapping: ExecuteMapping): Way {
  return {
    name: 'execute',
    grade: 'site',
    verbs: face.verbs,
    methods: ['billing.execute'],
    // Nobody knows what the method locks.
    parallel: 1,
    async perform(task) {
      // All calls are filled in before the first one leaves.
      const calls = face.calls(task).map((values) => fillParams(kind, face, mapping, values))
      for (const Params of calls) {
        const call = { Server: mapping.server, Method: mapping.method, Params }
        await task.client.write('billing.execute', call, () => Promise.resolve([]), { blind: true })
      }
      return undefined
    },
  }
}

/**
 * The positional parameters of one call.
 *
 * @throws OnboardError `ways/no-id` when the site gives no id for a name, before anything is called
 */
export function fillParams(
  kind: string,
  face: ExecuteFace,
  mapping: ExecuteMapping,
  values: ExecuteValues,
): (number | string | boolean)[] {
  return mapping.params.map((parameter) => {
    const name = placeholderIn(parameter)
    if (name === undefined) return parameter
    const value = values[name] ?? idFor(face.values[name]?.idOf, mapping, values)
    if (value !== undefined) return value
    const by = String(values[face.values[name]?.idOf ?? ''] ?? '')
    throw new OnboardError({
      kind: 'invalid-input',
      code: 'ways/no-id',
      message: `ways.${kind}: the id of "${by}" is not known, so ${mapping.method} cannot be called. Nothing was called.`,
      hint: `Read the id in Billing and add it to the mapping: ids: { ${by}: <id> }. Or put manual first. Then type: o365-onboard resume`,
      facts: { kind, method: mapping.method, placeholder: name, name: by },
    })
  })
}

function idFor(source: string | undefined, { ids }: ExecuteMapping, values: ExecuteValues): number | undefined {
  return source === undefined ? undefined : ids[String(values[source])]
}
