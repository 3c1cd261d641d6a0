/** The report of a run as Markdown, for a ticket. */

import { markdownCell, markdownTable } from '../markdown.ts'
import type { Block } from '../document.ts'
import { runReportDocument } from '../run-report-document.ts'
import type { ReportFormat } from './report-format.ts'

export const markdown: ReportFormat = {
  write: (report) => `${runReportDocument(report).map(blockText).join('\n\n')}\n`,
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${markdownCell(block.text)}`
    case 'paragraph':
      return markdownCell(block.text)
    case 'list':
      return block.items.map((item) => `- ${markdownCell(item)}`).join('\n')
    case 'table':
      return markdownTable(block.head, block.rows).join('\n')
  }
}
