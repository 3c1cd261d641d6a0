// Figures with their bounds, as ratios. A benchmark, not a test: it prints, and fails only when it cannot measure.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lowerBound } from './bound.mjs'
import { catalogScale } from './catalog-scale.mjs'
import { journalFigures } from './journal.mjs'

const file = (path) => fileURLToPath(new URL(path, import.meta.url))
const cli = file('../dist/cli.js')
const matrix = file('../../shared/data/offermatrix_US_2019-01-11.csv')
const sample = file('../catalog-samples/business-premium.csv')
const LATENCY = 50
const folder = mkdtempSync(join(tmpdir(), 'o365-onboard-bench-'))
const rows = []

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]
const row = (what, figure, bound, unit) =>
  rows.push([
    what,
    `${figure.toFixed(figure < 10 ? 2 : 0)} ${unit}`,
    `${bound} ${unit}`,
    (figure / bound).toFixed(2),
    figure <= bound ? 'met' : 'MISSED',
  ])

function timed(args) {
  const start = performance.now()
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' })
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`)
  return performance.now() - start
}

function startUp() {
  const empty = join(folder, 'empty.mjs')
  writeFileSync(empty, '')
  const floor = []
  const help = []
  for (let round = 0; round < 21; round += 1) {
    floor.push(timed([empty]))
    help.push(timed([cli, '--help']))
  }
  row('start-up of --help, times a Node process that imports nothing', median(help) / median(floor), 1.4, 'x')
}

function planning() {
  if (!existsSync(matrix)) return console.log('planning the real matrix: skipped, its file is not here')
  const cpu = Array.from({ length: 5 }, () => {
    const { stdout } = spawnSync(process.execPath, [file('plan-matrix.mjs'), matrix], { encoding: 'utf8' })
    return JSON.parse(stdout).cpuMs
  })
  row('274 offers loaded, graphed and diffed, cold', median(cpu), 300, 'ms CPU')
}

/** One apply on a new simulator: how long it was busy, what it used, and its bounds. */
async function applyOnce(name, catalog, round) {
  const state = join(folder, `${name} ${round}`)
  const server = spawn(process.execPath, [cli, 'simulate', '--state', state, '--latency', String(LATENCY)])
  try {
    const line = await new Promise((resolve, reject) => {
      server.stdout.once('data', (data) => resolve(String(data)))
      server.once('exit', () => reject(new Error('the simulator did not start')))
    })
    const { config, calls: callsUrl } = JSON.parse(line)
    const usage = join(folder, 'usage.json')
    const command = [cli, 'add-offers', catalog, '--config', config, '--yes']
    const start = performance.now()
    const code = await new Promise((resolve) =>
      spawn(process.execPath, ['--import', file('report-usage.mjs'), ...command], {
        stdio: 'ignore',
        env: { ...process.env, BENCH_USAGE: usage },
      }).once('exit', resolve),
    )
    const wall = performance.now() - start
    if (code !== 0) throw new Error(`applying ${name} ended with ${code}`)
    const calls = await (await fetch(callsUrl)).json()
    const [run] = readdirSync(join(state, 'runs'))
    const plan = JSON.parse(readFileSync(join(state, 'runs', run, 'plan.json'), 'utf8'))
    // Starting up has a bound of its own; here counts the time from the first request to the last answer.
    const times = calls.map((call) => Date.parse(call.at))
    const busy = Math.max(...times) - Math.min(...times) + LATENCY
    return {
      wall,
      busy,
      calls: calls.length,
      ...lowerBound(plan, calls, LATENCY),
      ...JSON.parse(readFileSync(usage, 'utf8')),
    }
  } finally {
    server.kill()
  }
}

async function applying(name, catalog, rounds) {
  if (!existsSync(catalog)) return console.log(`applying ${name}: skipped, its file is not here`)
  const runs = []
  for (let round = 0; round < rounds; round += 1) runs.push(await applyOnce(name, catalog, round))
  const middle = (field) => median(runs.map((run) => run[field]))
  const [{ calls, ms, what, staged }] = runs
  row(`apply ${name}, ${calls} calls, times its lower bound (${what})`, middle('busy') / ms, 1.25, 'x')
  row(`the same, times what the order of its phases allows`, middle('busy') / staged, 1.25, 'x')
  row(`apply ${name}, peak memory`, middle('rssMb'), 150, 'MB')
  const seconds = (value) => `${(value / 1000).toFixed(2)} s`
  console.log(
    `apply ${name}: ${seconds(middle('wall'))} in all, ${seconds(middle('busy'))} from first request to last answer, ` +
      `bound ${seconds(ms)}, in phases ${seconds(staged)}, CPU ${middle('cpuMs').toFixed(0)} ms`,
  )
}

try {
  startUp()
  planning()
  await applying('the KB example', sample, 5)
  await applying('the real matrix', matrix, 1)
  await catalogScale(row, folder)
  await journalFigures(row, folder)
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((cells) => cells[column].length)))
  for (const cells of rows)
    console.log(
      cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  '),
    )
  console.log('(figure, bound, figure / bound)')
} finally {
  rmSync(folder, { recursive: true, force: true })
}
