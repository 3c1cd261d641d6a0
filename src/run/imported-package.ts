/** The package that a run has imported, as OA told it: its version with the release. */

import { z } from 'zod'
import type { Operation, Plan } from '../plan/plan.ts'
import type { RunState } from './run-state.ts'

const imported = z.looseObject({ application_id: z.int(), package_version: z.string() })
export type ImportedPackage = z.infer<typeof imported>

/** The operation of a plan that imports. */
export function importOf({ operations }: Plan): Operation | undefined {
  return operations.find(({ application }) => application?.change === 'import')
}

/** @returns undefined where nobody knows: not imported, or by hand */
export function importedPackage(operation: string, { requests }: RunState): ImportedPackage | undefined {
  return imported.safeParse(requests.get(operation)?.answer).data
}
