/** Links between numbered nodes in flat arrays: what a hundred thousand offers need to be walked quickly. */

export interface NumberedLinks {
  /** Where in `targets` those of each node start; one more at the end. */
  starts: Int32Array
  /** For each node in ascending order, each once. */
  targets: Int32Array
}

/**
 * @param size how many nodes there are, numbered from 0
 * @param visit tells the numbers that a node is linked to, in any order and possibly repeated
 * @returns the links, and the same the other way round
 */
export function numberedLinks(
  size: number,
  visit: (node: number, link: (target: number) => void) => void,
): { links: NumberedLinks; back: NumberedLinks } {
  const starts = new Int32Array(size + 1)
  const targets: number[] = []
  const linkedTo = new Int32Array(size).fill(-1)
  let node = 0
  const link = (target: number): void => {
    if (linkedTo[target] === node) return
    linkedTo[target] = node
    targets.push(target)
  }
  for (; node < size; node++) {
    visit(node, link)
    starts[node + 1] = targets.length
  }
  // Turned round twice, all are in order.
  const back = reversed({ starts, targets: Int32Array.from(targets) })
  return { links: reversed(back), back }
}

function reversed({ starts, targets }: NumberedLinks): NumberedLinks {
  const size = starts.length - 1
  const counted = new Int32Array(size + 1)
  for (const target of targets) counted[target + 1] = (counted[target + 1] ?? 0) + 1
  for (let node = 0; node < size; node++) counted[node + 1] = (counted[node + 1] ?? 0) + (counted[node] ?? 0)
  const next = counted.slice()
  const sources = new Int32Array(targets.length)
  for (let node = 0; node < size; node++) {
    const end = starts[node + 1] ?? 0
    for (let edge = starts[node] ?? 0; edge < end; edge++) {
      const target = targets[edge] ?? 0
      const at = next[target] ?? 0
      sources[at] = node
      next[target] = at + 1
    }
  }
  return { starts: counted, targets: sources }
}

/** Whether any node leads back to itself; `back` are the links reversed. Takes away, again and again, what has no link. */
export function hasCycle({ starts }: NumberedLinks, back: NumberedLinks): boolean {
  const size = starts.length - 1
  const left = new Int32Array(size)
  const done = new Int32Array(size)
  let end = 0
  for (let node = 0; node < size; node++) {
    left[node] = (starts[node + 1] ?? 0) - (starts[node] ?? 0)
    if (left[node] === 0) done[end++] = node
  }
  for (let at = 0; at < end; at++) {
    const node = done[at] ?? 0
    const last = back.starts[node + 1] ?? 0
    for (let edge = back.starts[node] ?? 0; edge < last; edge++) {
      const other = back.targets[edge] ?? 0
      const rest = (left[other] ?? 0) - 1
      left[other] = rest
      if (rest === 0) done[end++] = other
    }
  }
  return end < size
}
