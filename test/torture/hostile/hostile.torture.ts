/**
 * Ten thousand bad inputs: each is accepted or refused like an input, in less than two seconds and with less than
 * 300 MB. A finding is told with the command that feeds that one input again.
 */

import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Report } from './feeder.ts'
import { subjects } from './subjects.ts'

const MOST_CPU_MS = 2000
const MOST_MB = 300
/** On a machine that does other things too, two seconds of work take longer. */
const HANGS_AFTER_MS = 20_000

const root = fileURLToPath(new URL('../../../', import.meta.url))
const { HOSTILE_SEED, HOSTILE_ONLY } = process.env
/** The same every time, so that a finding is one of the change at hand; another one feeds other inputs. */
const seed = Number(HOSTILE_SEED ?? 20_190_111)
/** `plan file:57`, or a subject as a whole. */
const [only, onlyIndex] = HOSTILE_ONLY?.split(':') ?? []

let folder = ''
let feeder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-'))
  // Inside the package, so that the program finds its own files and dependencies.
  feeder = join(root, 'node_modules', '.cache', 'hostile', `feeder-${process.pid}.mjs`)
  await build({
    entryPoints: [join(root, 'test', 'torture', 'hostile', 'feeder.ts')],
    outfile: feeder,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
  })
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await rm(feeder, { force: true })
})

/** Without a limit the heap grows as long as there is memory, and would tell nothing of what is needed. */
const execArgv = ['--enable-source-maps', '--max-old-space-size=160', '--max-semi-space-size=8']

interface Fed {
  accepted: number
  refused: number
  slowest: { index: number; cpuMs: number }
  peakMb: number
  findings: { index: number; message: string }[]
}

function feed(subject: string, first: number, count: number): Promise<Fed> {
  const args = [subject, String(seed), String(first), String(count), folder]
  const child = fork(feeder, args, { execArgv, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  const fed: Fed = { accepted: 0, refused: 0, slowest: { index: -1, cpuMs: 0 }, peakMb: 0, findings: [] }
  let current = first
  let stderr = ''
  let watch: NodeJS.Timeout | undefined
  const expectNext = (): void => {
    clearTimeout(watch)
    watch = setTimeout(() => {
      stderr += `hangs for more than ${HANGS_AFTER_MS} ms`
      child.kill('SIGKILL')
    }, HANGS_AFTER_MS)
  }
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  child.on('message', (report: Report) => {
    expectNext()
    if (report.type === 'next') current = report.index
    else if (report.type === 'finding') fed.findings.push({ index: report.index, message: report.message })
    else if (report.type === 'end') fed.peakMb = report.peakMb
    else {
      fed[report.outcome] += 1
      if (report.cpuMs > fed.slowest.cpuMs) fed.slowest = { index: report.index, cpuMs: report.cpuMs }
    }
  })
  return new Promise((resolve) => {
    child.once('close', (code, signal) => {
      clearTimeout(watch)
      if (code !== 0) fed.findings.push({ index: current, message: `ended by ${signal ?? String(code)}: ${stderr}` })
      resolve(fed)
    })
  })
}

/** How to feed one input again. */
const again = (subject: string, index: number): string =>
  `HOSTILE_SEED=${seed} HOSTILE_ONLY='${subject}:${index}' npm run test:hostile`

describe.concurrent(`seed ${seed}`, () => {
  it.each(subjects.filter(({ name }) => only === undefined || name === only))('$name', async ({ name, count }) => {
    const isOne = onlyIndex !== undefined
    const fed = await feed(name, isOne ? Number(onlyIndex) : 0, isOne ? 1 : count)
    const { accepted, refused, slowest, peakMb, findings } = fed
    process.stdout.write(
      `${name}: ${accepted + refused} inputs, ${accepted} accepted, ${refused} refused, slowest ${slowest.cpuMs.toFixed(0)} ms, peak ${peakMb.toFixed(0)} MB\n`,
    )
    const told = findings.slice(0, 5).map(({ index, message }) => `${again(name, index)}\n${message}`)
    expect(findings.length, told.join('\n\n')).toBe(0)
    expect(slowest.cpuMs, again(name, slowest.index)).toBeLessThan(MOST_CPU_MS)
    expect(peakMb).toBeLessThan(MOST_MB)
  })
})

it('ten thousand in all', () => {
  expect(subjects.reduce((total, { count }) => total + count, 0)).toBeGreaterThanOrEqual(10_000)
})
