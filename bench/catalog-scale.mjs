// What a catalog of 100,000 rows costs, as multiples of what parsing its CSV costs. Also runs by itself.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { scaleMatrix } from './scale-matrix.mjs'

const file = (path) => fileURLToPath(new URL(path, import.meta.url))
const ROWS = 100_000
const ROUNDS = 5

/** The functions to be measured, bundled as the product is: some are no part of the library's face. */
const PARTS = `
  export { loadCatalog } from './src/catalog/load-catalog.ts'
  export { sellableOffers } from './src/catalog/sellable.ts'
  export { diffCatalogs } from './src/catalog/diff-catalogs.ts'
  export { buildOfferGraph } from './src/graph/offer-graph.ts'
  export { allChains } from './src/graph/all-chains.ts'
  export { catalogFindings } from './src/graph/catalog-findings.ts'
  export { decodeText } from './src/lib/decode-text.ts'
  export { parseCsv } from './src/lib/parse-csv.ts'
`

async function bundle(outfile) {
  await build({
    stdin: { contents: PARTS, resolveDir: file('..'), loader: 'ts' },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
    define: { PACKAGE_VERSION: '"bench"' },
    logLevel: 'error',
  })
}

function measure(program, name, ...files) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file('scale-case.mjs'), program, name, ...files], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`measuring ${name} ended with ${status}: ${stderr}`)
  return JSON.parse(stdout)
}

/**
 * Runs the cases in turn, so that a busy moment of the machine meets all of them. Each case gives the time of its fastest
 * round: whatever else the machine does can only add.
 */
function measureAll(program, cases) {
  const results = cases.map(() => [])
  for (let round = 0; round < ROUNDS; round += 1) {
    cases.forEach((wanted, index) => results[index].push(measure(program, ...wanted)))
  }
  return results.map((runs) => ({
    ...runs[0],
    ms: Math.min(...runs.map(({ ms }) => ms)),
    cpuMs: Math.min(...runs.map(({ cpuMs }) => cpuMs)),
    rssMb: Math.max(...runs.map(({ rssMb }) => rssMb)),
    parts: runs[0].parts,
  }))
}

/**
 * @param row takes the words, the figure, its bound and its unit
 * @param folder for the generated files
 */
export async function catalogScale(row, folder) {
  const program = join(folder, 'catalog-parts.mjs')
  await bundle(program)
  const matrix = (rows, month) => {
    const path = join(folder, `matrix-${rows}-${month}.csv`)
    writeFileSync(path, scaleMatrix(rows, month))
    return path
  }
  const [old, now, tenth, small] = [matrix(ROWS, 0), matrix(ROWS, 1), matrix(ROWS / 10, 0), matrix(ROWS / 100, 0)]
  const [parse, load, validate, diff, some, few] = measureAll(program, [
    ['parse', old],
    ['load', old],
    ['validate', old],
    ['diff', old, now],
    ['validate', tenth],
    ['validate', small],
  ])
  const what = `${validate.offers} rows, ${validate.references} parent references, ${validate.chains} chains`
  row(`${what}: all of validation, times parsing the CSV`, validate.ms / parse.ms, 3, 'x')
  row('the same, peak memory', validate.rssMb, 600, 'MB')
  row('loading two such files and their diff, times loading one', diff.ms / load.ms, 2.5, 'x')
  row(`cost from ${ROWS / 100} to ${ROWS} rows, exponent`, Math.log10(validate.ms / few.ms) / 2, 1.05, '')
  row(`cost from ${ROWS / 10} to ${ROWS} rows, exponent`, Math.log10(validate.ms / some.ms), 1.05, '')
  const parts = Object.entries(validate.parts).map(([name, ms]) => `${name} ${ms.toFixed(0)} ms`)
  console.log(
    `${ROWS} rows: parse ${parse.ms.toFixed(0)} ms, load ${load.ms.toFixed(0)} ms, then ${parts.join(', ')}; ` +
      `two loads and diff ${diff.ms.toFixed(0)} ms (${diff.rssMb.toFixed(0)} MB; in CPU time, with what the collector ` +
      `does beside, ${(diff.cpuMs / load.cpuMs).toFixed(2)} loads)`,
  )
}

function print(what, figure, bound, unit) {
  const met = figure <= bound ? 'met' : 'MISSED'
  console.log(`${what}: ${figure.toFixed(2)} ${unit} (bound ${bound}, ratio ${(figure / bound).toFixed(2)}: ${met})`)
}

if (process.argv[1] === file('catalog-scale.mjs')) {
  const folder = mkdtempSync(join(tmpdir(), 'o365-onboard-scale-'))
  try {
    await catalogScale(print, folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
