/** Plans as files: written whole, read with suspicion. */

import writeFileAtomic from 'write-file-atomic'
import { digestOf } from '../lib/json.ts'
import { jsonText } from '../lib/json-text.ts'
import { OnboardError } from '../lib/onboard-error.ts'
import { readTextFile } from '../lib/read-text-file.ts'
import { findKind, kinds } from '../resource/kinds.ts'
import { syncs } from '../resource/syncs.ts'
import { PLAN_FORMAT_VERSION, planSchema, type Plan } from './plan.ts'

/** A plan for tens of thousands of offers is smaller; anything larger is not ours. */
const LARGEST = 256 * 1024 * 1024

const MAKE_A_NEW_ONE = 'Make a new one: o365-onboard add-offers <catalog> --dry-run --out <plan.json>'

export async function writePlan(file: string, plan: Plan): Promise<void> {
  await writeFileAtomic(file, jsonText(plan), { mode: 0o600 })
}

/** @throws OnboardError `plan/unreadable`, `plan/invalid`, `plan/other-version` or `plan/edited` */
export async function readPlan(file: string): Promise<Plan> {
  const data = await readJson(file)
  const version = (data as { formatVersion?: unknown } | null)?.formatVersion
  if (version !== PLAN_FORMAT_VERSION) {
    throw invalid('plan/other-version', `${file} is not a plan of format version ${PLAN_FORMAT_VERSION}.`)
  }
  const parsed = planSchema.safeParse(data)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw invalid('plan/invalid', `${file} is not a plan: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`)
  }
  // Over what stands there, so that fields a newer version added count too.
  const { digest, ...body } = data as Record<string, unknown>
  if (digestOf(body) !== digest) throw invalid('plan/edited', `${file} was changed after it was made.`)
  checkAddresses(parsed.data, file)
  return parsed.data
}

async function readJson(file: string): Promise<unknown> {
  const text = await readTextFile({
    what: 'The plan',
    file,
    largest: LARGEST,
    code: 'plan/unreadable',
    hint: MAKE_A_NEW_ONE,
  })
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw invalid('plan/unreadable', `The plan ${file} cannot be read: ${why}.`, cause)
  }
}

function checkAddresses(plan: Plan, file: string): void {
  const known = new Set<string>([...kinds, ...syncs].map(({ name }) => name))
  const ids = new Set(plan.operations.map(({ id }) => id))
  for (const { id, address, needs, value } of plan.operations) {
    const kind = address?.slice(0, address.indexOf('/'))
    if (kind !== undefined && !known.has(kind))
      throw invalid('plan/invalid', `${file}: ${id} is about an unknown kind "${kind}".`)
    if (
      address !== undefined &&
      value !== undefined &&
      findKind(kind ?? '')?.schema.safeParse(value).success === false
    ) {
      throw invalid('plan/invalid', `${file}: the value of ${id} is not that of a ${kind ?? ''}.`)
    }
    const missing = needs.find((need) => !ids.has(need))
    if (missing !== undefined)
      throw invalid('plan/invalid', `${file}: ${id} needs ${missing}, which is not in the plan.`)
  }
}

function invalid(code: string, message: string, cause?: unknown): OnboardError {
  return new OnboardError({
    kind: 'invalid-input',
    code,
    message,
    hint: MAKE_A_NEW_ONE,
    cause,
  })
}
