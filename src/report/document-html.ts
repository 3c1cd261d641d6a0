/** A document as one HTML page that needs nothing else: to be opened, printed, kept. */

import { markupText } from '../lib/markup-text.ts'
import { printable } from '../lib/printable.ts'
import type { Block } from './document.ts'

const STYLE =
  'body{font:14px/1.4 sans-serif;max-width:70em;margin:2em auto;padding:0 1em}table{border-collapse:collapse}' +
  'th,td{border:1px solid #bbb;padding:.2em .6em;text-align:left;vertical-align:top}' +
  'h3{border-top:1px solid #bbb;padding-top:.5em;break-after:avoid}pre{background:#eee;padding:.5em;' +
  'white-space:pre-wrap;overflow-wrap:anywhere;break-inside:avoid;print-color-adjust:exact}'

/** Ends with a line break. */
export function documentHtml(title: string, blocks: readonly Block[]): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    `<head><meta charset="utf-8"><title>${safe(title)}</title><style>${STYLE}</style></head>`,
    '<body>',
    ...blocks.map(element),
    '</body>',
    '</html>',
    '',
  ].join('\n')
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
    case 'tick':
      return `<p>\u2610 ${safe(block.text)}</p>`
    case 'code':
      return `<pre>${safe(block.text)}</pre>`
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
