/** Finds the circular chains in a graph, without recursion: a catalog may be deep, and a hostile one deeper. */

/**
 * @param edges for each node the nodes it points to
 * @param limit when so many are found, no more are looked for: the paths of a hostile graph fill any memory
 * @returns one path for each back edge met in a depth-first walk in order of id, closed: `[a, b, a]`; empty when acyclic
 */
export function findCycles(edges: ReadonlyMap<string, readonly string[]>, limit = Infinity): string[][] {
  const done = new Set<string>()
  const cycles: string[][] = []
  for (const root of [...edges.keys()].sort()) {
    if (done.has(root)) continue
    const path: string[] = [root]
    const position = new Map([[root, 0]])
    const next = [0]
    while (path.length > 0) {
      const depth = path.length - 1
      const node = path[depth] ?? ''
      const targets = edges.get(node) ?? []
      const index = next[depth] ?? 0
      const target = targets[index]
      if (target === undefined) {
        path.pop()
        next.pop()
        position.delete(node)
        done.add(node)
        continue
      }
      next[depth] = index + 1
      const open = position.get(target)
      if (open !== undefined) {
        cycles.push([...path.slice(open), target])
        if (cycles.length >= limit) return cycles
      } else if (!done.has(target)) {
        position.set(target, path.length)
        path.push(target)
        next.push(0)
      }
    }
  }
  return cycles
}
