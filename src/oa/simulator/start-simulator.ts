/** Starts a simulated Odin Automation: three APIs over loopback HTTP on one state. The page to read first. */

import { join } from 'node:path'
import type { Api } from './api.ts'
import { createApsApi } from './aps-api.ts'
import { createBillingApi } from './billing-api.ts'
import { createCallLog } from './call-log.ts'
import { answerControl, type Controlled } from './control-api.ts'
import { Engine } from './engine.ts'
import { Lease, takeLease } from '../../lib/lease.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import type { ProcessTable } from '../../lib/process-table.ts'
import type { Login } from './http/basic-auth.ts'
import { faultyAnswers, type FaultStatus } from './faults/faulty-answer.ts'
import { faultListSchema, type FaultSchedule } from './faults/fault-schedule.ts'
import { whole } from './http/delivery.ts'
import { listen, type Listener } from './http/listen.ts'
import { Outage } from './http/outage.ts'
import { createOperationsApi } from './operations-api.ts'
import type { Service } from './service.ts'
import type { Snapshot } from './snapshot.ts'
import { openStateFolder } from './state-folder.ts'
import type { World } from './world.ts'

export interface SimulatorOptions {
  world: World
  /** Keeps the state over a kill and a restart; without it everything is forgotten. */
  stateFolder?: string
  /** To keep a second simulator off the state folder; without it nothing does. */
  processes?: ProcessTable
  /** Any free port where none is given. */
  ports?: { operations?: number; billing?: number; aps?: number }
  /** Added to every answer of the APIs, after the work is done. */
  latencyMs?: number
  tls?: { key: string; cert: string }
}

export interface Simulator {
  urls: {
    /** With the path `/RPC2`, as clients call them. */
    operations: string
    billing: string
    /** Without a path: `/aps/2` follows. */
    aps: string
    calls: string
    panel: string
    state: string
    faults: string
  }
  credentials: { operations: Login; billing: Login }
  /** A deep copy. */
  snapshot(): Snapshot
  /** Sets another fault schedule than the world's; counting starts anew. */
  setFaults(schedule: FaultSchedule['faults']): void
  faultStatus(): FaultStatus
  close(): Promise<void>
}

/** @throws {OnboardError} `simulator/…`: a port in use, a state folder that is locked, damaged or of another world. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { stateFolder, processes } = options
  const lease =
    stateFolder === undefined || processes === undefined ? undefined : await takeState(stateFolder, processes)
  const listeners: Listener[] = []
  const closing = new AbortController()
  const close = async () => {
    closing.abort()
    await Promise.all(listeners.map((listener) => listener.close()))
    lease?.release()
  }
  try {
    const outage = new Outage(listeners, closing.signal)
    const service = createService(options, () => `${listeners[2]?.origin ?? ''}/`)
    const faults = faultyAnswers({
      log: service.log,
      latencyMs: options.latencyMs ?? 0,
      outage,
      signal: closing.signal,
    })
    for (const api of apis(service)) listeners.push(await openListener(options, { ...service, faults }, api))
    faults.set(options.world.faults)
    const { operations, billing } = options.world.credentials
    return {
      urls: urlsOf(listeners.map(({ origin }) => origin)),
      credentials: { operations: pickLogin(operations), billing: pickLogin(billing) },
      snapshot: () => service.engine.snapshot(),
      setFaults: (schedule) => {
        faults.set(faultListSchema.parse(schedule))
      },
      faultStatus: () => faults.status(),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Never taken from a simulator that is there: its folder is the installation's memory. */
async function takeState(folder: string, processes: ProcessTable): Promise<Lease> {
  const taken = await takeLease({ folder: join(folder, 'leases', 'simulator'), what: 'simulate', processes })
  if (taken instanceof Lease) return taken
  const { host, pid } = taken.held.record ?? {}
  throw new OnboardError({
    kind: 'locked',
    code: 'simulator/locked',
    message: `Another simulator (process ${pid ?? 'unknown'} on ${host ?? 'unknown'}) uses ${folder}.`,
    hint: 'Stop it, or give another state folder.',
    facts: { pid, host },
  })
}

function apis(service: Service): readonly Api[] {
  return [createOperationsApi(service), createBillingApi(service), createApsApi(service)]
}

function createService({ world, stateFolder }: SimulatorOptions, controllerUri: () => string): Service {
  const folder = stateFolder === undefined ? undefined : openStateFolder(stateFolder, world)
  const log = createCallLog(folder?.calls, folder?.ledger.entries)
  const engine = new Engine({
    world,
    ...(folder && {
      ledger: folder.ledger.entries,
      enter: (entry) => {
        folder.ledger.append(entry)
      },
    }),
    controllerUri,
  })
  return { world, engine, log }
}

function openListener({ ports = {}, tls }: SimulatorOptions, controlled: Controlled, api: Api): Promise<Listener> {
  return listen({
    port: ports[api.system] ?? 0,
    tls,
    answer: (request) => {
      // Beside the Operations API, and at once, whatever goes wrong there.
      const reply = api.system === 'operations' ? answerControl(controlled, request) : undefined
      return reply === undefined ? controlled.faults.answer(api, request) : Promise.resolve(whole(reply))
    },
  })
}

function urlsOf([operations = '', billing = '', aps = '']: string[]): Simulator['urls'] {
  return {
    operations: `${operations}/RPC2`,
    billing: `${billing}/RPC2`,
    aps,
    calls: `${operations}/calls`,
    panel: `${operations}/panel`,
    state: `${operations}/state`,
    faults: `${operations}/faults`,
  }
}

function pickLogin({ username, password }: Login): Login {
  return { username, password }
}
