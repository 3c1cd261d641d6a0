/** The report of a run as one HTML page. */

import { documentHtml } from '../document-html.ts'
import { runReportDocument } from '../run-report-document.ts'
import type { ReportFormat } from './report-format.ts'

export const html: ReportFormat = {
  write: (report) => documentHtml(`${report.runbook.title}: ${report.target.installation}`, runReportDocument(report)),
}
