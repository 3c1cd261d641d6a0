/** Reads a paged collection to its end. */

const PAGE = 500

/**
 * @param read one page, given where it starts and how much it may hold
 * @returns all items; stops when the announced total is reached or a page comes back empty
 */
export async function readPages<T>(
  read: (page: { start: number; count: number }) => Promise<{ items: T[]; total: number }>,
): Promise<T[]> {
  const items: T[] = []
  while (true) {
    const page = await read({ start: items.length, count: PAGE })
    items.push(...page.items)
    if (page.items.length === 0 || items.length >= page.total) return items
  }
}
