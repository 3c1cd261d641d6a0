/** Plans as files: written whole, read with suspicion. */

import { stat } from 'node:fs/promises'
import writeFileAtomic from 'write-file-atomic'
import { digestOf } from '../lib/json.ts'
import { jsonText } from '../lib/json-text.ts'
import { OnboardError } from '../lib/onboard-error.ts'
import { parsePlainJson } from '../lib/parse-plain-json.ts'
import { readTextFile } from '../lib/read-text-file.ts'
import { findFlaw } from './check-plan.ts'
import { PLAN_FORMAT_VERSION, planSchema, type Plan } from './plan.ts'

/** A plan for ten thousand offers is smaller; anything larger is not ours. */
const LARGEST = 64 * 1024 * 1024

const MAKE_A_NEW_ONE = 'Make a new one: o365-onboard add-offers <catalog> --dry-run --out <plan.json>'

/** @throws OnboardError `plan/unwritable` */
export async function writePlan(file: string, plan: Plan): Promise<void> {
  try {
    await refuseNoFile(file)
    await writeFileAtomic(file, jsonText(plan), { mode: 0o600 })
  } catch (cause) {
    throw new OnboardError({
      kind: 'failed',
      code: 'plan/unwritable',
      message: `The plan ${file} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`,
      hint: 'Nothing was changed. Check the folder, or name another file.',
      cause,
    })
  }
}

/** The file is put in its place whole, so a device of that name would be gone. */
async function refuseNoFile(file: string): Promise<void> {
  const there = await stat(file).catch(() => undefined)
  if (there !== undefined && !there.isFile()) throw new TypeError('there is something of this name, and it is no file')
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
  const flaw = findFlaw(parsed.data)
  if (flaw !== undefined) throw invalid('plan/invalid', `${file}: ${flaw}.`)
  // As it stands: without the fields that a newer version added, its digest would not fit when it is written again.
  return data as Plan
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
    return parsePlainJson(text)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw invalid('plan/unreadable', `The plan ${file} cannot be read: ${why}.`, cause)
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
