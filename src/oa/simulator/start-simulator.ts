/** Starts a simulated Odin Automation: three APIs over loopback HTTP on one state. The page to read first. */

import { setTimeout as delay } from 'node:timers/promises'
import { answerAps } from './aps-api.ts'
import { createBillingApi } from './billing-api.ts'
import { createCallLog } from './call-log.ts'
import { answerControl } from './control-api.ts'
import { Engine } from './engine.ts'
import { lockFolder, type Owner } from '../../lib/folder-lock.ts'
import type { Login } from './http/basic-auth.ts'
import { listen, type Listener } from './http/listen.ts'
import type { Reply } from './http/reply.ts'
import type { Request } from './http/request.ts'
import { answerOperations } from './operations-api.ts'
import type { Service } from './service.ts'
import type { Snapshot } from './snapshot.ts'
import { openStateFolder } from './state-folder.ts'
import type { World } from './world.ts'

export interface SimulatorOptions {
  world: World
  /** Keeps the state over a kill and a restart; without it everything is forgotten. */
  stateFolder?: string
  /** Who we are, to keep a second simulator off the state folder; without it there is no lock. */
  owner?: Owner
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
  }
  credentials: { operations: Login; billing: Login }
  /** A deep copy. */
  snapshot(): Snapshot
  close(): Promise<void>
}

/** @throws {OnboardError} `simulator/…`: a port in use, a state folder that is locked, damaged or of another world. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { world, stateFolder, owner } = options
  const unlock = stateFolder === undefined || owner === undefined ? () => undefined : lockState(stateFolder, owner)
  const listeners: Listener[] = []
  const close = async () => {
    await Promise.all(listeners.map((listener) => listener.close()))
    unlock()
  }
  try {
    const service = createService(options, () => `${listeners[2]?.origin ?? ''}/`)
    for (const answer of answerers(service)) listeners.push(await openListener(options, answer))
    const { operations, billing } = world.credentials
    return {
      urls: urlsOf(listeners.map(({ origin }) => origin)),
      credentials: { operations: pickLogin(operations), billing: pickLogin(billing) },
      snapshot: () => service.engine.snapshot(),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

function lockState(folder: string, owner: Owner): () => void {
  const hint = 'Stop it, or give another state folder.'
  return lockFolder({ folder, name: 'lock', owner, code: 'simulator/locked', who: 'Another simulator', hint })
}

interface Answerer {
  api: 'operations' | 'billing' | 'aps'
  answer: (request: Request) => Reply
  /** Answered at once, latency or not. */
  control?: (request: Request) => Reply | undefined
}

function answerers(service: Service): Answerer[] {
  return [
    {
      api: 'operations',
      answer: (request) => answerOperations(service, request),
      control: (request) => answerControl(service, request),
    },
    { api: 'billing', answer: createBillingApi(service) },
    { api: 'aps', answer: (request) => answerAps(service, request) },
  ]
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

function openListener({ ports = {}, tls, latencyMs = 0 }: SimulatorOptions, answerer: Answerer): Promise<Listener> {
  const { api, answer, control } = answerer
  return listen({
    port: ports[api] ?? 0,
    tls,
    answer: async (request) => {
      const controlled = control?.(request)
      if (controlled !== undefined) return controlled
      const reply = answer(request)
      if (latencyMs > 0) await delay(latencyMs)
      return reply
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
  }
}

function pickLogin({ username, password }: Login): Login {
  return { username, password }
}
