/** One procedure in one world, from the plan to an empty plan, and what is kept of it. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plan } from '../../src/plan/plan.ts'
import { reportFormats } from '../../src/report/formats/report-formats.ts'
import type { RunReport } from '../../src/report/run-report.ts'
import type { JournalLine, RunEvent } from '../../src/run/run-event.ts'
import { journalLines, runsIn } from '../e2e/rig.ts'
import { changedConfig, expectExit, type Simulation, simulate } from '../e2e/simulation.ts'
import { eventLines } from './event-lines.ts'
import type { Procedure, WorldCase } from './world-case.ts'

export interface Walk {
  plan: Plan
  events: RunEvent[]
  /** Plan, events and report as texts, without what differs from run to run. */
  text: string
}

export interface Site {
  simulation: Simulation
  /** The site's configuration. */
  config: string
}

export async function open({ world, site = {} }: WorldCase): Promise<Site> {
  const simulation = await simulate({ world: await world() })
  return { simulation, config: await changedConfig(simulation, (config) => ({ ...config, ...site })) }
}

/** @throws unless the procedure comes to its end */
export async function walk(
  { simulation, config }: Site,
  procedure: Procedure,
  given: readonly string[],
): Promise<Walk> {
  const { stdout: told } = await expectExit(simulation.typed(procedure, ...given, '--config', config, '--yes'), 0)
  const id = (await runsIn(simulation.state)).at(-1) ?? ''
  const folder = join(simulation.state, 'runs', id)
  const plan = JSON.parse(await readFile(join(folder, 'plan.json'), 'utf8')) as Plan
  const lines = (await journalLines(simulation.state, id)).map((line) => JSON.parse(line) as JournalLine)
  const events = lines.map(({ event }) => event)
  const { stdout } = await expectExit(simulation.typed('report', '--json', '--config', config), 0)
  const report = reportFormats.markdown.write(lasting(JSON.parse(stdout) as RunReport))
  const text = ['== plan', planOf(told), '', '== events', ...eventLines(plan, events), '', '== report', report]
  return { plan, events, text: text.join('\n').replaceAll(config, 'site.yaml') }
}

/** What is shown before anything is done: up to the line of totals. */
function planOf(told: string): string {
  return /^[\s\S]*?^Plan: .*$/m.exec(told)?.[0] ?? told
}

/** What a second run would do. */
export async function planAgain({ simulation, config }: Site, procedure: Procedure, given: readonly string[]) {
  const { stdout } = await expectExit(
    simulation.typed(procedure, ...given, '--config', config, '--dry-run', '--json'),
    0,
  )
  return JSON.parse(stdout) as Plan
}

/** A report without run id, times, hashes, ports, and ids that OA gives in the order in which calls arrive. */
function lasting(report: RunReport): RunReport {
  return {
    ...report,
    digest: '…',
    times: null,
    target: { ...report.target, endpoint: 'http://127.0.0.1' },
    summary: { ...report.summary, run: '…' },
    steps: report.steps.map((step) => ({
      ...step,
      operations: step.operations.map((operation) => ({
        ...operation,
        ...(operation.object === undefined ? {} : { object: 'id' }),
        ...(operation.evidence === undefined ? {} : { evidence: operation.evidence.replace(/[0-9a-f]{64}/, '…') }),
      })),
    })),
  }
}
