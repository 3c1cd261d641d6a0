/** A document as Markdown: nothing that it says becomes markup. */

import { printable } from '../lib/printable.ts'
import type { Block } from './document.ts'
import { markdownCell, markdownTable } from './markdown.ts'

/** Ends with a line break. */
export function documentMarkdown(blocks: readonly Block[]): string {
  return `${blocks.map(blockText).join('\n\n')}\n`
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${markdownCell(block.text)}`
    case 'paragraph':
      return markdownCell(block.text)
    case 'tick':
      return `- [ ] ${markdownCell(block.text)}`
    case 'code':
      return fenced(printable(block.text))
    case 'list':
      return block.items.map((item) => `- ${markdownCell(item)}`).join('\n')
    case 'table':
      return markdownTable(block.head, block.rows).join('\n')
  }
}

/** Between fences longer than any run of backticks inside, so that nothing in it can end it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return [fence, text, fence].join('\n')
}
