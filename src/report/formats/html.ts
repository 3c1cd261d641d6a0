/** The report of a run as one HTML page that needs nothing else: to be opened, printed, kept. */

import { markupText } from '../../graph/draw/markup-text.ts'
import { printable } from '../../lib/printable.ts'
import type { Block } from '../document.ts'
import { runReportDocument } from '../run-report-document.ts'
import type { ReportFormat } from './report-format.ts'

const STYLE =
  'body{font:14px/1.4 sans-serif;max-width:70em;margin:2em auto;padding:0 1em}table{border-collapse:collapse}' +
  'th,td{border:1px solid #bbb;padding:.2em .6em;text-align:left;vertical-align:top}'

export const html: ReportFormat = {
  write: (report) => {
    const title = `${report.runbook.title}: ${report.target.installation}`
    return [
      '<!doctype html>',
      '<html lang="en">',
      `<head><meta charset="utf-8"><title>${safe(title)}</title><style>${STYLE}</style></head>`,
      '<body>',
      ...runReportDocument(report).map(element),
      '</body>',
      '</html>',
      '',
    ].join('\n')
  },
}

function safe(text: string): string {
  return markupText(printable(text))
}

function element(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${safe(block.text)}</h${block.level}>`
    case 'paragraph':
      return `<p>${safe(block.text)}</p>`
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${safe(item)}</li>`).join('\n')}\n</ul>`
    case 'table': {
      const row = (cells: readonly string[], tag: string): string =>
        `<tr>${cells.map((cell) => `<${tag}>${safe(cell)}</${tag}>`).join('')}</tr>`
      const rows = block.rows.map((cells) => row(cells, 'td'))
      return `<table>\n${[row(block.head, 'th'), ...rows].join('\n')}\n</table>`
    }
  }
}
