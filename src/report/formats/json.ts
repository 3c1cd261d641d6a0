/** The report of a run as JSON: every operation, none folded. */

import { jsonText } from '../../lib/json-text.ts'
import type { ReportFormat } from './report-format.ts'

export const json: ReportFormat = { write: (report) => jsonText(report) }
