/** A form in which the report of a run can be written. */

import type { RunReport } from '../run-report.ts'

/** First the one that is written where none is asked for. */
export const reportFormatNames = ['markdown', 'html', 'junit', 'json'] as const
export type ReportFormatName = (typeof reportFormatNames)[number]

export interface ReportFormat {
  /** Ends with a line break. */
  write(report: RunReport): string
}
