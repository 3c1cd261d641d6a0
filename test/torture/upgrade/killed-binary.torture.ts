/**
 * The program itself, ended by SIGKILL at some of its moments within an upgrade, and resumed by a careful operator. Every
 * moment is tried without processes in killed.torture.ts; here it is seen that nothing is different with them.
 */

import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import pLimit from 'p-limit'
import { expect, it, vi } from 'vitest'
import { readPlan } from '../../../src/plan/plan-file.ts'
import type { RunReport } from '../../../src/report/run-report.ts'
import type { RunSummaryReport } from '../../../src/report/run-summary.ts'
import { type Ended, root, runsIn, tell, tidyUp } from '../../e2e/rig.ts'
import {
  recordedSetups,
  settingsScript,
  upgradeScene,
  type UpgradeScene,
  wantedSetups,
} from '../../e2e/upgrade-scene.ts'

vi.setConfig({ testTimeout: 600_000, hookTimeout: 60_000 })

const AT_ONCE = 2
/** Spread over the whole run; and the nearest before and after the start of the script that runs once. */
const SPREAD = 6
const [BEFORE, AFTER] = [5, 6]
/** Something is killed, repaired and decided about at most once; more commands than this are a wedged run. */
const ENOUGH = 6
const failpoints = join(root, 'test', 'torture', 'crash', 'failpoints.mjs')

/** Begins the upgrade in a process that may die, and notes its moments. */
async function begin(scene: UpgradeScene, moment?: number): Promise<{ ended: Ended; moments: string[] }> {
  const log = join(scene.oa.cwd, 'moments')
  const fatal = moment === undefined ? {} : { FAILPOINT: String(moment) }
  const ended = await scene.startWith(
    { NODE_OPTIONS: `--import=${failpoints}`, FAILPOINT_LOG: log, ...fatal },
    ...scene.job,
  ).ended
  return { ended, moments: (await readFile(log, 'utf8')).trim().split('\n') }
}

it('killed at some moments, above all around the script that runs once', async () => {
  const calm = await upgradeScene({ inactive: true })
  const { ended, moments } = await begin(calm)
  expect(ended.code, tell(ended)).toBe(0)
  const script = moments.findIndex((moment) => /start of .*upgradeResourceSettings/.test(moment)) + 1
  expect(script).toBeGreaterThan(0)
  const around = Array.from({ length: BEFORE + AFTER }, (_, index) => script - BEFORE + index)
  const spread = Array.from({ length: SPREAD }, (_, index) => Math.ceil(((index + 1) * moments.length) / (SPREAD + 1)))
  const tries = [...new Set([...around, ...spread])]
  const limit = pLimit(AT_ONCE)
  const found = await Promise.all(
    tries.map((moment) =>
      limit(async () => {
        const problem = await survive(moment).then(() => undefined, String)
        return problem === undefined ? [] : [`moment ${moment} (${moments[moment - 1] ?? ''}): ${problem}`]
      }),
    ),
  )
  await tidyUp()
  process.stderr.write(`\nkilled at ${tries.length} of ${moments.length} moments\n`)
  expect(found.flat()).toEqual([])
})

/** @throws Error with what is wrong */
async function survive(moment: number): Promise<void> {
  const scene = await upgradeScene({ inactive: true })
  const { ended, moments } = await begin(scene, moment)
  expect(ended.signal, tell(ended)).toBe('SIGKILL')
  await restOf(moments.at(-1) ?? '')
  let words = ['resume']
  for (let typed = 0; words.length > 0; typed += 1) {
    expect(typed, 'it does not come to its end').toBeLessThan(ENOUGH)
    await checkTold(scene)
    const next = await scene.type(...words)
    words = await whatNext(scene, next)
    expect((await scene.called(settingsScript)).length, 'times the script was begun').toBeLessThanOrEqual(1)
  }
  expect(await scene.called(settingsScript)).toHaveLength(1)
  expect(await recordedSetups(scene)).toEqual(wantedSetups('c66'))
  expect([await scene.active(12), await scene.active(14)]).toEqual([true, false])
}

/** Whoever was killed has left a program behind, which goes on: it has ended when there is nothing of it but its remains. */
async function restOf(last: string): Promise<void> {
  const [, pid] = /^after the start of (\d+)/.exec(last) ?? []
  if (pid === undefined) return
  await vi.waitFor(
    async () => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z')
      expect(stat.slice(stat.lastIndexOf(')') + 2)).toMatch(/^[ZX]/)
    },
    { timeout: 30_000, interval: 50 },
  )
}

/** What an operator types next, who looks at the hosts before saying anything; nothing when all is done. */
async function whatNext(scene: UpgradeScene, { code, stdout, stderr, signal }: Ended): Promise<string[]> {
  if (code === 0) return stderr.includes('Nothing to resume') ? scene.job : []
  expect(code, tell({ code, stdout, stderr, signal })).toBe(7)
  const [run = ''] = await runsIn(scene.oa.state)
  if (stderr.includes('once/unreadable')) {
    const file = join(scene.oa.state, 'once.jsonl')
    await writeFile(file, (await readFile(file, 'utf8')).replace(/[^\n]+$/, ''))
    return ['resume']
  }
  expect(stderr).toContain('command/unknown-outcome')
  const { failed } = JSON.parse((await scene.type('status', '--json')).stdout) as RunSummaryReport
  const [{ operation } = { operation: '' }] = failed
  if ((await timesOf(scene, run, operation)) === 0) return ['resume', '--retry', operation]
  const said = await scene.type('attest', run, operation, '--evidence', 'its log')
  expect(said.code, tell(said)).toBe(0)
  return ['resume']
}

/** What is told of each command, against what was called. */
async function checkTold(scene: UpgradeScene): Promise<void> {
  const [run] = await runsIn(scene.oa.state)
  if (run === undefined) return
  const { stdout } = await scene.type('report', '--json')
  const { steps } = JSON.parse(stdout) as RunReport
  for (const { id, standing } of steps.flatMap(({ operations }) => operations)) {
    const times = await timesOf(scene, run, id)
    if (times === undefined) continue
    if (standing === 'applied') expect(times, `${id} is told as done`).toBeGreaterThan(0)
    // What is the same for each gateway site cannot be told apart.
    if (standing === 'not-started' && !id.startsWith('endpoint-reset')) expect(times, `${id} not started`).toBe(0)
  }
}

/** How often the command of an operation was called; undefined for what is none. */
async function timesOf(scene: UpgradeScene, run: string, operation: string): Promise<number | undefined> {
  const { operations } = await readPlan(join(scene.oa.state, 'runs', run, 'plan.json'))
  const { command } = operations.find(({ id }) => id === operation) ?? {}
  if (command === undefined) return undefined
  const [program = '', ...rest] = command.words
  const call = command.on === 'endpoint' ? command.line : [basename(program), ...rest].join('|')
  return (await scene.hosts.calls()).filter((each) => each === call).length
}
