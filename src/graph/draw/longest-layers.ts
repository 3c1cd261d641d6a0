/** Puts the nodes of a graph in layers: each one below the longest chain that leads to it. */

/**
 * @param parentsOf for each node its parents, all of them nodes too; where they form a circle, the link that closes it
 *   is passed over
 * @returns for each node the number of links in the longest chain down to it
 */
export function longestLayers(parentsOf: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const layers = new Map<string, number>()
  const isOpen = new Set<string>()
  for (const root of [...parentsOf.keys()].sort()) {
    const path = [{ node: root, next: 0, layer: 0 }]
    if (layers.has(root)) continue
    isOpen.add(root)
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const parent = parentsOf.get(top.node)?.[top.next]
      if (parent === undefined) {
        layers.set(top.node, top.layer)
        isOpen.delete(top.node)
        path.pop()
        const below = path.at(-1)
        if (below !== undefined) below.layer = Math.max(below.layer, top.layer + 1)
        continue
      }
      top.next += 1
      const known = layers.get(parent)
      if (known !== undefined) top.layer = Math.max(top.layer, known + 1)
      else if (!isOpen.has(parent)) {
        isOpen.add(parent)
        path.push({ node: parent, next: 0, layer: 0 })
      }
    }
  }
  return layers
}
