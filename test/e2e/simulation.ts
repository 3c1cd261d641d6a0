/** A simulator for one test, in this process or in one of its own, and the shortest ways to look into it. */

import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { expect, vi } from 'vitest'
import type { Context } from '../../src/cli/context.ts'
import { startSimulation } from '../../src/cli/simulation.ts'
import type { CallLogEntry } from '../../src/oa/simulator/call-log.ts'
import type { FaultSchedule } from '../../src/oa/simulator/faults/fault-schedule.ts'
import type { PanelAction } from '../../src/oa/simulator/panel-action.ts'
import type { Snapshot } from '../../src/oa/simulator/snapshot.ts'
import { onlyThis } from '../lib/fake-machine.ts'
import { quietPorts } from '../quiet-port.ts'
import { plantedWorld } from './planted.ts'
import { type Ended, finallyDo, newFolder, root, type Running, startCli, tell, withoutSecrets } from './rig.ts'
import { typed } from './typed.ts'

interface Urls {
  operations: string
  billing: string
  aps: string
  calls: string
  panel: string
  state: string
  faults: string
  /** The path of a ready-made configuration. */
  config: string
}

export interface Simulation {
  urls: Urls
  /** Where the simulator and the runs keep their state. */
  state: string
  /** Where commands are typed. */
  cwd: string
  /** Types a command with this simulator's configuration unless it names another. */
  cli(...args: string[]): Promise<Ended>
  /** The same without a process of its own. */
  typed(...args: string[]): Promise<Ended>
  /** The same as somebody else, or on another machine. */
  typedAs(changes: Partial<Context>, ...args: string[]): Promise<Ended>
  start(...args: string[]): Running
  /** With more in its environment. */
  startWith(env: Record<string, string>, ...args: string[]): Running
  snapshot(): Promise<Snapshot>
  calls(query?: string): Promise<CallLogEntry[]>
  click(action: PanelAction): Promise<void>
  /** Sets what goes wrong from here on; nothing for an empty list. */
  faults(schedule: FaultSchedule['faults']): Promise<void>
  /** Resolves when everything late has taken effect. */
  settled(): Promise<void>
}

export interface SimulationSettings {
  /** One that comes with the program, or a file. */
  world?: string
  robot?: boolean
  latencyMs?: number
  /** How long after a lost answer the work may still be done: short, since the simulator does it at once. */
  quarantineSeconds?: number
}

/** As `o365-onboard simulate` starts it, but without the price of another process. */
export async function simulate(settings: SimulationSettings = {}): Promise<Simulation> {
  const { world = 'small-provider', robot = true, latencyMs, quarantineSeconds = 1 } = settings
  const cwd = await newFolder()
  const folder = join(cwd, 'state')
  const { simulator, configFile } = await startSimulation(
    {
      folder,
      robot,
      // An outage closes them for a while.
      ports: await quietPorts(),
      world: await plantedWorld(worldFile(world), await newFolder()),
      ...(latencyMs === undefined ? {} : { latencyMs }),
    },
    { processes: onlyThis() },
  )
  finallyDo(() => simulator.close())
  await appendFile(configFile, stringify({ waits: { quarantineSeconds } }))
  return {
    ...simulation({ ...simulator.urls, config: configFile }, cwd, folder),
    // Not over HTTP: it must be possible while nobody listens.
    faults: (schedule) => {
      simulator.setFaults(schedule)
      return Promise.resolve()
    },
  }
}

/** In a process of its own, by the command that users type. */
export async function simulateInProcess(
  settings: SimulationSettings & { cwd?: string; port?: number; faults?: string } = {},
): Promise<Simulation & { server: Running }> {
  const { world = 'small-provider', robot = true, latencyMs, port, faults, quarantineSeconds = 1 } = settings
  const cwd = settings.cwd ?? (await newFolder())
  const folder = join(cwd, 'state')
  const flags = [
    '--world',
    await plantedWorld(worldFile(world), await newFolder()),
    ...(robot ? [] : ['--no-robot']),
    ...(latencyMs === undefined ? [] : ['--latency', String(latencyMs)]),
    ...(port === undefined ? [] : ['--port', String(port)]),
    ...(faults === undefined ? [] : ['--faults', faults]),
  ]
  const server = startCli(['simulate', '--state', folder, ...flags], { cwd })
  const urls = JSON.parse(await firstLine(server)) as Urls
  await appendFile(urls.config, stringify({ waits: { quarantineSeconds } }))
  return { ...simulation(urls, cwd, folder), server }
}

function worldFile(world: string): string {
  return /^[\w-]+$/.test(world) ? join(root, 'worlds', `${world}.yaml`) : world
}

function simulation(urls: Urls, cwd: string, state: string): Simulation {
  const withConfig = (args: string[]): string[] =>
    args.includes('--config') ? args : [...args, '--config', urls.config]
  const startWith = (env: Record<string, string>, ...args: string[]) => startCli(withConfig(args), { cwd, env })
  const start = (...args: string[]): Running => startWith({}, ...args)
  return {
    urls,
    state,
    cwd,
    start,
    startWith,
    cli: (...args) => start(...args).ended,
    typed: async (...args) => withoutSecrets(await typed(withConfig(args), join(cwd, 'elsewhere')), args, cwd),
    typedAs: async (changes, ...args) =>
      withoutSecrets(await typed(withConfig(args), join(cwd, 'elsewhere'), changes), args, cwd),
    snapshot: () => getJson<Snapshot>(urls.state),
    calls: (query = '') => getJson<CallLogEntry[]>(`${urls.calls}${query}`),
    click: (action) => sendJson(urls.panel, 'POST', action),
    faults: (schedule) => sendJson(urls.faults, 'PUT', { faults: schedule }),
    settled: () =>
      vi.waitFor(
        async () => {
          expect(await getJson(urls.faults)).toMatchObject({ pending: 0 })
        },
        { timeout: 30_000 },
      ),
  }
}

/** Every change to the installation so far, by API or by click. */
export function writes(simulation: Simulation): Promise<CallLogEntry[]> {
  return simulation.calls('?effect=write')
}

/** A copy of the ready-made configuration with changes, beside it, so that its relative paths still hold. */
export async function changedConfig(
  { urls, state }: Pick<Simulation, 'urls' | 'state'>,
  change: (config: Record<string, unknown>) => Record<string, unknown>,
  name = 'changed.yaml',
): Promise<string> {
  const config = parse(await readFile(urls.config, 'utf8')) as Record<string, unknown>
  const file = join(state, name)
  await writeFile(file, stringify(change(config)))
  return file
}

/** @throws unless the command ended with this code; the message shows all that it printed */
export async function expectExit(ended: Promise<Ended> | Ended, code: number): Promise<Ended> {
  const result = await ended
  expect(result.code, tell(result)).toBe(code)
  return result
}

async function sendJson(url: string, method: string, data: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method, headers, body: JSON.stringify(data) })
  expect(response.status, await response.text()).toBe(200)
}

async function getJson<T>(url: string): Promise<T> {
  return (await (await fetch(url)).json()) as T
}

async function firstLine({ output, ended, child }: Running): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const end = output.stdout.indexOf('\n')
      if (end >= 0) resolve(output.stdout.slice(0, end))
    }
    child.stdout?.on('data', look)
    void ended.then((result) => {
      reject(new Error(tell(result)))
    })
  })
}
