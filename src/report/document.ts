/** A document before it has a form: the blocks that Markdown and HTML both know. */

export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  | { kind: 'paragraph'; text: string }
  /** To be ticked off by hand. */
  | { kind: 'tick'; text: string }
  /** To be typed as it stands. */
  | { kind: 'code'; text: string }
  | { kind: 'list'; items: readonly string[] }
  | { kind: 'table'; head: readonly string[]; rows: readonly (readonly string[])[] }

/** A table without the columns that no row fills; nothing where there are no rows. */
export function tableBlocks(head: readonly string[], rows: readonly (readonly string[])[]): Block[] {
  if (rows.length === 0) return []
  const filled = head.flatMap((_, column) => (rows.some((row) => row[column] !== '') ? [column] : []))
  const pick = (cells: readonly string[]): string[] => filled.map((column) => cells[column] ?? '')
  return [{ kind: 'table', head: pick(head), rows: rows.map(pick) }]
}

/** Nothing for an empty list. */
export function listBlocks(items: readonly string[]): Block[] {
  return items.length === 0 ? [] : [{ kind: 'list', items }]
}
