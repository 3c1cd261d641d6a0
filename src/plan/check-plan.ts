/**
 * Whether a plan from a file says the same to people and to the program. Its digest fits whatever somebody computed it
 * over, so nothing in it is believed that can be derived from the rest.
 */

import { findCycles } from '../graph/cycles.ts'
import { sameJson } from '../lib/json.ts'
import { deployValue } from '../resource/compatibility.ts'
import { findKind, keyOf, kinds } from '../resource/kinds.ts'
import type { Kind } from '../resource/resource.ts'
import { syncs } from '../resource/syncs.ts'
import { diffValues } from './diff.ts'
import { commandLine } from './upgrade/command-line.ts'
import { summarise, type Operation, type Plan } from './plan.ts'
import { isUpgradeTarget } from './targets.ts'

const knownKinds: ReadonlySet<string> = new Set([...kinds, ...syncs].map(({ name }) => name))

/** What a person does. */
const byPeople: readonly Operation['type'][] = ['manual', 'deploy']

/** @returns the first thing that is wrong, as the rest of a sentence; undefined for a plan that can be trusted */
export function findFlaw(plan: Plan): string | undefined {
  const { operations, steps, summary } = plan
  const ids = new Set(operations.map(({ id }) => id))
  if (ids.size < operations.length) return 'two operations have the same id'
  const stepIds = new Set(steps.map(({ id }) => id))
  for (const operation of operations) {
    const flaw = stepIds.has(operation.step) ? flawOf(operation, ids) : `${operation.id} belongs to no step`
    // Only an upgrade runs commands, and none is performed from a plan file: what is run comes from its runbook.
    if (!isUpgradeTarget(plan.target) && isUpgrading(operation))
      return `${operation.id} runs a command, waits, or changes the application or what is sold, which no plan for offers does`
    if (flaw !== undefined) return flaw
  }
  const [circle] = findCycles(new Map(operations.map(({ id, needs }) => [id, needs])), 1)
  if (circle !== undefined) return `operations wait for each other: ${circle.join(', ')}`
  const { unchanged, ...counted } = summarise(operations, summary.unchanged)
  return sameJson({ unchanged, ...counted }, summary) ? undefined : 'its summary is not that of its operations'
}

function isUpgrading({ type, command, provisioning, once, application, wait }: Operation): boolean {
  const own = [command, provisioning, once, application, wait].some((each) => each !== undefined)
  return own || ['run', 'call', 'wait'].includes(type)
}

function flawOf(operation: Operation, ids: ReadonlySet<string>): string | undefined {
  const { id, type, via, needs, address } = operation
  const kindName = address?.slice(0, address.indexOf('/'))
  if (kindName !== undefined && !knownKinds.has(kindName)) return `${id} is about an unknown kind "${kindName}"`
  const missing = needs.find((need) => !ids.has(need))
  if (missing !== undefined) return `${id} needs ${missing}, which is not in the plan`
  if (byPeople.includes(type) !== (via === 'manual')) return `${id} does not say who does it`
  if (operation.command !== undefined && commandLine(operation.command) !== operation.command.line)
    return `${id} shows another command than it runs`
  const runs = via === 'local' || via === 'ssh'
  if (runs !== (type === 'run' || (type === 'wait' && via !== 'read')) || (runs && operation.command === undefined))
    return `${id} does not say what is run`
  if (type === 'deploy' && !deployValue.safeParse(operation.value).success) return `${id} does not say what is deployed`
  const kind = findKind(kindName ?? '')
  if (kind !== undefined && address !== undefined) return flawOfChange(operation, kind, address)
  const changesNothing = operation.action !== 'create' && operation.action !== 'update'
  return changesNothing && operation.changes.length === 0 ? undefined : `${id} says what it changes and not where`
}

/** An operation on a resource: what it shows is what it does. */
function flawOfChange(operation: Operation, kind: Kind, address: string): string | undefined {
  const { id, step, action, value, before, changes, title, label } = operation
  if (keyOf(address) === '' || ![`${step}:${address}`, `${step}:${address}+`].includes(id)) {
    return `${id} is not about ${address}`
  }
  if (action !== 'create' && action !== 'update') return `${id} does nothing to its ${kind.name}`
  if (!isValue(kind, value)) return `the value of ${id} is not that of a ${kind.name}`
  if (before !== null && !isValue(kind, before)) return `the value before ${id} is not that of a ${kind.name}`
  if (action === 'create' && before !== null) return `${id} creates what is there`
  if (!sameJson(changes, diffValues(value ?? {}, before ?? undefined))) return `${id} shows other changes than it makes`
  if (title !== `${action === 'create' ? 'Create' : 'Update'} ${kind.noun} ${label}`)
    return `the title of ${id} misleads`
  return undefined
}

/** With nothing in it that this version does not know. */
function isValue(kind: Kind, value: unknown): boolean {
  const parsed = kind.schema.safeParse(value)
  return parsed.success && sameJson(parsed.data, value)
}
