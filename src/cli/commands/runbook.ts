/** `runbook list|show|validate|schema`: work on runbooks, offline. */

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { jsonText } from '../../lib/json-text.ts'
import { packageRoot } from '../../lib/package-root.ts'
import { printable } from '../../lib/printable.ts'
import { faultScheduleSchema } from '../../oa/simulator/faults/fault-schedule.ts'
import { planSchema } from '../../plan/plan.ts'
import { journalLineSchema } from '../../run/run-event.ts'
import { loadRunbook } from '../../runbook/load-runbook.ts'
import { runbookSchema } from '../../runbook/runbook.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { writeOutput } from '../write-output.ts'

const folder = join(packageRoot, 'runbooks')
/** Beside the runbooks, and none itself. */
const PATHS = 'upgrade-paths.yaml'

export async function listRunbooks(context: Context): Promise<number> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml') && name !== PATHS).sort()
  for (const name of names) {
    const runbook = await loadRunbook(join(folder, name))
    context.stdout(`${runbook.name}  ${runbook.title} (${runbook.source})  ${join(folder, name)}\n`)
  }
  return exitCodes.done.code
}

/** @param name one that comes with the program, or a file */
export async function showRunbook(name: string, context: Context): Promise<number> {
  await writeOutput(await readFile((await loadRunbook(fileOf(name))).file, 'utf8'), undefined, context)
  return exitCodes.done.code
}

export async function validateRunbook(name: string, context: Context): Promise<number> {
  const { steps } = await loadRunbook(fileOf(name))
  context.stderr(`${printable(name)} is a valid runbook of ${steps.length} steps.\n`)
  return exitCodes.done.code
}

/** What other programs can rely on, by the name of the document. */
const schemas = {
  runbook: runbookSchema,
  plan: planSchema,
  events: journalLineSchema,
  faults: faultScheduleSchema,
} satisfies Record<string, z.ZodType>
export type SchemaName = keyof typeof schemas

export function jsonSchema(name: SchemaName, context: Context): number {
  context.stdout(jsonText(z.toJSONSchema(schemas[name], { unrepresentable: 'any' })))
  return exitCodes.done.code
}

function fileOf(name: string): string {
  return /^[a-z][a-z0-9-]*$/.test(name) ? join(folder, `${name}.yaml`) : name
}
