/** The report of a run as Markdown, for a ticket. */

import { documentMarkdown } from '../document-markdown.ts'
import { runReportDocument } from '../run-report-document.ts'
import type { ReportFormat } from './report-format.ts'

export const markdown: ReportFormat = { write: (report) => documentMarkdown(runReportDocument(report)) }
