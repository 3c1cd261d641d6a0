// The same 20 creates where something goes wrong in the middle, by this program and by what else people use: who leaves
// duplicates when everybody is told to go on until he says that he is done? Ours must leave none.
import { spawn } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { tools } from './tools.mjs'

const file = (path) => fileURLToPath(new URL(path, import.meta.url))
const MANY = 20
const LATENCY_MS = 20
const LIMIT_S = 3
const TRIES = 5
const PATIENCE_MS = 120_000
const names = Array.from({ length: MANY }, (_, index) => `Bench Offer ${String(index + 1).padStart(2, '0')}`)
/** Only the tools with this in their names. */
const [word = ''] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'o365-onboard-bench-crash-'))
const strike = (fault) => [{ method: 'pem.addResourceType', nth: MANY / 2, fault }]

const cases = [
  { name: 'killed after it was applied', faults: strike('silent-after'), kill: true },
  { name: 'reset after it was applied', faults: strike('reset-after') },
  { name: 'HTTP 500 after it was applied', faults: strike('error-after') },
  { name: 'no answer', faults: strike('silent-after') },
  { name: 'two at once', faults: [], both: true },
]

/** Twenty offers, for the one of the tools that reads a catalog. */
function writeCatalog() {
  const [head, row] = readFileSync(file('../../catalog-samples/business-premium.csv'), 'utf8').split('\n')
  const rows = names.map((name, index) =>
    row
      .replaceAll('Office 365 Business Premium', name)
      .replaceAll(
        /031c9e47-4802-4248-838e-778fb1d2cc05/gi,
        `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      ),
  )
  writeFileSync(join(folder, 'catalog.csv'), `${[head, ...rows].join('\n')}\n`)
  return join(folder, 'catalog.csv')
}

/** A simulator of its own for a try, and what it is asked for. */
async function withSimulator(state, work) {
  const flags = ['--state', state, '--latency', String(LATENCY_MS)]
  const server = spawn(process.execPath, [file('../../dist/cli.js'), 'simulate', ...flags])
  try {
    const line = await new Promise((resolve, reject) => {
      server.stdout.once('data', (data) => resolve(String(data)))
      server.once('exit', () => reject(new Error('the simulator did not start')))
    })
    const urls = JSON.parse(line)
    const get = async (url) => (await fetch(url)).json()
    appendFileSync(urls.config, `waits: { quarantineSeconds: 5 }\ndeadlines: { writeMs: ${LIMIT_S * 1000} }\n`)
    return await work({
      ...urls,
      setFaults: (faults) =>
        fetch(urls.faults, {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ faults }),
        }),
      struck: async () => (await get(`${urls.calls}?fault=silent-after`)).length > 0,
      snapshot: () => get(urls.state),
    })
  } finally {
    server.kill()
  }
}

function start({ command: [program, ...args], env = {} }, cwd) {
  const child = spawn(program, args, { cwd, stdio: 'ignore', env: { ...process.env, ...env }, detached: true })
  // A tool may hang; it is told as one that was ended.
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
  const ended = new Promise((resolve) => child.once('exit', resolve)).finally(() => clearTimeout(timer))
  return { child, ended }
}

/** Whatever a tool left running goes with it. */
function sweep({ child }) {
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // Nothing is left.
  }
}

/** @returns duplicates, what is missing, and the exit code of the last try */
async function attempt(found, { faults, kill = false, both = false }, catalog, cwd) {
  mkdirSync(cwd)
  return withSimulator(join(cwd, 'state'), async (simulator) => {
    const { config, operations: url } = simulator
    const access = { url, username: 'onboarding', password: 'simulated-operations', limit: LIMIT_S }
    const job = { ...access, resourceClass: 'rc.saas.application', application: 17, names, config, catalog }
    await simulator.setFaults(faults)
    const running = (both ? [1, 2] : [1]).map(() => start(found.first(job), cwd))
    if (kill) {
      while (!(await simulator.struck()) && running[0].child.exitCode === null) await delay(20)
      running[0].child.kill('SIGKILL')
    }
    let codes = await Promise.all(running.map(({ ended }) => ended))
    for (let tries = 1; codes.some((code) => code !== 0) && tries < TRIES; tries += 1) {
      const next = start(found.again(job), cwd)
      running.push(next)
      codes = [await next.ended]
    }
    running.forEach(sweep)
    const { types, resourceTypes } = await simulator.snapshot()
    const made = resourceTypes.map(({ name }) => name).filter((name) => names.includes(name))
    const offers = types.map(({ name }) => name).filter((name) => names.includes(name))
    return {
      duplicates: made.length - new Set(made).size + offers.length - new Set(offers).size,
      missing: MANY - new Set(made).size,
      code: codes.find((code) => code !== 0) ?? 0,
    }
  })
}

const words = ({ duplicates, missing, code }) =>
  `${duplicates}${missing === 0 ? '' : `, ${missing} missing`}${code === 0 ? '' : `, exit ${code}`}`

try {
  const catalog = writeCatalog()
  const rows = [['duplicates of 20 creates', ...cases.map(({ name }) => name)]]
  for (const { name, find } of tools.filter(({ name }) => name.includes(word))) {
    const found = find(folder)
    const results = []
    for (const [index, each] of found === undefined ? [] : cases.entries()) {
      const started = performance.now()
      results.push(await attempt(found, each, catalog, join(folder, `${name} ${index}`)))
      const seconds = ((performance.now() - started) / 1000).toFixed(0)
      console.error(`${name}, ${each.name}: ${words(results.at(-1))} (${seconds} s)`)
    }
    rows.push([name, ...(found === undefined ? cases.map(() => 'not installed') : results.map(words))])
    const isOurs = name === tools[0].name
    if (isOurs && results.some(({ duplicates, missing, code }) => duplicates + missing + code !== 0))
      process.exitCode = 1
  }
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
  console.log(`\nEach is typed again until it ends with 0, ${TRIES} times at most. A call may take ${LIMIT_S} s.`)
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
