/** The forms of a report. One form, one file, one line here. */

import { html } from './html.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { markdown } from './markdown.ts'
import type { ReportFormat, ReportFormatName } from './report-format.ts'

export const reportFormats: Readonly<Record<ReportFormatName, ReportFormat>> = { markdown, html, junit, json }
