/** The parts of a graph that hang together, so that each can be laid out for itself. */

/**
 * @param size how many nodes there are, numbered from 0
 * @returns the nodes of each part, in order; parts by their first node
 */
export function components(size: number, links: readonly { from: number; to: number }[]): number[][] {
  const root = Int32Array.from({ length: size }, (_, index) => index)
  const find = (node: number): number => {
    let at = node
    while (root[at] !== at) {
      root[at] = root[root[at] ?? 0] ?? 0
      at = root[at] ?? 0
    }
    return at
  }
  for (const { from, to } of links) {
    const [one, other] = [find(from), find(to)]
    root[Math.max(one, other)] = Math.min(one, other)
  }
  const parts = new Map<number, number[]>()
  for (let node = 0; node < size; node++) {
    const part = parts.get(find(node))
    if (part === undefined) parts.set(find(node), [node])
    else part.push(node)
  }
  return [...parts.values()]
}
