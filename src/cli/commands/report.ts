/** `report [run]`: what was planned and what became of it, as a document to keep. */

import type { ReportFormatName } from '../../report/formats/report-format.ts'
import { reportFormats } from '../../report/formats/report-formats.ts'
import { reportRun } from '../../report/run-report.ts'
import type { Context } from '../context.ts'
import { openDesk } from '../desk.ts'
import { exitCodes } from '../exit-codes.ts'
import { runToShow } from '../run-to-show.ts'
import type { CommonFlags } from '../workspace.ts'
import { writeOutput } from '../write-output.ts'
import { withFlags } from './run-plan.ts'

export interface ReportFlags extends CommonFlags {
  format?: ReportFormatName
  out?: string
}

export async function report(id: string | undefined, flags: ReportFlags, context: Context): Promise<number> {
  const { store } = await openDesk(flags, context)
  const made = reportRun(await runToShow(store, id))
  const format = reportFormats[flags.json === true ? 'json' : (flags.format ?? 'markdown')]
  await writeOutput(format.write({ ...made, summary: withFlags(made.summary, context) }), flags.out, context)
  return exitCodes.done.code
}
