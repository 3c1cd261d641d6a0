// One measurement in a process of its own: argv are the bundled program, the case, and the files. Prints JSON.
import { readFileSync } from 'node:fs'

const [, , program, name, ...files] = process.argv
const { loadCatalog, decodeText, parseCsv, ...product } = await import(program)
const { sellableOffers, buildOfferGraph, catalogFindings, allChains, diffCatalogs } = product

/** Everything that `catalog validate` finds, and the shortest chain of every base offer to every add-on below it. */
async function validate([file]) {
  const catalog = await loadCatalog([file])
  const loaded = performance.now()
  const sellable = sellableOffers(catalog)
  const graph = buildOfferGraph(catalog, sellable)
  const graphed = performance.now()
  const findings = catalogFindings(catalog, sellable, graph).length
  const found = performance.now()
  let [chains, longest] = [0, 0]
  for (const tree of allChains(graph)) {
    chains += tree.size
    if (tree.size > 0) longest = Math.max(longest, tree.pathTo(tree.size - 1).length)
  }
  const parts = { graph: graphed - loaded, findings: found - graphed, chains: performance.now() - found }
  return { offers: catalog.offers.size, references: graph.references.total, chains, longest, findings, parts }
}

const cases = {
  parse: (text) => ({ rows: parseCsv(text, ',').rows.length }),
  load: async ([file]) => ({ offers: (await loadCatalog([file])).offers.size }),
  validate,
  diff: async ([old, now]) => {
    const [before, after] = [await loadCatalog([old]), await loadCatalog([now])]
    const start = performance.now()
    const { length } = JSON.stringify(diffCatalogs(before, after))
    return { length, parts: { diff: performance.now() - start } }
  },
}

// Parsing alone starts with the text at hand; everything else starts with the file.
const input = name === 'parse' ? decodeText(readFileSync(files[0])).text : files
const before = process.cpuUsage()
const start = performance.now()
const result = await cases[name](input)
const ms = performance.now() - start
const { user, system } = process.cpuUsage(before)
const cpuMs = (user + system) / 1000
console.log(JSON.stringify({ ms, cpuMs, rssMb: process.resourceUsage().maxRSS / 1024, ...result }))
