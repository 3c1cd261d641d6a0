/** What an operator types after a run that did not come to its end: in this process, which need not start. */

import { processTable } from '../../src/cli/processes.ts'
import type { ProcessTable } from '../../src/lib/process-table.ts'
import type { Ended } from '../e2e/rig.ts'
import type { Simulation } from '../e2e/simulation.ts'

/**
 * Resumes; when nothing had begun, gives the job again.
 *
 * @param job what was typed at first
 * @returns what the last of them printed and how it ended
 */
export async function goOn(
  simulation: Simulation,
  job: readonly string[],
  processes: ProcessTable = processTable({}),
): Promise<Ended> {
  const flags = job.includes('--config') ? job.slice(job.indexOf('--config')) : []
  const resumed = await simulation.typedAs({ processes }, 'resume', '--yes', ...flags)
  const hadNotBegun = `${resumed.stdout}${resumed.stderr}`.includes('Nothing to resume')
  return resumed.code === 0 && hadNotBegun ? simulation.typedAs({ processes }, ...job) : resumed
}
