/**
 * `npm run test:mutants`: takes one safeguard away at a time and shows which test notices. Each is tried in a copy of the
 * tree, never in place; a mutant that survives, or a copy that fails without any, ends with exit code 1.
 * `npm run test:mutants -- lease` tries those whose safeguard or file has the word.
 */

import { spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mutants } from './mutants.mjs'

const AT_ONCE = 2
const root = fileURLToPath(new URL('../../../', import.meta.url))
const [word = ''] = process.argv.slice(2)
const chosen = mutants.filter(({ safeguard, file }) => `${safeguard} ${file}`.includes(word))

/** What the tests need of the tree. */
const parts = [
  ...['src', 'test', 'scripts', 'runbooks', 'worlds', 'catalog-samples'],
  ...['package.json', 'tsconfig.json', 'vitest.config.ts', 'o365-onboard.example.yaml', 'README.md'],
]

async function copyTree(folder) {
  for (const part of parts) await cp(join(root, part), join(folder, part), { recursive: true })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

/** @throws Error unless `from` stands exactly once in its file */
async function plant(folder, { file, from, to }) {
  const original = await readFile(join(folder, file), 'utf8')
  const matches = original.split(from).length - 1
  if (matches !== 1) throw new Error(`${file} has ${matches} places like this, and must have one:\n${from}`)
  await writeFile(
    join(folder, file),
    original.replace(from, () => to),
  )
  return () => writeFile(join(folder, file), original)
}

function node(folder, ...args) {
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', (text) => (output += text))
  child.stderr.on('data', (text) => (output += text))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })))
}

/** @returns the name of the first test that failed, or undefined when all went well */
async function firstFailure(folder, tests, only = '') {
  // Only those that start the program need it built.
  if (tests.some((test) => test.startsWith('test/e2e/'))) {
    const built = await node(folder, 'scripts/build.mjs')
    if (built.code !== 0) throw new Error(`it cannot be built:\n${built.output}`)
  }
  const report = join(folder, 'report.json')
  await rm(report, { force: true })
  const vitest = join('node_modules', 'vitest', 'vitest.mjs')
  const reporting = ['--reporter=json', `--outputFile=${report}`]
  const named = only === '' ? [] : ['-t', only]
  const how = ['--bail=1', '--maxWorkers=1', ...reporting, ...named]
  const { code, output } = await node(folder, vitest, 'run', ...how, ...tests)
  if (code === 0) return undefined
  const { testResults } = JSON.parse(await readFile(report, 'utf8').catch(() => '{"testResults":[]}'))
  const failed = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .find(({ status }) => status === 'failed')
  // A file that cannot even be loaded, or a run without any test, has found nothing.
  if (failed === undefined) throw new Error(`no test failed, but vitest did:\n${output.slice(-2000)}`)
  return failed.fullName
}

/** @throws Error when a test fails that is to fail only because of a mutant */
async function refuseBroken(folder) {
  const names = [...new Set(chosen.map(({ only = '' }) => only))]
  for (const name of names) {
    const tests = [...new Set(chosen.filter(({ only = '' }) => only === name).flatMap((mutant) => mutant.tests))]
    const failure = await firstFailure(folder, tests, name)
    if (failure !== undefined) throw new Error(`without any mutant this test fails: ${failure}`)
  }
  console.log('without any mutant all tests pass\n')
}

async function attempt(folder, mutant) {
  const started = performance.now()
  const restore = await plant(folder, mutant)
  try {
    const killer = await firstFailure(folder, mutant.tests, mutant.only)
    return { ...mutant, killer, seconds: (performance.now() - started) / 1000 }
  } finally {
    await restore()
  }
}

function tell({ safeguard, what, file, killer, seconds }) {
  const verdict = killer === undefined ? 'SURVIVED' : `killed by "${killer}"`
  console.log(`${safeguard}: ${what}\n  ${file}: ${verdict}, ${seconds.toFixed(1)} s`)
}

const started = performance.now()
const folders = await Promise.all(
  Array.from({ length: AT_ONCE }, async () => copyTree(await mkdtemp(join(tmpdir(), 'o365-onboard-mutants-')))),
)
try {
  await refuseBroken(folders[0])
  const waiting = [...chosen]
  const done = []
  const workers = folders.map(async (folder) => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const result = await attempt(folder, next)
      tell(result)
      done.push(result)
    }
  })
  await Promise.all(workers)
  const survivors = done.filter(({ killer }) => killer === undefined)
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  console.log(
    `\n${done.length} mutants, ${done.length - survivors.length} killed, ${survivors.length} survived, ${seconds} s`,
  )
  if (survivors.length > 0) process.exitCode = 1
} finally {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
}
